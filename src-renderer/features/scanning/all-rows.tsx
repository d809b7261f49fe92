import { Button, Input, InputNumber, Modal } from 'antd';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClassCode } from '#shared/domain/catalogue';
import type { DraftId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { useKeys } from '../../ui/keys.tsx';
import styles from './all-rows.module.css';
import type { Desk } from './desk.ts';
import { proposeRows, type ProposedRow } from './row-proposals.ts';
import { changedRows, fillAll, fillDown, tableOf, withCell, type RowTable } from './row-series.ts';

type Props = { readonly desk: Desk; readonly isOpen: boolean; readonly onClose: () => void };

/** 批量编目: the rows of all materials on the desk in one table; kept together, and taken back together. */
export function AllRows({ desk, isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  return (
    <Modal open={isOpen} width={1080} title={t('allRows.title')} onCancel={onClose} footer={null} destroyOnHidden>
      <RowsTable desk={desk} onClose={onClose} />
    </Modal>
  );
}

function RowsTable({ desk, onClose }: Omit<Props, 'isOpen'>): ReactElement {
  const { t } = useTranslation('scanning');
  const { drafts, volume } = desk;
  const [table, setTable] = useState<RowTable>(() => tableOf(drafts));
  const [at, setAt] = useState<DraftId | undefined>(drafts[0]?.id);
  const keep = (): void => {
    const rows = changedRows(table, drafts);
    if (rows.length > 0) desk.acts.setRows(rows);
    onClose();
  };
  const fill = (): void => { if (at !== undefined) setTable(fillDown(table, at)); };
  useKeys(t('allRows.title'), [
    { keys: ['Ctrl+Enter'], label: t('allRows.keep'), worksInFields: true, run: keep },
    { keys: ['Ctrl+D'], label: t('allRows.fillDown'), worksInFields: true, run: fill },
  ], { isInDialog: true });
  const typedDrafts = drafts.map(draft => ({ ...draft, row: { ...draft.row, ...namesOf(table, draft) } }));
  const proposed = proposeRows(typedDrafts, { materials: volume?.materials ?? [], last: null, typed: null });
  return (
    <>
      <p className={styles['lesson']}>{t('allRows.lesson')}</p>
      <div className={styles['scroll']}>
        <table className={styles['table']} onKeyDown={moveBetweenRows}>
          <thead>
            <tr>
              <th scope="col">{t('allRows.column.place')}</th>
              <th scope="col">{t('row.name')}</th>
              <th scope="col">{t('row.formedOn')}</th>
              <th scope="col">{t('row.pageCount')}</th>
              <th scope="col">{t('row.remark')}</th>
            </tr>
          </thead>
          <tbody>
            {table.map(({ id, row }, index) => (
              <tr key={id} onFocus={() => { setAt(id); }}>
                <th scope="row" className={styles['place']}>{placeWords(proposed.get(id), index)}</th>
                <td><Input size="small" autoFocus={index === 0} aria-label={`${String(index + 1)} ${t('row.name')}`} data-column="name" maxLength={120} value={row.name} onChange={event => { setTable(withCell(table, id, { name: event.target.value })); }} /></td>
                <td><Input size="small" aria-label={`${String(index + 1)} ${t('row.formedOn')}`} data-column="date" value={row.formedOn} onChange={event => { setTable(withCell(table, id, { formedOn: event.target.value })); }} /></td>
                <td><InputNumber size="small" controls={false} precision={0} min={1} aria-label={`${String(index + 1)} ${t('row.pageCount')}`} data-column="pages" placeholder={String(drafts[index]?.pages.length ?? '')} value={row.pageCount} onChange={pageCount => { setTable(withCell(table, id, { pageCount })); }} /></td>
                <td><Input size="small" aria-label={`${String(index + 1)} ${t('row.remark')}`} data-column="remark" maxLength={200} value={row.remark} onChange={event => { setTable(withCell(table, id, { remark: event.target.value })); }} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles['foot']}>
        <Button onClick={fill}>{t('allRows.fillDown')} <kbd aria-hidden="true">Ctrl + D</kbd></Button>
        <Button onClick={() => { if (at !== undefined) setTable(fillAll(table, at)); }}>{t('allRows.fillAll')}</Button>
        <span className={styles['gap']} />
        <Button onClick={onClose}>{t('allRows.leave')}</Button>
        <Button type="primary" onClick={keep}>{t('allRows.keep')} <kbd aria-hidden="true">Ctrl + Enter</kbd></Button>
      </div>
    </>
  );
}

/** Class and number follow the names as they are typed. */
function namesOf(table: RowTable, { id }: Draft): Draft['row'] {
  const row = table.find(each => each.id === id)?.row;
  if (!row) return {};
  return { name: row.name, ...(row.classCode === null ? {} : { classCode: row.classCode }), ...(row.sequence === null ? {} : { sequence: row.sequence }) };
}

function placeWords(row: ProposedRow | undefined, index: number): string {
  if (!row || row.classCode === null) return String(index + 1);
  return `${formatClassCode(row.classCode)} ${String(row.sequence ?? '')}`;
}

/** ↑ ↓ and Enter go from row to row in one column, as in tables elsewhere. */
function moveBetweenRows(event: KeyboardEvent): void {
  const by = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (by === undefined || event.ctrlKey || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return;
  const { target } = event;
  const column = target.dataset['column'];
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>(`input[data-column="${column ?? ''}"]`)];
  event.preventDefault();
  event.stopPropagation();
  fields[fields.indexOf(target) + by]?.focus();
}
