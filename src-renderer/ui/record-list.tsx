import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { ErrorNotice } from './error-notice.tsx';
import { useKeys } from './keys.tsx';
import type { ListAnswer } from './list-position.ts';
import { Pager } from './pager.tsx';
import styles from './record-list.module.css';
import { RecordTable, type Column } from './record-table.tsx';

type Props<Row> = {
  readonly label: string;
  readonly list: ListAnswer<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Without it the rows can be walked but not opened. */
  readonly onOpen?: (row: Row) => void;
  /** What is said when there is no row. */
  readonly empty: ReactNode;
  /** Of the tabs above it. */
  readonly panel?: { readonly id: string; readonly label: string };
  /** Above the rows, e.g. how many were refused. */
  readonly children?: ReactNode;
};

/** A list that comes in pages: what went wrong, its rows or why there are none, and the pager; PageDown and PageUp turn. Stands in a `body` of frames. */
export function RecordList<Row>({ label, list, columns, keyOf, onOpen, empty, panel, children }: Props<Row>): ReactElement {
  const { t } = useTranslation();
  const { rows, page, turnTo } = list;
  useKeys(t('pager.label'), [
    { keys: ['PageDown'], label: t('pager.next'), worksInFields: true, run: () => { turnTo(page + 1); } },
    { keys: ['PageUp'], label: t('pager.previous'), worksInFields: true, run: () => { turnTo(page - 1); } },
  ]);
  return (
    <>
      <ErrorNotice error={list.error} onRetry={list.refresh} />
      <div className={styles['list']} tabIndex={-1} {...(panel ? { id: panel.id, role: 'tabpanel', 'aria-label': panel.label } : {})}>
        {children}
        {rows.length > 0 ? <RecordTable label={label} columns={columns} rows={rows} keyOf={keyOf} current={list.current} onCurrentChange={list.setCurrent} onOpen={onOpen} isStale={list.isStale} /> : null}
        {list.isReady && rows.length === 0 ? empty : null}
      </div>
      <Pager page={page} total={list.total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={turnTo} />
    </>
  );
}
