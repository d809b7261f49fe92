import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestState, RequestSummary } from '#shared/domain/view-request';
import { formatDateTime } from '../../ui/date-time.ts';
import type { Column } from '../../ui/record-table.tsx';
import styles from './requests.module.css';

export function useRequestColumns(): readonly Column<RequestSummary>[] {
  const { t } = useTranslation('requests');
  return [
    { id: 'number', title: t('column.number'), width: '9.25em', render: ({ number }) => number },
    { id: 'state', title: t('column.state'), width: '6em', render: ({ state }) => <StateWord state={state} /> },
    { id: 'person', title: t('column.person'), render: ({ personName, personUnitName, isConfidential }) => `${isConfidential ? t('confidentialMark') : ''}${personName}　${personUnitName}` },
    { id: 'purpose', title: t('column.purpose'), width: '7.75em', render: ({ purpose }) => t(`purpose.${purpose}`) },
    { id: 'minutes', title: t('column.minutes'), width: '6.75em', align: 'right', isSpare: true, render: ({ minutes }) => t('minutes', { minutes }) },
    { id: 'submittedAt', title: t('column.submittedAt'), width: '10.5em', render: ({ submittedAt }) => formatDateTime(submittedAt) },
  ];
}

/** Bold for what asks something of the reader, plain for what is over. */
export function StateWord({ state }: { readonly state: RequestState }): ReactElement {
  const { t } = useTranslation('requests');
  return <span className={styles['state']} data-state={state}>{t(`state.${state}`)}</span>;
}
