import { defaultIntakePolicy, IntakePolicy } from '#shared/domain/intake-policy';
import type { Db, Schema } from '../../../db/schema.ts';
import type { Selectable } from 'kysely';

type PolicyRow = Selectable<Schema['intakePolicies']> & { readonly setByName: string };

/** The latest one of a unit; undefined while it checks by the defaults (version 0). */
export function findLatestPolicy(db: Db, unitId: string): Promise<PolicyRow | undefined> {
  return db
    .selectFrom('intakePolicies')
    .innerJoin('accounts', 'accounts.id', 'intakePolicies.setBy')
    .selectAll('intakePolicies')
    .select('accounts.displayName as setByName')
    .where('intakePolicies.unitId', '=', unitId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A batch is checked by the version that was in force when it was opened. */
export async function readPolicy(db: Db, unitId: string, version: number): Promise<IntakePolicy> {
  if (version === 0) return defaultIntakePolicy;
  const { settings } = await db.selectFrom('intakePolicies').select('settings').where('unitId', '=', unitId).where('version', '=', version).executeTakeFirstOrThrow();
  return IntakePolicy.parse(settings);
}
