import type { DemoAccount } from '#shared/domain/account';
import type { Db } from '../../db/schema.ts';
import { hashPassword, makeReadablePassword } from '../identity/index.ts';
import { personTermsOf } from '../people/index.ts';
import { demoAccountPlans, demoUnits, siteName } from './city.ts';
import { makeIdNumber } from './id-number.ts';
import type { DemoPerson } from './people.ts';
import type { Random } from './random.ts';

export type UnitIds = ReadonlyMap<string, string>;

export function makeUnitIds(random: Random): UnitIds {
  return new Map(demoUnits.map(({ key }) => [key, random.uuid()]));
}

export function requireId(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The demonstration city has no ${key}.`);
  return id;
}

export async function insertUnits(db: Db, unitIds: UnitIds): Promise<void> {
  const rows = demoUnits.map(({ key, name, parent, level, isCustodian }, position) => ({
    id: requireId(unitIds, key), name, parentId: parent === null ? null : requireId(unitIds, parent), level, isCustodian, position,
  }));
  await db.insertInto('units').values(rows).execute();
}

/** Same accounts each time, never the same passwords. */
export async function makeAccounts(): Promise<readonly (DemoAccount & { readonly passwordHash: string })[]> {
  const accounts = demoAccountPlans.map(({ loginName, displayName, unit, role }) => ({
    loginName, displayName, role, password: makeReadablePassword(), unitName: demoUnits.find(({ key }) => key === unit)?.name ?? '',
  }));
  return Promise.all(accounts.map(async account => ({ ...account, passwordHash: await hashPassword(account.password) })));
}

type AccountFrame = { readonly random: Random; readonly unitIds: UnitIds; readonly accounts: Awaited<ReturnType<typeof makeAccounts>>; readonly now: Date };

export async function insertAccounts(db: Db, { random, unitIds, accounts, now }: AccountFrame): Promise<void> {
  const rows = demoAccountPlans.map(({ loginName, displayName, unit, role, bornOn, serial }, index) => ({
    role,
    account: {
      id: random.uuid(), loginName, displayName, unitId: requireId(unitIds, unit), idNumber: makeIdNumber('990202', bornOn, serial),
      passwordHash: accounts[index]?.passwordHash ?? '', mustChangePassword: false, passwordChangedAt: now, clearance: 'confidential' as const,
    },
  }));
  await db.insertInto('accounts').values(rows.map(({ account }) => account)).execute();
  await db.insertInto('accountRoles').values(rows.map(({ account, role }) => ({ accountId: account.id, role }))).execute();
}

export async function insertPeople(db: Db, people: readonly DemoPerson[], unitIds: UnitIds): Promise<void> {
  const rows = people.map(({ life, unit, ...person }) => ({
    ...person, workStartedOn: life.workStartedOn, unitId: requireId(unitIds, unit.key), managingUnitId: requireId(unitIds, unit.custodian),
  }));
  await db.insertInto('persons').values(rows).execute();
  await db.insertInto('personTerms').values(rows.flatMap(personTermsOf)).execute();
}

/** `demo` holds the accounts in clear, for the sign-in screen of a city that exists nowhere. */
export async function insertSettings(db: Db, { seed, accounts }: { readonly seed: number; readonly accounts: readonly DemoAccount[] }): Promise<void> {
  const offered = accounts.map(({ loginName, password, displayName, unitName, role }) => ({ loginName, password, displayName, unitName, role }));
  const rows = [
    { key: 'demo', value: JSON.stringify({ seed, accounts: offered }) },
    { key: 'site', value: JSON.stringify(siteName) },
  ];
  await db.insertInto('settings').values(rows).execute();
}
