import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail, RequestStep } from '#shared/domain/view-request';
import styles from './requests.module.css';

/** The way it goes: who has agreed, whose turn it is, who comes after. */
export function RequestWay({ steps }: Pick<RequestDetail, 'steps'>): ReactElement {
  const { t } = useTranslation('requests');
  return (
    <ol className={styles['way']}>
      {steps.map((step, index) => (
        <li key={index} className={styles['step']} data-state={step.state} aria-current={step.state === 'waiting' ? 'step' : undefined}>
          <span>{step.unitName ?? t('way.circle')}</span>
          <span>{t(`way.state.${step.state}`)}</span>
          {step.decidedByName === null ? null : <span><Decider step={step} /></span>}
        </li>
      ))}
    </ol>
  );
}

function Decider({ step: { decidedByName, onBehalfOfName } }: { readonly step: RequestStep }): ReactElement {
  const { t } = useTranslation('requests');
  return <>{onBehalfOfName === null ? decidedByName : t('way.inPlaceOf', { decider: decidedByName, absent: onBehalfOfName })}</>;
}
