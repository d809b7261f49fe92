import { randomInt } from 'node:crypto';
import type { Role } from '../../src-shared/domain/account.ts';
import { AccountId, AdministrativeActId, UnitId } from '../../src-shared/domain/ids.ts';
import { isIdNumberValid } from '../../src-shared/domain/person.ts';
import { aUnit, anAccount } from './builders.ts';
import type { TestServer } from './server.ts';

/** A person born in 1980, with the right check digit; different on every call. */
export function anIdNumber(): string {
  const body = `15020219800101${String(randomInt(1000)).padStart(3, '0')}`.replace(/^150202/, `15${String(randomInt(10_000)).padStart(4, '0')}`);
  return Array.from('0123456789X', digit => body + digit).find(isIdNumberValid) ?? body;
}

export type Holder = { readonly id: AccountId; readonly loginName: string; readonly idNumber: string; readonly token: string };

/** Signed in, with an identity number of its own unless told otherwise. */
export async function aHolder(server: TestServer, roles: readonly Role[], overrides: Parameters<typeof anAccount>[1] = {}): Promise<Holder> {
  const idNumber = overrides.idNumber ?? anIdNumber();
  const account = await anAccount(server.db, { roles, ...overrides, idNumber });
  return { id: AccountId.parse(account.id), loginName: account.loginName, idNumber, token: await server.signIn(account.loginName) };
}

export type ThreeOffices = { readonly system: Holder; readonly security: Holder; readonly auditor: Holder; readonly unitId: UnitId };

/** 三员: three people, each with one office. */
export async function threeOffices(server: TestServer): Promise<ThreeOffices> {
  const unit = await aUnit(server.db);
  const holder = (role: Role): Promise<Holder> => aHolder(server, [role], { unitId: unit.id });
  return { system: await holder('system-administrator'), security: await holder('security-officer'), auditor: await holder('auditor'), unitId: UnitId.parse(unit.id) };
}

/** Proposed by the system administrator and agreed to by the security officer; without rights. */
export async function aNewAccount(server: TestServer, { system, security, unitId }: ThreeOffices, overrides: { readonly idNumber?: string; readonly loginName?: string } = {}): Promise<{ id: AccountId; loginName: string; idNumber: string; oneTimePassword: string }> {
  const loginName = overrides.loginName ?? `n${String(randomInt(1e9))}`;
  const idNumber = overrides.idNumber ?? anIdNumber();
  const { id, actId } = await server.call(system.token, 'accounts.propose', { loginName, displayName: '新同志', unitId, idNumber, reason: '新到岗' });
  const { oneTimePassword } = await server.call(security.token, 'acts.agree', { id: AdministrativeActId.parse(actId) });
  return { id, loginName, idNumber, oneTimePassword: oneTimePassword ?? '' };
}
