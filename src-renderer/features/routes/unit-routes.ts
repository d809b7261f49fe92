import type { RoutePlan } from '#shared/domain/approval-route';
import type { UnitId } from '#shared/domain/ids';
import type { Unit } from '#shared/domain/unit';

/** One managing unit with what holds there, and what would. */
export type UnitRoutes = {
  readonly unitId: UnitId;
  readonly unitName: string;
  readonly inForce: RoutePlan | null;
  readonly waiting: RoutePlan | null;
};

export type UnitRoutesState = 'waiting' | 'in-force' | 'default';

/** Managing units in their usual order, those with a waiting plan first; a unit that manages no more but has a plan is not lost. */
export function joinPlans(units: readonly Unit[], plans: readonly RoutePlan[]): readonly UnitRoutes[] {
  const rows = units
    .filter(unit => unit.isCustodian || plans.some(({ unitId }) => unitId === unit.id))
    .map(({ id, name }): UnitRoutes => {
      const planOf = (state: RoutePlan['state']): RoutePlan | null => plans.find(plan => plan.unitId === id && plan.state === state) ?? null;
      return { unitId: id, unitName: name, inForce: planOf('in-force'), waiting: planOf('waiting') };
    });
  return [...rows.filter(({ waiting }) => waiting), ...rows.filter(({ waiting }) => !waiting)];
}

export function stateOf({ inForce, waiting }: UnitRoutes): UnitRoutesState {
  if (waiting) return 'waiting';
  return inForce && inForce.routes.length > 0 ? 'in-force' : 'default';
}
