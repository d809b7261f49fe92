import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Role } from '#shared/domain/account';
import { AccessPolicy, AccountState, type Change } from '#shared/domain/administration';
import { maskIdNumber } from '#shared/domain/person';
import { SecrecyLevel } from '#shared/domain/secrecy';
import { canonicalJson, type CanonicalValue } from '#shared/proof/canonical-json';
import type { AccountRecord } from './account-records.ts';

/** What an act rests on: it is void when the account is no longer like this. */
const Basis = z.object({
  loginName: z.string(), displayName: z.string(), unitId: z.string(), unitName: z.string(), idNumber: z.string().nullable(),
  state: AccountState, roles: z.array(Role), clearance: SecrecyLevel,
});
export type Basis = z.infer<typeof Basis>;

export const ActContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['account.create', 'account.reopen', 'password.reset']), accountId: z.string(), basis: Basis }),
  z.object({ kind: z.literal('rights.change'), accountId: z.string(), basis: Basis, after: z.object({ roles: z.array(Role), clearance: SecrecyLevel }) }),
  z.object({ kind: z.literal('administrator.change'), accountId: z.string(), basis: Basis, office: z.enum(['system-administrator', 'security-officer', 'auditor']), isGiven: z.boolean() }),
  z.object({ kind: z.literal('policy.change'), basis: AccessPolicy, after: AccessPolicy }),
]);
export type ActContent = z.infer<typeof ActContent>;

export function basisOf({ loginName, displayName, unitId, unitName, idNumber, state, roles, clearance }: AccountRecord): Basis {
  return { loginName, displayName, unitId, unitName, idNumber, state, roles: [...roles].sort(), clearance };
}

export function isSameContent(one: CanonicalValue, other: CanonicalValue): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

export function writeContent(content: ActContent): string {
  return canonicalJson(content);
}

/** Keyed with a key that is not in the database: who edits a waiting act there cannot make it fit again. */
export function digestContent(digestKey: Buffer, text: string): Buffer {
  return createHmac('sha256', digestKey).update('danglian administrative act\n').update(text).digest();
}

/** What will be different, line by line, in the keys and codes that the window has words for. */
export function describeChanges(content: ActContent): readonly Change[] {
  switch (content.kind) {
    case 'account.create': {
      const { loginName, displayName, unitName, idNumber } = content.basis;
      const fields = { loginName, displayName, unit: unitName, idNumber: maskIdNumber(idNumber ?? ''), state: 'active' };
      return Object.entries(fields).map(([field, after]) => ({ field, before: field === 'state' ? 'proposed' : '', after }));
    }
    case 'account.reopen':
      return [{ field: 'state', before: content.basis.state, after: 'active' }];
    case 'password.reset':
      return [{ field: 'password', before: 'own', after: 'one-time' }];
    case 'rights.change':
      return onlyDifferent([
        { field: 'roles', before: content.basis.roles.join(','), after: content.after.roles.join(',') },
        { field: 'clearance', before: content.basis.clearance, after: content.after.clearance },
      ]);
    case 'administrator.change':
      return [{ field: 'office', before: content.isGiven ? '' : content.office, after: content.isGiven ? content.office : '' }];
    case 'policy.change':
      return comparePolicies(content.basis, content.after);
  }
}

function comparePolicies(before: AccessPolicy, after: AccessPolicy): readonly Change[] {
  const flatten = ({ password, sensitiveRoles, ...rest }: AccessPolicy): Record<string, string> => ({
    ...asText(rest),
    ...Object.fromEntries(Object.entries(asText(password)).map(([name, value]) => [`password.${name}`, value])),
    sensitiveRoles: [...sensitiveRoles].sort().join(','),
  });
  const [old, fresh] = [flatten(before), flatten(after)];
  return onlyDifferent(Object.keys(fresh).map(field => ({ field, before: old[field] ?? '', after: fresh[field] ?? '' })));
}

function asText(values: Readonly<Record<string, string | number | boolean | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
}

function onlyDifferent(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ before, after }) => before !== after);
}
