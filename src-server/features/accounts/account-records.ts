import { sql, type SelectQueryBuilder } from 'kysely';
import type { Role } from '#shared/domain/account';
import type { AccountState } from '#shared/domain/administration';
import type { SecrecyLevel } from '#shared/domain/secrecy';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import type { Office, Party } from './offices.ts';

export type AccountRecord = Party & {
  readonly loginName: string;
  readonly displayName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly state: AccountState;
  readonly clearance: SecrecyLevel;
  readonly roles: readonly Role[];
  readonly lastSignInAt: Date | null;
  readonly passwordChangedAt: Date;
  readonly hasPendingAct: boolean;
};

export function selectAccounts(db: Db): SelectQueryBuilder<Schema, 'accounts' | 'units', AccountRecord> {
  return db
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['accounts.id as accountId', 'accounts.idNumber', 'accounts.loginName', 'accounts.displayName', 'accounts.unitId', 'units.name as unitName'])
    .select(['accounts.state', 'accounts.clearance', 'accounts.lastSignInAt', 'accounts.passwordChangedAt'])
    .select(sql<Role[]>`array(select role from account_roles where account_id = accounts.id order by role)`.as('roles'))
    .select(sql<boolean>`exists (select 1 from administrative_acts where target_account_id = accounts.id and state = 'waiting')`.as('hasPendingAct'));
}

/** Throws `resource.not-found`. */
export async function requireAccountRecord(db: Db, accountId: string): Promise<AccountRecord> {
  const record = await selectAccounts(db).where('accounts.id', '=', accountId).executeTakeFirst();
  if (!record) throw new AppError('resource.not-found');
  return record;
}

/** Holds the account, and every other one of the same person, until the transaction ends. */
export async function lockPerson(tx: Db, accountId: string): Promise<void> {
  await sql`
    select id from accounts where id = ${accountId} or id_number = (select id_number from accounts where id = ${accountId})
    order by id for update`.execute(tx);
}

/** The account, held. Throws `resource.not-found`. */
export async function holdAccount(tx: Db, accountId: string): Promise<AccountRecord> {
  await lockPerson(tx, accountId);
  return requireAccountRecord(tx, accountId);
}

/** What the person holds with his other accounts. */
export async function listRolesElsewhere(db: Db, { accountId, idNumber }: Party): Promise<readonly Role[]> {
  if (idNumber === null) return [];
  const rows = await db
    .selectFrom('accountRoles')
    .innerJoin('accounts', 'accounts.id', 'accountRoles.accountId')
    .select('role')
    .distinct()
    .where('idNumber', '=', idNumber)
    .where('accounts.id', '<>', accountId)
    .where('state', '<>', 'closed')
    .execute();
  return rows.map(({ role }) => role);
}

/** Throws `account.last-of-office` when nobody else who may act holds it. Two removals at once are judged one after the other. */
export async function requireOtherHolder(tx: Db, office: Office, leaving: Party): Promise<void> {
  await tx.selectFrom('accountRoles').select('accountId').where('role', '=', office).orderBy('accountId').forUpdate().execute();
  const other = await tx
    .selectFrom('accountRoles')
    .innerJoin('accounts', 'accounts.id', 'accountRoles.accountId')
    .select('accounts.id')
    .where('role', '=', office)
    .where('state', '=', 'active')
    .where('accounts.id', '<>', leaving.accountId)
    .$if(leaving.idNumber !== null, query => query.where(where => where.or([where('idNumber', 'is', null), where('idNumber', '<>', leaving.idNumber)])))
    .executeTakeFirst();
  if (!other) throw new AppError('account.last-of-office');
}
