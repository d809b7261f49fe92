import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StripJob } from '#shared/domain/strip-job';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useListPosition } from '../../ui/list-position.ts';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { JobPanel } from './job-panel.tsx';
import { useFoundPrinters } from './use-found-printers.ts';
import { useStripJob } from './use-strip-job.ts';

/** 背条打印登记: every batch, by whom, how far it came; an open one goes on from here. */
export function RegisterTab(): ReactElement {
  const { t } = useTranslation('strips');
  const position = useListPosition();
  const run = useStripJob();
  const printers = useFoundPrinters();
  const list = answerOf(useDesktopQuery('strips.listJobs', { page: position.page }, { keepPrevious: true }), position);
  const columns = useColumns();
  if (run.job) return <JobPanel run={run} printers={printers} />;
  return <RecordList label={t('tab.register')} list={list} columns={columns} keyOf={({ id }) => id} onOpen={run.take} empty={<EmptyState title={t('register.empty')}>{t('register.lesson')}</EmptyState>} />;
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
