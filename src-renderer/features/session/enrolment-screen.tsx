import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment, EnrolmentState } from '#shared/domain/enrolment';
import { useTerminal } from '../../api/signed-in.ts';
import { DoorTop } from './door-top.tsx';
import { EnrolmentForm } from './enrolment-form.tsx';
import { EnrolmentWait } from './enrolment-wait.tsx';
import styles from './session.module.css';

type Props = { readonly enrolment: Enrolment; readonly onChanged: () => void };

/** 本机入网: until it is done nobody can sign in here. Says where it stands, and the way on from each state. */
export function EnrolmentScreen({ enrolment, onChanged }: Props): ReactElement {
  const { t } = useTranslation(['session', 'common']);
  const terminal = useTerminal();
  const { state } = enrolment;
  const [isAskingAnew, setIsAskingAnew] = useState(false);
  const isWaiting = state === 'waiting' && !isAskingAnew;
  return (
    <div className={styles['door']}>
      <DoorTop />
      <main className={styles['column']}>
        <section className={styles['enrolment']} aria-labelledby="enrolment-title">
          <p className={styles['product']}>{terminal?.siteName || t('product', { ns: 'common' })}</p>
          <h1 className={styles['title']} id="enrolment-title">
            {t(`enrolment.title.${isWaiting ? 'waiting' : 'ask'}`)}
          </h1>
          <Trouble state={state} />
          {terminal?.isOnline === false ? <p role="status">{t('enrolment.offline')}</p> : null}
          {isWaiting ? (
            <EnrolmentWait enrolment={enrolment}>
              <Button
                type="text"
                onClick={() => {
                  setIsAskingAnew(true);
                }}
              >
                {t('enrolment.askAnew')}
              </Button>
            </EnrolmentWait>
          ) : (
            <EnrolmentForm
              suggestedName={enrolment.name}
              onAsked={() => {
                setIsAskingAnew(false);
                onChanged();
              }}
            />
          )}
        </section>
      </main>
    </div>
  );
}

function Trouble({ state }: { readonly state: EnrolmentState }): ReactElement | null {
  const { t } = useTranslation('session');
  if (state !== 'refused' && state !== 'revoked' && state !== 'expired') return null;
  return (
    <p role="alert" className={styles['enrolmentTrouble']}>
      {t(`enrolment.trouble.${state}`)}
    </p>
  );
}
