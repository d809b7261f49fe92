import { sql, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { RoutePlan } from '#shared/domain/approval-route';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { decide, type ResourceFacts, type Subject } from '../authority/index.ts';

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
  const plans = await plansOf(db)
    .where(build => build.or([build('routePlans.state', 'in', ['waiting', 'in-force']), build.and([build('routePlans.state', '=', 'refused'), isLast])]))
    .orderBy('routePlans.state', 'desc')
    .orderBy('units.name')
    .execute();
  return plans.map(({ id, unitId, unitName, routes, state, reason, decisionReason, proposerName, proposedAt, deciderName, decidedAt }) => ({
    ...{ id, unitId, unitName, routes, state, reason, decisionReason },
    proposedBy: proposerName,
    proposedAt: proposedAt.toISOString(),
    decidedBy: deciderName,
    decidedAt: decidedAt?.toISOString() ?? null,
  }));
}

/** A refusal is news until the unit has another plan. */
const isLast = sql<SqlBool>`not exists (select 1 from route_plans later where later.unit_id = route_plans.unit_id and later.proposed_at > route_plans.proposed_at)`;

/** What this security officer may agree to, the longest waiting first. */
export async function listWaitingPlans(db: Db, subject: Subject): Promise<readonly PlanRecord[]> {
  const plans = await plansOf(db).where('routePlans.state', '=', 'waiting').orderBy('routePlans.proposedAt').execute();
  return plans.filter(plan => decide(subject, 'routes.decide', planFacts(plan)).isAllowed);
}

/** What authority asks about a plan: whoever proposed it has a part in it. */
export function planFacts({ proposedBy, proposerIdNumber, unitName }: PlanRecord): ResourceFacts {
  return { participantIds: [proposedBy], participantIdNumbers: proposerIdNumber === null ? [] : [proposerIdNumber], object: unitName };
}
