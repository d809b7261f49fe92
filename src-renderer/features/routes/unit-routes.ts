import type { RoutePlan } from '#shared/domain/approval-route';
import type { UnitId } from '#shared/domain/ids';
import type { Unit } from '#shared/domain/unit';

/** One managing unit with what holds there, and what would. */
export type UnitRoutes = {
  readonly unitId: UnitId;
  readonly unitName: string;
  readonly inForce: RoutePlan | null;
  readonly waiting: RoutePlan | null;
  /** The last one proposed, if it was refused. */
  readonly refused: RoutePlan | null;
};

export type UnitRoutesState = 'waiting' | 'refused' | 'in-force' | 'default';

/** Managing units in their usual order, after those with a plan that waits or was refused; a unit that manages no more but has a plan is not lost. */
export function joinPlans(units: readonly Unit[], plans: readonly RoutePlan[]): readonly UnitRoutes[] {
  const rows = units
    .filter(unit => unit.isCustodian || plans.some(({ unitId }) => unitId === unit.id))
    .map(({ id, name }) => routesOf(id, name, plans));
  return rows.toSorted((one, other) => rankOf(one) - rankOf(other));
}

function routesOf(unitId: UnitId, unitName: string, plans: readonly RoutePlan[]): UnitRoutes {
  const planOf = (state: RoutePlan['state']): RoutePlan | null => plans.find(plan => plan.unitId === unitId && plan.state === state) ?? null;
  return { unitId, unitName, inForce: planOf('in-force'), waiting: planOf('waiting'), refused: planOf('refused') };
}

export type WaitingRoutes = UnitRoutes & { readonly waiting: RoutePlan };

/** Units whose plan waits, the longest waiting first. */
export function listWaiting(plans: readonly RoutePlan[]): readonly WaitingRoutes[] {
  return plans
    .filter(({ state }) => state === 'waiting')
    .toSorted((one, other) => Date.parse(one.proposedAt) - Date.parse(other.proposedAt))
    .map(waiting => ({ ...routesOf(waiting.unitId, waiting.unitName, plans), waiting }));
}

export function stateOf({ inForce, waiting, refused }: UnitRoutes): UnitRoutesState {
  if (waiting) return 'waiting';
  if (refused) return 'refused';
  return inForce && inForce.routes.length > 0 ? 'in-force' : 'default';
}

const ranks: Readonly<Record<UnitRoutesState, number>> = { waiting: 0, refused: 1, 'in-force': 2, default: 2 };
const rankOf = (unit: UnitRoutes): number => ranks[stateOf(unit)];
