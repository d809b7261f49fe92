import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { StripJob } from '#shared/domain/strip-job';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { JobPanel } from './job-panel.tsx';
import styles from './strips.module.css';
import { useFoundPrinters } from './use-found-printers.ts';
import { useStripJob } from './use-strip-job.ts';

/** 背条打印登记: every batch, by whom, how far it came; an open one goes on from here. */
export function RegisterTab(): ReactElement {
  const { t } = useTranslation('strips');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const run = useStripJob();
  const printers = useFoundPrinters();
  const list = useDesktopQuery('strips.listJobs', { page }, { keepPrevious: true });
  const columns = useColumns();
  if (run.job) return <JobPanel run={run} printers={printers} />;
  const rows = list.data?.items ?? [];
  return (
    <>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      <div className={styles['list']}>
        {rows.length > 0 ? <RecordTable label={t('tab.register')} columns={columns} rows={rows} keyOf={({ id }) => id} current={Math.min(current, rows.length - 1)} onCurrentChange={setCurrent} onOpen={run.take} isStale={list.isPlaceholderData} /> : null}
        {list.data && rows.length === 0 ? <EmptyState title={t('register.empty')}>{t('register.lesson')}</EmptyState> : null}
      </div>
      <Pager page={page} total={list.data?.total ?? 0} pageSize={pageSize} totalLimit={totalLimit} onPageChange={next => { setPage(next); setCurrent(0); }} />
    </>
  );
}

function useColumns(): readonly Column<StripJob>[] {
  const { t } = useTranslation('strips');
  return [
    { id: 'number', title: t('column.number'), width: '10em', render: ({ registerNumber }) => <strong>{registerNumber}</strong> },
    { id: 'at', title: t('column.at'), width: '11em', render: ({ preparedAt }) => formatDateTime(preparedAt) },
    { id: 'template', title: t('column.template'), render: ({ templateName }) => <span title={templateName}>{templateName}</span> },
    { id: 'paper', title: t('column.paper'), width: '8em', render: ({ paper }) => t(`papers.${paper}`) },
    { id: 'good', title: t('column.good'), width: '8em', align: 'right', render: ({ goodCount, stripCount }) => `${String(goodCount)} / ${String(stripCount)}` },
    { id: 'printer', title: t('column.printer'), width: '10em', isSpare: true, render: ({ runs }) => runs.at(-1)?.printerName ?? '—' },
    { id: 'operator', title: t('column.operator'), width: '7em', render: ({ operatorName }) => operatorName },
    { id: 'state', title: t('column.state'), width: '7em', render: ({ state }) => t(`state.${state}`) },
  ];
}
