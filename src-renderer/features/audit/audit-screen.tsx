import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import type { LogLink } from '../../ui/place.ts';
import { RecordTable } from '../../ui/record-table.tsx';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilterBar, searchFieldId } from './audit-filter-bar.tsx';
import { filterOf, isFiltering, noFilter } from './audit-filter.ts';
import styles from './audit-screen.module.css';
import { EventDrawer } from './event-drawer.tsx';
import { useEventList } from './use-event-list.ts';

/** What happened, newest first: narrow it above, open one row for everything that was recorded. */
export function AuditScreen({ link }: { readonly link: LogLink | undefined }): ReactElement {
  const { t } = useTranslation('oversight');
  const columns = useAuditColumns();
  const list = useEventList(link === undefined ? noFilter : filterOf(link));
  const [openSequence, setOpenSequence] = useState<number | null>(null);
  const { rows, current } = list;
  const openCurrent = (): void => { setOpenSequence(rows[current]?.sequence ?? null); };
  useKeys(t('title'), [
    { keys: ['/', 'Ctrl+F'], label: t('keys.search'), run: () => document.getElementById(searchFieldId)?.focus() },
    { keys: ['Escape'], label: t('keys.clear'), run: () => { list.narrow(noFilter); } },
    { keys: ['PageDown'], label: t('keys.nextPage'), run: () => { list.turnTo(list.page + 1); } },
    { keys: ['PageUp'], label: t('keys.previousPage'), run: () => { list.turnTo(list.page - 1); } },
    { keys: ['F5'], label: t('keys.refresh'), worksInFields: true, run: list.refresh },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<Button onClick={list.refresh}>{t('refresh')}</Button>}
        primary={<Button type="primary" disabled={rows.length === 0} onClick={openCurrent}>{t('open')}</Button>}
      />
      <AuditFilterBar filter={list.filter} onFilterChange={list.narrow} />
      <div className={styles['list']} tabIndex={-1}>
        <ErrorNotice error={list.error} onRetry={list.refresh} />
        {rows.length > 0 ? (
          <RecordTable
            label={t('table')}
            columns={columns}
            rows={rows}
            keyOf={({ sequence }) => String(sequence)}
            current={current}
            onCurrentChange={list.setCurrent}
            onOpen={({ sequence }) => { setOpenSequence(sequence); }}
            isStale={list.isStale}
          />
        ) : null}
        {list.isReady && rows.length === 0 ? <NothingToShow isFiltered={isFiltering(list.filter)} /> : null}
      </div>
      <div className={styles['foot']}>
        <Pager page={list.page} total={list.total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={list.turnTo} />
      </div>
      <EventDrawer sequence={openSequence} onShow={setOpenSequence} onClose={() => { setOpenSequence(null); }} />
    </>
  );
}

function NothingToShow({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { t } = useTranslation('oversight');
  return isFiltered ? (
    <EmptyState title={t('noMatch.title')}>{t('noMatch.lesson')}</EmptyState>
  ) : (
    <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState>
  );
}
