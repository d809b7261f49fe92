import type { ApprovalRoute, RouteStep } from '#shared/domain/approval-route';
import { Purpose } from '#shared/domain/purpose';

export const limits = { routes: 10, steps: 4 } as const;

export const newStep: RouteStep = { levelsUp: 0, role: 'approver' };
export const newRoute: ApprovalRoute = { purposes: [], secrecyFrom: null, wantsPrint: null, steps: [newStep] };

/** Met by everything: every purpose is as good as none, and every file is at least 秘密. */
export function hasNoConditions({ purposes, secrecyFrom, wantsPrint }: ApprovalRoute): boolean {
  const isAnyPurpose = purposes.length === 0 || Purpose.options.every(purpose => purposes.includes(purpose));
  return isAnyPurpose && (secrecyFrom === null || secrecyFrom === 'secret') && wantsPrint === null;
}

/** As the form shows it: conditions that are none are left out, purposes stand in their usual order. */
export function simplify(route: ApprovalRoute): ApprovalRoute {
  const purposes = Purpose.options.filter(purpose => route.purposes.includes(purpose));
  return {
    ...route,
    purposes: purposes.length === Purpose.options.length ? [] : purposes,
    secrecyFrom: route.secrecyFrom === 'secret' ? null : route.secrecyFrom,
  };
}

export const replaceAt = <Item>(items: readonly Item[], index: number, next: Item): readonly Item[] => items.map((item, place) => (place === index ? next : item));
export const removeAt = <Item>(items: readonly Item[], index: number): readonly Item[] => items.filter((_item, place) => place !== index);

/** Tried before the one that stood above it. */
export function moveUp<Item>(items: readonly Item[], index: number): readonly Item[] {
  const moved = items[index];
  if (index < 1 || moved === undefined) return items;
  return removeAt(items, index).toSpliced(index - 1, 0, moved);
}

export type RoutesProblem = { readonly kind: 'unchanged' | 'unreachable' | 'reason'; readonly number: number };

/** Why these routes cannot be proposed yet, if they cannot. */
export function findProblem(before: readonly ApprovalRoute[], after: readonly ApprovalRoute[], reason: string): RoutesProblem | undefined {
  const simple = (routes: readonly ApprovalRoute[]): string => JSON.stringify(routes.map(simplify).map(({ purposes, secrecyFrom, wantsPrint, steps }) => [purposes, secrecyFrom, wantsPrint, steps.map(({ levelsUp, role }) => [levelsUp, role])]));
  if (simple(before) === simple(after)) return { kind: 'unchanged', number: 0 };
  const catchAll = after.findIndex(hasNoConditions);
  if (catchAll >= 0 && catchAll < after.length - 1) return { kind: 'unreachable', number: catchAll + 1 };
  return reason.trim() === '' ? { kind: 'reason', number: 0 } : undefined;
}
