import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment } from '#shared/domain/enrolment';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import styles from './session.module.css';

type Props = { readonly enrolment: Enrolment; readonly children: ReactNode };

/** What the person here reads to the security officer; goes away by itself when he has decided. */
export function EnrolmentWait({ enrolment: { name, fingerprint }, children }: Props): ReactElement {
  const { t } = useTranslation('session');
  return (
    <div className={styles['enrolmentForm']}>
      <p className={styles['lesson']}>{t('enrolment.compare', { name })}</p>
      <ol className={styles['fingerprint']} aria-label={t('enrolment.fingerprint')}>
        {groupFingerprint(fingerprint ?? '').map((group, index) => (
          <li key={`${String(index)} ${group}`}>{group}</li>
        ))}
      </ol>
      <p role="status" className={styles['enrolmentWaiting']}>
        {t('enrolment.waiting')}
      </p>
      {children}
    </div>
  );
}
