import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { CircleAccount } from '#shared/domain/circle';
import { RequestState } from '#shared/domain/view-request';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import styles from './circles.module.css';

/** 保密事项台账: the auditor accounts for each confidential request by its number, without learning whom it concerns. */
export function CircleAccountScreen(): ReactElement {
  const { t } = useTranslation('circles');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const answer = useDesktopQuery('circles.account', { page }, { keepPrevious: true });
  const { items: rows, total } = answer.data ?? { items: [], total: 0 };
  const columns = useColumns();
  const turnTo = (next: number): void => {
    if (next < 1 || next > Math.max(1, Math.ceil(total / pageSize))) return;
    setPage(next);
    setCurrent(0);
  };
  useKeys(t('account.title'), [
    { keys: ['PageDown'], label: t('shortcut.nextPage'), run: () => { turnTo(page + 1); } },
    { keys: ['PageUp'], label: t('shortcut.previousPage'), run: () => { turnTo(page - 1); } },
  ]);
  return (
    <>
      <PageHeader title={t('account.title')} lead={t('account.lead')} />
      <div className={styles['body']}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        <div className={styles['list']} tabIndex={-1}>
          {rows.length > 0 ? (
            <RecordTable
              label={t('account.title')}
              columns={columns}
              rows={rows}
              keyOf={({ number }) => number}
              current={Math.min(current, rows.length - 1)}
              onCurrentChange={setCurrent}
              isStale={answer.isPlaceholderData}
            />
          ) : null}
          {answer.isSuccess && rows.length === 0 ? <EmptyState title={t('account.empty.title')}>{t('account.empty.lesson')}</EmptyState> : null}
        </div>
        <Pager page={page} total={total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={turnTo} />
      </div>
    </>
  );
}

function useColumns(): readonly Column<CircleAccount>[] {
  const { t } = useTranslation(['circles', 'requests']);
  const stateOf = (state: string): string => {
    const known = RequestState.safeParse(state);
    return known.success ? t(`state.${known.data}`, { ns: 'requests' }) : state;
  };
  return [
    { id: 'number', title: t('account.column.number'), width: '11em', render: ({ number }) => <strong>{number}</strong> },
    { id: 'circle', title: t('account.column.circle'), render: ({ circleName }) => circleName },
    { id: 'state', title: t('column.state'), width: '7em', render: ({ state }) => stateOf(state) },
    { id: 'applicant', title: t('account.column.applicant'), width: '9em', render: ({ applicantName }) => applicantName },
    { id: 'submitted', title: t('account.column.submitted'), width: '11em', render: ({ submittedAt }) => formatDateTime(submittedAt) },
    { id: 'readings', title: t('account.column.readings'), width: '6em', align: 'right', render: ({ readings }) => readings },
    { id: 'prints', title: t('account.column.prints'), width: '6em', align: 'right', render: ({ prints }) => prints },
  ];
}
