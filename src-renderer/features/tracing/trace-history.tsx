import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { Trace } from '#shared/domain/trace';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import styles from './tracing.module.css';

/** Every attempt stays, also one that named nobody. */
export function TraceHistory(): ReactElement | null {
  const { t } = useTranslation('tracing');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const answer = useDesktopQuery('traces.list', { page }, { keepPrevious: true });
  const columns: readonly Column<Trace>[] = [
    { id: 'at', title: t('history.at'), width: '150px', render: ({ at }) => formatDateTime(at) },
    { id: 'auditor', title: t('history.auditor'), width: '110px', render: ({ auditorName }) => auditorName },
    { id: 'file', title: t('answer.file'), width: '24%', render: ({ fileName }) => fileName },
    { id: 'method', title: t('answer.method'), width: '130px', render: ({ method }) => t(`method.${method}`) },
    { id: 'outcome', title: t('history.outcome'), render: ({ outcome, named }) => (named.length > 0 ? named.map(({ readerName, object }) => `${readerName} ${object}`).join('；') : t(`outcome.${outcome}`, { count: 0 })) },
  ];
  const { items = [], total = 0 } = answer.data ?? {};
  if (answer.isSuccess && total === 0) return null;
  return (
    <section className={styles['history']} aria-label={t('history.title')}>
      <h2>{t('history.title')}</h2>
      <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
      <RecordTable label={t('history.title')} columns={columns} rows={items} keyOf={({ id }) => id} current={current} onCurrentChange={setCurrent} isStale={answer.isPlaceholderData} />
      <Pager page={page} total={total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={setPage} />
    </section>
  );
}
