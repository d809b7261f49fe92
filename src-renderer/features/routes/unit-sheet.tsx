import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutePlan } from '#shared/domain/approval-route';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { RouteChange, RouteList } from './route-list.tsx';
import styles from './routes.module.css';
import { stateOf, type UnitRoutes } from './unit-routes.ts';

type Props = { readonly unit: UnitRoutes; readonly onChange: () => void; readonly onDone: (sentence: string) => void };

/** The routes of one unit; what waits is shown before → after, for the security officer to agree to or refuse. */
export function UnitSheet({ unit, onChange, onDone }: Props): ReactElement {
  const { t } = useTranslation('routes');
  const mayPropose = useHasRole('system-administrator');
  const mayDecide = useHasRole('security-officer');
  if (unit.waiting && mayDecide) return <Decision unit={unit} plan={unit.waiting} onDone={onDone} />;
  return (
    <>
      <PageHeader
        title={unit.unitName}
        lead={t(`sheet.lead.${stateOf(unit)}`)}
        primary={mayPropose ? <Button type="primary" onClick={onChange}>{t('sheet.change')}</Button> : null}
      />
      <div className={styles['panel']}><Content unit={unit} /></div>
    </>
  );
}

type DecisionProps = { readonly unit: UnitRoutes; readonly plan: RoutePlan; readonly onDone: (sentence: string) => void };

function Decision({ unit, plan, onDone }: DecisionProps): ReactElement {
  const { t } = useTranslation('routes');
  const [isRefusing, setIsRefusing] = useState(false);
  const deciding = useAct('routes.decide', (_answer, { isAgreed }) => { onDone(t(isAgreed ? 'done.agreed' : 'done.refused', { unit: unit.unitName })); });
  const agree = (): void => {
    if (!deciding.isPending && !isRefusing) deciding.mutate({ id: plan.id, isAgreed: true, reason: '' });
  };
  useKeys(t('title'), [{ keys: ['Ctrl+Enter'], label: t('keys.agree'), run: agree }], { isInDialog: true });
  return (
    <>
      <PageHeader
        title={unit.unitName}
        lead={t('sheet.lead.waiting')}
        actions={<Button onClick={() => { setIsRefusing(true); }}>{t('sheet.refuse')}</Button>}
        primary={<Button type="primary" loading={deciding.isPending} onClick={agree}>{t('sheet.agree')}</Button>}
      />
      <div className={styles['panel']}>
        <ErrorNotice error={isRefusing ? null : deciding.error} />
        <Content unit={unit} />
      </div>
      <ReasonDialog
        isOpen={isRefusing}
        texts={{ title: t('refuse.title', { unit: unit.unitName }), reason: t('refuse.reason'), quick: t('refuse.quick'), reasons: t('refuse.reasons'), confirm: t('sheet.refuse') }}
        isPending={deciding.isPending}
        error={deciding.error}
        onConfirm={reason => { deciding.mutate({ id: plan.id, isAgreed: false, reason }); }}
        onClose={() => { setIsRefusing(false); }}
      />
    </>
  );
}

function Content({ unit: { inForce, waiting } }: { readonly unit: UnitRoutes }): ReactElement {
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
      <section aria-label={t('sheet.now')}>
        <h2 className={styles['heading']}>{t('sheet.now')}</h2>
        <RouteList routes={held} />
      </section>
      {inForce ? <PlanFacts plan={inForce} /> : null}
    </>
  );
}

function PlanFacts({ plan }: { readonly plan: RoutePlan }): ReactElement {
  const { t } = useTranslation('routes');
  const { reason, proposedBy, proposedAt, decidedBy, decidedAt } = plan;
  return (
    <FactList
      facts={[
        { name: t('sheet.reason'), value: reason },
        { name: t('sheet.proposed'), value: t('sheet.byAt', { name: proposedBy, at: formatDateTime(proposedAt) }) },
        ...(decidedBy === null || decidedAt === null ? [] : [{ name: t('sheet.decided'), value: t('sheet.byAt', { name: decidedBy, at: formatDateTime(decidedAt) }) }]),
      ]}
    />
  );
}
