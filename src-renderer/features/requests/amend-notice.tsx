import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '#shared/domain/view-request';
import { formatDateTime } from '../../ui/date-time.ts';
import styles from './amend-screen.module.css';
import { listVoided } from './amendment.ts';
import { useSeatWords } from './request-way.tsx';

/** What sending the change does to what was decided, by name. */
export function AmendNotice({ detail }: { readonly detail: RequestDetail }): ReactElement {
  const { t } = useTranslation('requests');
  const seatOf = useSeatWords();
  const voided = listVoided(detail);
  if (voided.length === 0) return <p className={styles['lesson']}>{t('amend.nothingDecided')}</p>;
  return (
    <div className={styles['warning']}>
      <strong>{t('amend.voids')}</strong>
      <ul>
        {voided.map((step, index) => (
          <li key={index}>{[seatOf(step), step.decidedByName, step.decidedAt && formatDateTime(step.decidedAt)].filter(Boolean).join('　')}</li>
        ))}
      </ul>
      <p>{t(detail.state === 'granted' ? 'amend.grantEnds' : 'amend.beginsAnew')}</p>
    </div>
  );
}
