import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRoute, RoutePlan } from '#shared/domain/approval-route';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RouteChange, RouteList } from './route-list.tsx';
import styles from './routes.module.css';
import type { UnitRoutes } from './unit-routes.ts';

/** What holds in a unit, what would hold instead, or what was refused and why. */
export function UnitContent({ unit: { inForce, waiting, refused } }: { readonly unit: UnitRoutes }): ReactElement {
  const { t } = useTranslation('routes');
  const held = inForce?.routes ?? [];
  if (waiting) {
    return (
      <>
        <RouteChange before={held} after={waiting.routes} titles={{ before: t('sheet.before'), after: t('sheet.after') }} />
        <p className={styles['lesson']}>{t('sheet.onTheirWay')}</p>
        <PlanFacts plan={waiting} />
      </>
    );
  }
  return (
    <>
      {refused ? <Refusal plan={refused} held={held} /> : null}
      <section aria-label={t('sheet.now')}>
        <h2 className={styles['heading']}>{t('sheet.now')}</h2>
        <RouteList routes={held} />
      </section>
      {inForce ? <PlanFacts plan={inForce} /> : null}
    </>
  );
}

/** Whoever proposed it reads who refused it, when, and why. */
function Refusal({ plan, held }: { readonly plan: RoutePlan; readonly held: readonly ApprovalRoute[] }): ReactElement {
  const { t } = useTranslation('routes');
  return (
    <div className={styles['refusal']}>
      <p className={styles['warning']}>
        <strong>{t('sheet.refusedBecause', { name: plan.decidedBy, reason: plan.decisionReason || t('sheet.noReason') })}</strong>
      </p>
      <RouteChange before={held} after={plan.routes} titles={{ before: t('sheet.before'), after: t('sheet.refusal') }} />
      <PlanFacts plan={plan} />
    </div>
  );
}

function PlanFacts({ plan }: { readonly plan: RoutePlan }): ReactElement {
  const { t } = useTranslation('routes');
  const { state, reason, proposedBy, proposedAt, decidedBy, decidedAt } = plan;
  return (
    <FactList
      facts={[
        { name: t('sheet.reason'), value: reason },
        { name: t('sheet.proposed'), value: t('sheet.byAt', { name: proposedBy, at: formatDateTime(proposedAt) }) },
        ...(decidedBy === null || decidedAt === null ? [] : [{ name: t(state === 'refused' ? 'sheet.refused' : 'sheet.decided'), value: t('sheet.byAt', { name: decidedBy, at: formatDateTime(decidedAt) }) }]),
      ]}
    />
  );
}
