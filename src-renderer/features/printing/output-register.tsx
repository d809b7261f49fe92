import { Button, Modal, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { OutputKind, SheetPrintId, type RegisteredOutput } from '#shared/domain/sheet-print';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { GoodCount } from '../../ui/good-count.tsx';
import { useListPosition } from '../../ui/list-position.ts';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import styles from './printing.module.css';

/** 目录、背条、表单: everything that came onto paper beside copies, each with what was sent and what of it was good. The auditor's office prints reports only. */
export function OutputRegister({ isOffice = false }: { readonly isOffice?: boolean }): ReactElement {
  const { t } = useTranslation('printing');
  const position = useListPosition();
  const [kind, setKind] = useState<OutputKind | null>(null);
  const [counted, setCounted] = useState<RegisteredOutput | null>(null);
  const list = answerOf(useDesktopQuery('sheetPrints.list', { page: position.page, kind }, { keepPrevious: true }), position);
  const columns = useColumns();
  return (
    <>
      <search className={styles['filters']}>
        {isOffice ? null : <KindFilter kind={kind} onChange={next => { setKind(next); position.restart(); }} />}
        <Button onClick={list.refresh}>{t('register.refresh')}</Button>
      </search>
      <RecordList label={t('output.title')} list={list} columns={columns} keyOf={({ id }) => id} onOpen={row => { if (mayCount(row)) setCounted(row); }} empty={<EmptyState title={t('output.empty')}>{t(isOffice ? 'output.officeLesson' : 'output.lesson')}</EmptyState>} />
      {counted ? <CountDialog output={counted} onClose={() => { setCounted(null); list.refresh(); }} /> : null}
    </>
  );
}

function KindFilter({ kind, onChange }: { readonly kind: OutputKind | null; readonly onChange: (kind: OutputKind | null) => void }): ReactElement {
  const { t } = useTranslation('printing');
  return (
    <Select
      aria-label={t('output.filter')}
      virtual={false}
      value={kind ?? 'all'}
      options={[{ value: 'all' as const, label: t('output.all') }, ...OutputKind.options.map(value => ({ value, label: t(`output.kind.${value}`) }))]}
      onChange={(value: OutputKind | 'all') => { onChange(value === 'all' ? null : value); }}
    />
  );
}

/** Catalogues and strips are counted where they go on: at their volume, in their batch. */
function mayCount({ kind, state }: RegisteredOutput): boolean {
  return kind !== 'catalogue' && kind !== 'strips' && state !== 'waiting';
}

function CountDialog({ output, onClose }: { readonly output: RegisteredOutput; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation(['printing', 'common']);
  const counting = useAct('sheetPrints.count', onClose);
  const keep = (goodSheets: number): void => { counting.mutate({ id: SheetPrintId.parse(output.id), goodSheets }); };
  return (
    <Modal open title={t('output.countTitle', { number: output.registerNumber })} footer={<Button onClick={onClose}>{t('action.close', { ns: 'common' })}</Button>} onCancel={onClose}>
      <GoodCount label={t('output.good', { most: output.count })} hintOf={good => t(good === 0 ? 'output.noneGood' : 'output.lastGood', { number: good })} most={output.count} confirm={t('output.confirm')} isSaving={counting.isPending} onCount={keep} />
      <ErrorNotice error={counting.error} />
    </Modal>
  );
}

function useColumns(): readonly Column<RegisteredOutput>[] {
  const { t } = useTranslation('printing');
  return [
    { id: 'number', title: t('column.registerNumber'), width: '9em', render: ({ registerNumber }) => <strong>{registerNumber}</strong> },
    { id: 'at', title: t('column.preparedAt'), width: '9.5em', render: ({ at }) => formatDateTime(at) },
    { id: 'kind', title: t('output.what'), width: '9.5em', render: ({ kind }) => t(`output.kind.${kind}`) },
    { id: 'object', title: t('output.about'), render: ({ object }) => <span title={object}>{object}</span> },
    { id: 'good', title: t('output.goodOf'), width: '6.5em', align: 'right', render: ({ good, count }) => `${good === null ? '—' : String(good)} / ${String(count)}` },
    { id: 'printer', title: t('output.printer'), width: '7em', isSpare: true, render: ({ printerName }) => <span title={printerName}>{printerName || '—'}</span> },
    { id: 'operator', title: t('column.operatorName'), width: '6em', render: ({ operatorName }) => operatorName },
    { id: 'state', title: t('column.state'), width: '6em', render: ({ state }) => <span className={state === 'counting' ? styles['failed'] : ''}>{t(`output.state.${state}`)}</span> },
  ];
}
