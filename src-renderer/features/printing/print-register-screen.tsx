import { Button, Drawer } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { PrintJob } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import styles from './printing.module.css';
import { SheetCount } from './sheet-count.tsx';
import { splitDetail, useReasonWords } from './reason-words.ts';

/** 打印登记: every copy that was asked for, and what became of it. */
export function PrintRegisterScreen(): ReactElement {
  const { t } = useTranslation('printing');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const [opened, setOpened] = useState<PrintJob | null>(null);
  const list = useDesktopQuery('printing.list', { page }, { keepPrevious: true });
  const rows = list.data?.items ?? [];
  return (
    <>
      <PageHeader
        title={t('register.title')}
        lead={t('register.lead')}
        primary={<Button type="primary" loading={list.isFetching} onClick={() => void list.refetch()}>{t('register.refresh')}</Button>}
      />
      <div className={styles['register']}>
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        <div className={styles['list']}>
          <RecordTable
            label={t('register.title')}
            columns={useRegisterColumns()}
            rows={rows}
            keyOf={({ id }) => id}
            current={Math.min(current, Math.max(0, rows.length - 1))}
            onCurrentChange={setCurrent}
            onOpen={setOpened}
            isStale={list.isPlaceholderData}
          />
          {list.data && rows.length === 0 ? <EmptyState title={t('register.empty')}>{t('register.lesson')}</EmptyState> : null}
        </div>
        <Pager page={page} total={list.data?.total ?? 0} pageSize={pageSize} totalLimit={totalLimit} onPageChange={next => { setPage(next); setCurrent(0); }} />
      </div>
      <Drawer open={opened !== null} size={520} title={t('register.one')} onClose={() => { setOpened(null); }} destroyOnHidden>
        {opened ? <><JobSheet job={opened} /><SheetCount job={opened} onCounted={job => { setOpened(job); void list.refetch(); }} /></> : null}
      </Drawer>
    </>
  );
}

function useRegisterColumns(): readonly Column<PrintJob>[] {
  const { t } = useTranslation('printing');
  return [
    { id: 'number', title: t('column.registerNumber'), width: '10.5em', render: job => job.registerNumber },
    { id: 'at', title: t('column.preparedAt'), width: '10.5em', render: job => formatDateTime(job.preparedAt) },
    { id: 'person', title: t('column.personName'), width: '6em', render: job => job.personName },
    { id: 'material', title: t('column.materialName'), render: job => <span title={job.materialName}>{job.materialName}</span> },
    { id: 'sheets', title: t('column.amount'), width: '8.5em', align: 'right', render: job => t('amount', { pages: job.pageCount, copies: job.copies }) },
    { id: 'operator', title: t('column.operatorName'), width: '6em', render: job => job.operatorName },
    { id: 'state', title: t('column.state'), width: '6em', render: job => <StateWord state={job.state} /> },
  ];
}

function StateWord({ state }: { readonly state: PrintJob['state'] }): ReactElement {
  const { t } = useTranslation('printing');
  return <span className={state === 'failed' ? styles['failed'] : ''}>{t(`state.${state}`)}</span>;
}

function JobSheet({ job }: { readonly job: PrintJob }): ReactElement {
  const { t } = useTranslation('printing');
  const words = useReasonWords();
  const facts = [
    ['registerNumber', job.registerNumber],
    ['state', t(`state.${job.state}`)],
    ['detail', job.state === 'completed' ? '' : words(splitDetail(job.detail))],
    ['sheets', job.goodSheets === null ? '' : t('count.known', { good: job.goodSheets, waste: job.wasteSheets })],
    ['personName', job.personName],
    ['materialName', job.materialName],
    ['amount', t('amount', { pages: job.pageCount, copies: job.copies })],
    ['requestNumber', job.requestNumber],
    ['printerName', job.printerName],
    ['operatorName', job.operatorName],
    ['preparedAt', formatDateTime(job.preparedAt)],
    ['finishedAt', job.finishedAt === null ? '' : formatDateTime(job.finishedAt)],
  ] as const;
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name} className={styles['fact']}>
          <dt>{t(`column.${name}`)}</dt>
          <dd>{value === '' ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
