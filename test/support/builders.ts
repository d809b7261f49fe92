import { randomInt, randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { Role } from '../../src-shared/domain/account.ts';
import type { Db, Schema } from '../../src-server/db/schema.ts';
import { personTermsOf } from '../../src-server/features/people/index.ts';

/** Rows with sensible values; a test names only what it is about. Each builder inserts and returns what it inserted. */
type Row<Table extends keyof Schema> = Insertable<Schema[Table]>;

/** Of every account that a test makes. */
export const testPassword = 'Archive-2026';
/** Its hash with the least cost that Argon2 knows; `verify` takes the cost from the hash, so a sign-in of a test does not pay for it. */
const testPasswordHash = '$argon2id$v=19$m=64,t=1,p=1$RGFuZ0xpYW4gdGVzdCBwdw$VJx36/7u+Tq5K9JowSiPxkvM11S+x8zcUZBhFb/mjGo';

export async function aUnit(db: Db, overrides: Partial<Row<'units'>> = {}): Promise<Row<'units'>> {
  const unit = { id: randomUUID(), name: `单位${String(randomInt(1e6))}`, parentId: null, level: 'city', isCustodian: true, position: 0, ...overrides } as const;
  await db.insertInto('units').values(unit).execute();
  return unit;
}

type AccountOverrides = Partial<Row<'accounts'>> & { readonly roles?: readonly Role[] };

/** Signs in with `testPassword`. Without `unitId` it gets a custodial unit of its own. */
export async function anAccount(db: Db, { roles = ['reader'], ...overrides }: AccountOverrides = {}): Promise<Row<'accounts'> & { readonly roles: readonly Role[] }> {
  const account = {
    id: randomUUID(),
    loginName: `u${randomUUID().slice(0, 8)}`,
    displayName: '李档案',
    unitId: overrides.unitId ?? (await aUnit(db)).id,
    idNumber: null,
    passwordHash: testPasswordHash,
    mustChangePassword: false,
    passwordChangedAt: new Date(),
    ...overrides,
  };
  await db.insertInto('accounts').values(account).execute();
  if (roles.length > 0) await db.insertInto('accountRoles').values(roles.map(role => ({ accountId: account.id, role }))).execute();
  return { ...account, roles };
}

/** Managed by his own unit unless told otherwise; found by people.search. */
export async function aPerson(db: Db, overrides: Partial<Row<'persons'>> = {}): Promise<Row<'persons'>> {
  const unitId = overrides.unitId ?? (await aUnit(db)).id;
  const person: Row<'persons'> = {
    id: randomUUID(),
    name: '王建国',
    gender: 'male',
    bornOn: '19700312',
    idNumber: `150202197003${String(randomInt(1e6)).padStart(6, '0')}`,
    ethnicity: '汉族',
    nativePlace: '内蒙古包头',
    politicalStatus: '中共党员',
    workStartedOn: '199207',
    unitId,
    post: '科长',
    managingUnitId: unitId,
    archiveNumber: `G${randomUUID().slice(0, 8)}`,
    status: 'in-service',
    secrecyLevel: 'secret',
    secrecyYears: 10,
    ...overrides,
  };
  await db.insertInto('persons').values(person).execute();
  await db.insertInto('personTerms').values(personTermsOf(person)).execute();
  return person;
}

export async function aVolume(db: Db, overrides: Partial<Row<'volumes'>> = {}): Promise<Row<'volumes'>> {
  const volume = { id: randomUUID(), personId: overrides.personId ?? (await aPerson(db)).id, kind: 'original', ordinal: 1, idempotencyKey: null, ...overrides } as const;
  await db.insertInto('volumes').values(volume).execute();
  await db.updateTable('persons').set(({ eb }) => ({ volumeCount: eb('volumeCount', '+', 1) })).where('id', '=', volume.personId).execute();
  return volume;
}

/** 回避: this person is a relative of the account's owner. */
export async function aRelative(db: Db, accountId: string, idNumber: string): Promise<void> {
  await db.insertInto('relatives').values({ id: randomUUID(), accountId, name: '亲属', idNumber, relation: '配偶' }).execute();
}

/** A row of the catalogue without pages. */
export async function aMaterialRow(db: Db, volumeId: string, overrides: Partial<Row<'materials'>> = {}): Promise<Row<'materials'>> {
  const material: Row<'materials'> = {
    ...{ id: randomUUID(), volumeId, sinceVersion: 1, classCode: '1', sequence: 1, name: '履历表', formedOn: null, pageCount: 1, remark: '', filedBy: null, idempotencyKey: null },
    ...overrides,
  };
  await db.insertInto('materials').values(material).execute();
  return material;
}
