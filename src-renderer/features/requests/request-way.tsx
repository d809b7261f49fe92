import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail, RequestStep } from '#shared/domain/view-request';
import styles from './requests.module.css';

/** The way it goes: who has agreed, whose turn it is, who comes after. */
export function RequestWay({ steps }: Pick<RequestDetail, 'steps'>): ReactElement {
  const { t } = useTranslation('requests');
  const seatOf = useSeatWords();
  return (
    <ol className={styles['way']}>
      {steps.map((step, index) => (
        <li key={index} className={styles['step']} data-state={step.state} aria-current={step.state === 'waiting' ? 'step' : undefined}>
          <span>{seatOf(step)}</span>
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

/** Which unit's approver or archivist: the steps of one unit differ in nothing else. */
export function useSeatWords(): (step: RequestStep) => string {
  const { t } = useTranslation(['requests', 'common']);
  return ({ unitName, role }) => (unitName === null ? t('way.circle') : t('way.seat', { unit: unitName, role: t(`role.${role}`, { ns: 'common' }) }));
}
