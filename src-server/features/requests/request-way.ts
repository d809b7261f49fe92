import { defaultSteps, stepsFor, turnOf, type RouteConditions, type RouteStep, type Turn } from '#shared/domain/approval-route';
import type { Role } from '#shared/domain/account';
import type { Db } from '../../db/schema.ts';

type WayStep = { readonly unitId: string | null; readonly role: Role };
/** The steps a request goes through, as units of today: a later change of the routes leaves it alone. */
export type Way = { readonly steps: readonly WayStep[]; readonly turn: Turn | null; readonly route: Turn[] };

type Matter = RouteConditions & { readonly managingUnitId: string; readonly circleId: string | null };

/** A confidential request is decided by one approver of its circle; any other goes by the routes of the managing unit. */
export async function planWay(tx: Db, matter: Matter): Promise<Way> {
  if (matter.circleId !== null) return { steps: [{ unitId: null, role: 'approver' }], turn: null, route: [] };
  const plan = await tx.selectFrom('routePlans').select('routes').where('unitId', '=', matter.managingUnitId).where('state', '=', 'in-force').executeTakeFirst();
  const wanted = plan ? stepsFor(plan.routes, matter) : defaultSteps;
  const steps = await unitsOfSteps(tx, matter.managingUnitId, wanted);
  const route = steps.map(({ role, unitId }) => turnOf(role, unitId));
  return { steps, turn: route[0] ?? null, route };
}

/** Where each step leads for files that this unit manages. */
export async function unitsOfSteps(db: Db, managingUnitId: string, steps: readonly RouteStep[]): Promise<{ unitId: string; role: Role }[]> {
  const above = await listUnitsAbove(db, managingUnitId);
  return steps.map(step => ({ unitId: unitOf(step, above), role: step.role }));
}

/** As far up as the tree goes. */
function unitOf({ levelsUp }: RouteStep, above: readonly string[]): string {
  const unitId = above[Math.min(levelsUp, above.length - 1)];
  if (unitId === undefined) throw new Error('A managing unit that is no unit.');
  return unitId;
}

/** The unit itself, then its parent, and so on. */
async function listUnitsAbove(db: Db, unitId: string): Promise<string[]> {
  const units = await db
    .withRecursive('above', query =>
      query
        .selectFrom('units')
        .select(['id', 'parentId'])
        .select(build => build.lit(0).as('distance'))
        .where('id', '=', unitId)
        .unionAll(up =>
          up
            .selectFrom('above')
            .innerJoin('units as parents', 'parents.id', 'above.parentId')
            .select(['parents.id', 'parents.parentId'])
            .select(build => build('above.distance', '+', 1).as('distance')),
        ),
    )
    .selectFrom('above')
    .select('id')
    .orderBy('distance')
    .execute();
  return units.map(({ id }) => id);
}

/** Writes down the way of one version of a request, nothing on it decided yet. */
export async function beginWay(tx: Db, { requestId, amendment, steps }: { readonly requestId: string; readonly amendment: number; readonly steps: Way['steps'] }): Promise<void> {
  const open = { decision: null, decidedBy: null, onBehalfOf: null, decidedAt: null, contentDigest: null, note: '' };
  await tx
    .insertInto('requestSteps')
    .values(steps.map(({ unitId, role }, index) => ({ requestId, amendment, position: index + 1, unitId, role, ...open })))
    .execute();
}
