import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { unopenedGrantDays } from '#shared/domain/purpose';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import styles from './apply-screen.module.css';

/** The number to remember and what happens next; without a number it waits in the outbox. */
export function ApplicationSent({ number, onAnother }: { readonly number: string | null; readonly onAnother: () => void }): ReactElement {
  const { t } = useTranslation('requests');
  const { goTo } = useNavigation();
  const steps = number === null ? t('queued.steps') : t('sent.steps', { days: unopenedGrantDays });
  return (
    <>
      <PageHeader
        title={number === null ? t('queued.title') : t('sent.title')}
        actions={<Button onClick={onAnother}>{t('sent.another')}</Button>}
        primary={<Button type="primary" autoFocus onClick={() => { goTo({ screen: 'my-requests' }); }}>{t('sent.toMine')}</Button>}
      />
      <div className={styles['sent']} role="status">
        {number === null ? null : (
          <>
            <p className={styles['hint']}>{t('sent.number')}</p>
            <p className={styles['number']} data-testid="request-number">{number}</p>
          </>
        )}
        <h2>{t('sent.next')}</h2>
        <ol>
          {steps.split('|').map(step => <li key={step}>{step}</li>)}
        </ol>
      </div>
    </>
  );
}
