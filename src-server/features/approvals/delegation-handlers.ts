import { randomUUID } from 'node:crypto';
import type { Handlers } from '#shared/contract/operation';
import type { delegationOperations } from '#shared/contract/server/approval-operations';
import { longestDelegationDays } from '#shared/domain/delegation';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { listDelegations, listDeputies } from './delegation-repository.ts';

const dayMs = 86_400_000;
/** A clock that differs a little, or a form that was open for a while. */
const graceMs = 10 * 60_000;

export function delegationHandlers({ db, now }: Services): Handlers<typeof delegationOperations, RequestContext> {
  return {
    'delegations.deputies': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'delegations.deputies');
      return { deputies: await listDeputies(db, subject) };
    },
    'delegations.list': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'delegations.list');
      return { delegations: await listDelegations(db, subject, now()) };
    },
    'delegations.create': async (wanted, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'delegations.create');
      return createDelegation({ db, now }, subject, wanted);
    },
    'delegations.end': async ({ id }, context) => {
      await endDelegation({ db, now }, requireSubject(context), id);
      return {};
    },
  };
}

type Parts = Pick<Services, 'db' | 'now'>;
type Wanted = { readonly toId: string; readonly startsAt: string; readonly endsAt: string; readonly reason: string };

function createDelegation({ db, now }: Parts, subject: Subject, { toId, startsAt, endsAt, reason }: Wanted): Promise<{ id: string }> {
  const at = now();
  const [from, until] = [new Date(startsAt), new Date(endsAt)];
  const isPeriod = from < until && until > at && from.getTime() >= at.getTime() - graceMs && until.getTime() - from.getTime() <= longestDelegationDays * dayMs;
  if (!isPeriod) throw new AppError('input.invalid', { path: 'endsAt' });
  return db.transaction().execute(async tx => {
    const deputy = (await listDeputies(tx, subject)).find(({ id }) => id === toId);
    if (!deputy) throw new AppError('delegation.not-possible');
    await refuseChain(tx, subject, { toId, from, until });
    const id = randomUUID();
    await tx.insertInto('delegations').values({ id, fromId: subject.accountId, toId, startsAt: from, endsAt: until, reason, createdAt: at, endedAt: null }).execute();
    const period = `${from.toISOString()}/${until.toISOString()}`;
    await recordEvent(tx, subject, { act: 'delegations.create', object: deputy.displayName, detail: `${period} ${reason}` });
    return { id };
  });
}

/** Who is away himself takes nothing over, and nobody is stood in for by two at once. */
async function refuseChain(tx: Db, { accountId }: Subject, { toId, from, until }: { readonly toId: string; readonly from: Date; readonly until: Date }): Promise<void> {
  const overlapping = await tx
    .selectFrom('delegations')
    .select('id')
    .where('fromId', 'in', [accountId, toId])
    .where('endedAt', 'is', null)
    .where('startsAt', '<', until)
    .where('endsAt', '>', from)
    .executeTakeFirst();
  if (overlapping) throw new AppError('delegation.not-possible');
}

async function endDelegation({ db, now }: Parts, subject: Subject, id: string): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const delegation = await tx
      .selectFrom('delegations')
      .innerJoin('accounts', 'accounts.id', 'delegations.toId')
      .select(['fromId', 'endsAt', 'endedAt', 'displayName'])
      .where('delegations.id', '=', id)
      .executeTakeFirst();
    if (!delegation) throw new AppError('resource.not-found');
    requireAllowed(subject, 'delegations.end', { participantIds: [delegation.fromId], object: delegation.displayName });
    if (delegation.endedAt !== null || delegation.endsAt <= at) throw new AppError('delegation.over');
    await tx.updateTable('delegations').set({ endedAt: at }).where('id', '=', id).where('endedAt', 'is', null).execute();
    await recordEvent(tx, subject, { act: 'delegations.end', object: delegation.displayName });
  });
}
