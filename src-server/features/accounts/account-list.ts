import { sql } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { accountOperations } from '#shared/contract/server/account-operations';
import type { ManagedAccount } from '#shared/domain/administration';
import type { Db } from '../../db/schema.ts';
import { findLockedOut } from '../identity/index.ts';
import { selectAccounts, type AccountRecord } from './account-records.ts';

type Filter = z.output<(typeof accountOperations)['accounts.list']['input']>;

/** By login name; accounts that were closed come last. */
export async function listAccounts(db: Db, filter: Filter, now: Date): Promise<{ items: z.input<typeof ManagedAccount>[]; total: number }> {
  const rows = await selectMatching(db, filter)
    .orderBy(sql`accounts.state = 'closed'`)
    .orderBy('accounts.loginName')
    .limit(pageSize)
    .offset((filter.page - 1) * pageSize)
    .execute();
  const counted = selectMatching(db, filter).clearSelect().select('accounts.id').limit(totalLimit);
  const { total } = await db.selectFrom(counted.as('matching')).select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const lockedOut = await findLockedOut(db, rows.map(({ loginName }) => loginName), now);
  return { items: rows.map(row => presentAccount(row, lockedOut.has(row.loginName))), total: Number(total) };
}

export function presentAccount({ accountId, loginName, displayName, unitId, unitName, state, roles, clearance, hasPendingAct, lastSignInAt }: AccountRecord, isLockedOut: boolean): z.input<typeof ManagedAccount> {
  return { id: accountId, loginName, displayName, unitId, unitName, state, roles, clearance, hasPendingAct, isLockedOut, lastSignInAt: lastSignInAt?.toISOString() ?? null };
}

/** A unit stands for those below it, too. */
function selectMatching(db: Db, { query, unitId, state }: Filter) {
  return selectAccounts(db)
    .$if(query !== '', select => select.where(sql<boolean>`strpos(lower(concat_ws(' ', accounts.login_name, accounts.display_name)), lower(${query})) > 0`))
    .$if(state !== null, select => select.where('accounts.state', '=', state ?? 'active'))
    .$if(unitId !== null, select => select.where(sql<boolean>`accounts.unit_id in (
      with recursive chosen as (
        select ${unitId}::uuid as id
        union
        select below.id from units below join chosen on below.parent_id = chosen.id
      ) select id from chosen)`));
}
