import type { z } from 'zod';
import type { RoutePlan } from '#shared/domain/approval-route';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

function plansOf(db: Db) {
  return db
    .selectFrom('routePlans')
    .innerJoin('units', 'units.id', 'routePlans.unitId')
    .innerJoin('accounts as proposers', 'proposers.id', 'routePlans.proposedBy')
    .leftJoin('accounts as deciders', 'deciders.id', 'routePlans.decidedBy')
    .selectAll('routePlans')
    .select(['units.name as unitName', 'proposers.displayName as proposerName', 'proposers.idNumber as proposerIdNumber', 'deciders.displayName as deciderName']);
}

type PlanRecord = Awaited<ReturnType<ReturnType<typeof plansOf>['executeTakeFirstOrThrow']>>;

/** Locked, so that of two who decide at once the second finds it decided. */
export async function requirePlan(tx: Db, id: string): Promise<PlanRecord> {
  await tx.selectFrom('routePlans').select('id').where('id', '=', id).forUpdate().execute();
  const plan = await plansOf(tx).where('routePlans.id', '=', id).executeTakeFirst();
  if (!plan) throw new AppError('resource.not-found');
  return plan;
}

export async function listPlans(db: Db): Promise<z.input<typeof RoutePlan>[]> {
  const plans = await plansOf(db).where('routePlans.state', 'in', ['waiting', 'in-force']).orderBy('routePlans.state', 'desc').orderBy('units.name').execute();
  return plans.map(({ id, unitId, unitName, routes, state, reason, proposerName, proposedAt, deciderName, decidedAt }) => ({
    ...{ id, unitId, unitName, routes, state, reason },
    proposedBy: proposerName,
    proposedAt: proposedAt.toISOString(),
    decidedBy: deciderName,
    decidedAt: decidedAt?.toISOString() ?? null,
  }));
}
