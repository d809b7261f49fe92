import { Button, Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRoute } from '#shared/domain/approval-route';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { findProblem, limits, moveUp, newRoute, removeAt, replaceAt, simplify } from './route-draft.ts';
import { RouteEditor } from './route-editor.tsx';
import { RouteList } from './route-list.tsx';
import styles from './routes.module.css';
import type { UnitRoutes } from './unit-routes.ts';

type Props = { readonly unit: UnitRoutes; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

/** All routes of one unit at once, with what they will say in words; begins with what waits or was refused, or else with what holds. */
export function ProposeForm({ unit, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation(['routes', 'common']);
  const id = useId();
  const before = (unit.waiting ?? unit.inForce)?.routes ?? [];
  const [routes, setRoutes] = useState<readonly ApprovalRoute[]>(() => (unit.refused?.routes ?? before).map(simplify));
  const [reason, setReason] = useState('');
  const problem = findProblem(before, routes, reason);
  const proposing = useAct('routes.propose', () => { onDone(t('done.proposed', { unit: unit.unitName })); });
  const submit = (): void => {
    if (problem === undefined && !proposing.isPending) proposing.mutate({ unitId: unit.unitId, routes: routes.map(simplify), reason: reason.trim() });
  };
  useKeys(t('title'), [{ keys: ['Ctrl+Enter'], label: t('keys.submit'), worksInFields: true, run: submit }], { isInDialog: true });
  return (
    <form className={styles['form']} onSubmit={event => { event.preventDefault(); submit(); }}>
      <PageHeader
        title={t('form.title', { unit: unit.unitName })}
        lead={t('form.lead')}
        actions={<Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button>}
        primary={<Button type="primary" htmlType="submit" disabled={problem !== undefined} loading={proposing.isPending}>{t('form.submit')}</Button>}
      />
      <div className={styles['panel']}>
        {unit.waiting ? <p className={styles['warning']}>{t('form.replaces')}</p> : null}
        {unit.refused ? <p className={styles['warning']}>{t('form.afterRefusal', { name: unit.refused.decidedBy, reason: unit.refused.decisionReason || t('sheet.noReason') })}</p> : null}
        {routes.length === 0 ? <p className={styles['lesson']}>{t('form.none')}</p> : null}
        {routes.map((route, index) => (
          <RouteEditor
            // Routes have no identity but their place.
            key={String(index)}
            number={index + 1}
            route={route}
            onChange={next => { setRoutes(replaceAt(routes, index, next)); }}
            onUp={() => { setRoutes(moveUp(routes, index)); }}
            onRemove={() => { setRoutes(removeAt(routes, index)); }}
          />
        ))}
        <div><Button autoFocus={routes.length === 0} disabled={routes.length >= limits.routes} onClick={() => { setRoutes([...routes, newRoute]); }}>{t('form.add')}</Button></div>
        <section aria-label={t('form.preview')}>
          <h2 className={styles['heading']}>{t('form.preview')}</h2>
          <RouteList routes={routes} />
        </section>
        <div className={styles['field']}>
          <label htmlFor={`${id}-reason`}>{t('form.reason')}</label>
          <Input id={`${id}-reason`} maxLength={200} placeholder={t('form.reasonHint')} value={reason} onChange={event => { setReason(event.target.value); }} />
        </div>
        <ErrorNotice error={proposing.error} />
      </div>
      <p className={styles['foot']} role="status">{problem ? t(`form.problem.${problem.kind}`, { number: problem.number }) : null}</p>
    </form>
  );
}
