import { randomUUID } from 'node:crypto';
import type { Handlers } from '#shared/contract/operation';
import type { routeOperations } from '#shared/contract/server/approval-operations';
import { turnOf, type ApprovalRoute } from '#shared/domain/approval-route';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { unitsOfSteps } from '../requests/index.ts';
import { listPlans, planFacts, requirePlan } from './route-repository.ts';

export function routeHandlers({ db, now }: Services): Handlers<typeof routeOperations, RequestContext> {
  return {
    'routes.list': async (_input, context) => {
      requireAllowed(requireSubject(context), 'routes.list');
      return { plans: await listPlans(db) };
    },
    'routes.propose': async (proposal, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'routes.propose');
      return proposeRoutes({ db, now }, subject, proposal);
    },
    'routes.decide': async (decision, context) => {
      await decideRoutes({ db, now }, requireSubject(context), decision);
      return {};
    },
  };
}

type Parts = Pick<Services, 'db' | 'now'>;
type Proposal = { readonly unitId: string; readonly routes: readonly ApprovalRoute[]; readonly reason: string };

function proposeRoutes({ db, now }: Parts, subject: Subject, { unitId, routes, reason }: Proposal): Promise<{ id: string }> {
  const proposedAt = now();
  return db.transaction().execute(async tx => {
    const unit = await tx.selectFrom('units').select('name').where('id', '=', unitId).executeTakeFirst();
    if (!unit) throw new AppError('resource.not-found');
    await requireDeciders(tx, unitId, routes);
    await tx.updateTable('routePlans').set({ state: 'replaced' }).where('unitId', '=', unitId).where('state', '=', 'waiting').execute();
    const id = randomUUID();
    const values = { id, unitId, routes: JSON.stringify(routes), state: 'waiting', reason, proposedBy: subject.accountId, proposedAt, decidedBy: null, decidedAt: null, decisionReason: '' } as const;
    await tx.insertInto('routePlans').values(values).execute();
    await recordEvent(tx, subject, { act: 'routes.propose', object: unit.name, detail: `routes=${String(routes.length)} ${reason}` });
    return { id };
  });
}

/** A route that ends with nobody would keep its requests for ever. */
async function requireDeciders(tx: Db, unitId: string, routes: readonly ApprovalRoute[]): Promise<void> {
  const steps = await unitsOfSteps(tx, unitId, routes.flatMap(route => route.steps));
  const seen = new Set<string>();
  for (const step of steps) {
    if (seen.has(turnOf(step.role, step.unitId))) continue;
    seen.add(turnOf(step.role, step.unitId));
    const decider = await tx
      .selectFrom('accounts')
      .innerJoin('accountRoles', 'accountRoles.accountId', 'accounts.id')
      .select('accounts.id')
      .where('unitId', '=', step.unitId)
      .where('state', '=', 'active')
      .where('role', '=', step.role)
      .executeTakeFirst();
    if (decider) continue;
    const unit = await tx.selectFrom('units').select('name').where('id', '=', step.unitId).executeTakeFirstOrThrow();
    throw new AppError('route.nobody-decides', { unit: unit.name });
  }
}

type Decision = { readonly id: string; readonly isAgreed: boolean; readonly reason: string };

/** Requests already on their way keep the way they were sent on. */
async function decideRoutes({ db, now }: Parts, subject: Subject, { id, isAgreed, reason }: Decision): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const plan = await requirePlan(tx, id);
    requireAllowed(subject, 'routes.decide', planFacts(plan));
    if (plan.state !== 'waiting') throw new AppError('route.state-conflict');
    if (isAgreed) await tx.updateTable('routePlans').set({ state: 'replaced' }).where('unitId', '=', plan.unitId).where('state', '=', 'in-force').execute();
    await tx
      .updateTable('routePlans')
      .set({ state: isAgreed ? 'in-force' : 'refused', decidedBy: subject.accountId, decidedAt: at, decisionReason: reason })
      .where('id', '=', id)
      .execute();
    await recordEvent(tx, subject, { act: 'routes.decide', object: plan.unitName, detail: `${isAgreed ? 'agreed' : 'refused'} ${reason}`.trim() });
  });
}
