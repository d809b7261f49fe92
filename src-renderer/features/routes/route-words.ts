import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { defaultSteps, type ApprovalRoute, type RouteStep } from '#shared/domain/approval-route';
import { hasNoConditions } from './route-draft.ts';

export type RouteTexts = TFunction<['routes', 'requests', 'common']>;

/** Routes in plain words, one sentence each, in the order in which they are tried; what none of them meets comes last. */
export function describeRoutes(t: RouteTexts, routes: readonly ApprovalRoute[]): readonly string[] {
  if (routes.length === 0) return [t('sentence.default', { steps: describeSteps(t, defaultSteps) })];
  const sentences = routes.map((route, index) => {
    const conditions = describeConditions(t, route) || t(index === 0 ? 'sentence.all' : 'sentence.others');
    return t('sentence.route', { conditions, steps: describeSteps(t, route.steps) });
  });
  return routes.some(hasNoConditions) ? sentences : [...sentences, t('sentence.rest', { steps: describeSteps(t, defaultSteps) })];
}

export function useRouteWords(): (routes: readonly ApprovalRoute[]) => readonly string[] {
  const { t } = useTranslation(['routes', 'requests', 'common']);
  return routes => describeRoutes(t, routes);
}

function describeConditions(t: RouteTexts, route: ApprovalRoute): string {
  if (hasNoConditions(route)) return '';
  const { purposes, secrecyFrom, wantsPrint } = route;
  const conditions = [
    purposes.map(purpose => t(`purpose.${purpose}`, { ns: 'requests' })).join(t('sentence.and')),
    secrecyFrom === null ? '' : t(`sentence.secrecy.${secrecyFrom}`),
    wantsPrint === null ? '' : t(`sentence.print.${wantsPrint ? 'yes' : 'no'}`),
  ];
  return conditions.filter(words => words !== '').join(t('sentence.comma'));
}

function describeSteps(t: RouteTexts, steps: readonly RouteStep[]): string {
  const words = steps.map(step => t('sentence.step', { level: levelWords(t)[step.levelsUp], role: t(`role.${step.role}`, { ns: 'common' }) }));
  return words.length === 1 ? t('sentence.single', { step: words[0] }) : words.join(' → ');
}

/** 本单位, 上一级, 上两级: by the number of levels up. */
export function levelWords(t: RouteTexts): readonly string[] {
  return t('sentence.level', { returnObjects: true });
}
