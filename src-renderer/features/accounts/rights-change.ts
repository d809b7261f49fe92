import type { Role } from '#shared/domain/account';
import type { SecrecyLevel } from '#shared/domain/secrecy';

/** What the security officer grants; the three offices are given by appointment. */
export const grantableRoles = ['archivist', 'reader', 'approver', 'selector'] as const satisfies readonly Role[];
export const offices = ['system-administrator', 'security-officer', 'auditor'] as const satisfies readonly Role[];
export type Office = (typeof offices)[number];
export const isOffice = (role: Role): role is Office => (offices as readonly Role[]).includes(role); // `as`: includes wants the wider element type

export type Rights = { readonly roles: readonly Role[]; readonly clearance: SecrecyLevel };
export type RightsChange = { readonly given: readonly Role[]; readonly taken: readonly Role[]; readonly clearance: 'same' | 'raised' | 'lowered' };

const levels: readonly SecrecyLevel[] = ['secret', 'confidential', 'top-secret'];

export function compareRights(before: Rights, after: Rights): RightsChange {
  const by = levels.indexOf(after.clearance) - levels.indexOf(before.clearance);
  return {
    given: after.roles.filter(role => !before.roles.includes(role)),
    taken: before.roles.filter(role => !after.roles.includes(role) && !isOffice(role)),
    clearance: by === 0 ? 'same' : by > 0 ? 'raised' : 'lowered',
  };
}

export function hasChange({ given, taken, clearance }: RightsChange): boolean {
  return given.length > 0 || taken.length > 0 || clearance !== 'same';
}

/** A sensitive right that is given anew waits for a second person; taking rights away never does. */
export function needsSecondPerson(change: RightsChange, sensitiveRoles: readonly Role[]): boolean {
  return change.given.some(role => sensitiveRoles.includes(role)) || change.clearance === 'raised';
}
