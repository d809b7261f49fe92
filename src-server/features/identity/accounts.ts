import { sql } from 'kysely';
import type { z } from 'zod';
import type { Account, Role } from '#shared/domain/account';
import type { Db } from '../../db/schema.ts';

export type AccountRow = {
  readonly id: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly passwordChangedAt: Date;
  readonly roles: Role[];
};

const selectAccounts = (db: Db) =>
  db
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['accounts.id', 'accounts.loginName', 'accounts.displayName', 'accounts.unitId', 'units.name as unitName'])
    .select(['accounts.passwordHash', 'accounts.mustChangePassword', 'accounts.passwordChangedAt'])
    .select(sql<Role[]>`array(select role from account_roles where account_id = accounts.id order by role)`.as('roles'))
    .where('accounts.state', '=', 'active');

export function findAccountByName(db: Db, loginName: string): Promise<AccountRow | undefined> {
  return selectAccounts(db).where(sql`lower(accounts.login_name)`, '=', loginName.toLowerCase()).executeTakeFirst();
}

export function findActiveAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  return selectAccounts(db).where('accounts.id', '=', id).executeTakeFirst();
}

export function requireAccount(db: Db, id: string): Promise<AccountRow> {
  return selectAccounts(db).where('accounts.id', '=', id).executeTakeFirstOrThrow();
}

export function presentAccount({ id, loginName, displayName, unitId, unitName, roles }: AccountRow): z.input<typeof Account> {
  return { id, loginName, displayName, unitId, unitName, roles };
}
