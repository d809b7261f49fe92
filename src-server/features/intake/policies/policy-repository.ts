import { defaultIntakePolicy, IntakePolicy, maxPolicyVersions, type PolicyVersion } from '#shared/domain/intake-policy';
import { keptPlan } from '../../../db/kept-plan.ts';
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

/** Newest first, with the number of batches that were opened under each. */
export async function listPolicyVersions(db: Db, unitId: string): Promise<PolicyVersion[]> {
  const rows = await db
    .selectFrom('intakePolicies')
    .innerJoin('accounts', 'accounts.id', 'intakePolicies.setBy')
    .select(['version', 'settings', 'reason', 'setAt', 'accounts.displayName as setByName'])
    .where('intakePolicies.unitId', '=', unitId)
    .orderBy('version', 'desc')
    .limit(maxPolicyVersions - 1)
    .execute();
  const used = await db.selectFrom('intakeBatches').select(({ fn }) => ['policyVersion', fn.countAll<string>().as('count')]).where('unitId', '=', unitId).groupBy('policyVersion').execute();
  const batchesOf = new Map(used.map(({ policyVersion, count }) => [policyVersion, Number(count)]));
  const set = rows.map(({ version, settings, reason, setAt, setByName }) => ({ version, policy: IntakePolicy.parse(settings), reason, setBy: setByName, setAt: setAt.toISOString(), batches: batchesOf.get(version) ?? 0 }));
  return [...set, { version: 0, policy: defaultIntakePolicy, reason: '', setBy: null, setAt: null, batches: batchesOf.get(0) ?? 0 }];
}

/** A batch is checked by the version that was in force when it was opened. */
export async function readPolicy(db: Db, unitId: string, version: number): Promise<IntakePolicy> {
  if (version === 0) return defaultIntakePolicy;
  const { settings } = await db.selectFrom('intakePolicies').select('settings').where('unitId', '=', unitId).where('version', '=', version).modifyEnd(keptPlan).executeTakeFirstOrThrow();
  return IntakePolicy.parse(settings);
}
