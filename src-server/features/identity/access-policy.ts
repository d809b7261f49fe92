import { sql } from 'kysely';
import { defaultPolicyOf } from '#shared/domain/access-policy';
import { AccessPolicy } from '#shared/domain/administration';
import type { Db } from '../../db/schema.ts';

const key = 'access-policy';

/** What holds at this site now; the defaults of a secret-level site until the security officer has confirmed a policy. */
export async function readAccessPolicy(db: Db): Promise<AccessPolicy> {
  return (await findAccessPolicy(db)) ?? defaultPolicyOf('secret');
}

/** Undefined until the security officer has confirmed one. */
export async function findAccessPolicy(db: Db): Promise<AccessPolicy | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row && AccessPolicy.parse(row.value);
}

/** The same, held until the transaction ends: of two changes at once the second one judges what the first one left. */
export async function holdAccessPolicy(tx: Db): Promise<AccessPolicy | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(tx);
  return findAccessPolicy(tx);
}

export async function writeAccessPolicy(db: Db, policy: AccessPolicy): Promise<void> {
  const value = JSON.stringify(policy);
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
