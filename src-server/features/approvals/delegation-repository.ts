import { sql } from 'kysely';
import type { z } from 'zod';
import type { Delegation, Deputy } from '#shared/domain/delegation';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';

const offices = ['system-administrator', 'security-officer', 'auditor'] as const;

/** Other approvers of the own unit, of the units it manages, and of those above it; never an administrator, never oneself under another account. */
export async function listDeputies(db: Db, { accountId, unitId, idNumber, scopeUnitIds }: Subject): Promise<z.input<typeof Deputy>[]> {
  const above = sql<string>`(with recursive above as (
    select id, parent_id from units where id = ${unitId} union select u.id, u.parent_id from units u join above on u.id = above.parent_id) select id from above)`;
  const holds = (roles: readonly string[]) => sql<boolean>`exists (select 1 from account_roles where account_id = accounts.id and role in (${sql.join([...roles])}))`;
  return db
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['accounts.id', 'accounts.displayName', 'units.name as unitName'])
    .where('accounts.state', '=', 'active')
    .where('accounts.id', '<>', accountId)
    .where(build => build.or([build('accounts.unitId', 'in', [...scopeUnitIds]), build('accounts.unitId', 'in', above)]))
    .where(holds(['approver']))
    .where(sql<boolean>`not ${holds(offices)}`)
    .where(sql<boolean>`accounts.id_number is distinct from coalesce(${idNumber}, '')`)
    .orderBy('accounts.displayName')
    .orderBy('accounts.id')
    .execute();
}

const listed = 50;

export async function listDelegations(db: Db, { accountId }: Subject, now: Date): Promise<z.input<typeof Delegation>[]> {
  const rows = await db
    .selectFrom('delegations')
    .innerJoin('accounts as givers', 'givers.id', 'delegations.fromId')
    .innerJoin('units as giverUnits', 'giverUnits.id', 'givers.unitId')
    .innerJoin('accounts as takers', 'takers.id', 'delegations.toId')
    .innerJoin('units as takerUnits', 'takerUnits.id', 'takers.unitId')
    .select(['delegations.id', 'fromId', 'startsAt', 'endsAt', 'endedAt', 'reason'])
    .select(['givers.displayName as fromName', 'giverUnits.name as fromUnitName', 'takers.displayName as toName', 'takerUnits.name as toUnitName'])
    .where(build => build.or([build('fromId', '=', accountId), build('toId', '=', accountId)]))
    .orderBy('delegations.createdAt', 'desc')
    .limit(listed)
    .execute();
  const shown = rows.map(({ startsAt, endsAt, endedAt, fromId, ...row }) => ({
    ...row,
    startsAt: startsAt.toISOString(),
    endsAt: (endedAt !== null && endedAt < endsAt ? endedAt : endsAt).toISOString(),
    state: stateOf({ startsAt, endsAt, endedAt }, now),
    isMine: fromId === accountId,
  }));
  return shown.sort((a, b) => Number(isOver(a.state)) - Number(isOver(b.state)));
}

type Times = { readonly startsAt: Date; readonly endsAt: Date; readonly endedAt: Date | null };
type State = Delegation['state'];

function stateOf({ startsAt, endsAt, endedAt }: Times, now: Date): State {
  if (endedAt !== null) return 'ended';
  if (endsAt <= now) return 'over';
  return startsAt <= now ? 'running' : 'coming';
}

const isOver = (state: State): boolean => state === 'over' || state === 'ended';
