import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CircleAccount } from '#shared/domain/circle';
import { RequestState } from '#shared/domain/view-request';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useListPosition } from '../../ui/list-position.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import styles from './circles.module.css';

/** 保密事项台账: the auditor accounts for each confidential request by its number, without learning whom it concerns. */
export function CircleAccountScreen(): ReactElement {
  const { t } = useTranslation('circles');
  const position = useListPosition();
  const list = answerOf(useDesktopQuery('circles.account', { page: position.page }, { keepPrevious: true }), position);
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t('account.title')} lead={t('account.lead')} />
      <div className={styles['body']}>
        <RecordList
          label={t('account.title')}
          list={list}
          columns={columns}
          keyOf={({ number }) => number}
          empty={<EmptyState title={t('account.empty.title')}>{t('account.empty.lesson')}</EmptyState>}
        />
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
