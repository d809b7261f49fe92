import type { Role } from '#shared/domain/account';

/** 三员: the three offices that run, guard and watch the system. */
export const offices = ['system-administrator', 'security-officer', 'auditor'] as const satisfies readonly Role[];
export type Office = (typeof offices)[number];

export function isOffice(role: Role): role is Office {
  return offices.some(office => office === role);
}

/** Somebody with an account; two accounts with one identity number are one person. */
export type Party = { readonly accountId: string; readonly idNumber: string | null };

export function isSamePerson(one: Party, other: Party): boolean {
  return one.accountId === other.accountId || (one.idNumber !== null && one.idNumber === other.idNumber);
}

/** Two of the three offices, or the auditor's with any other role, in all that one person holds with all his accounts. */
export function areRolesInConflict(rolesOfPerson: readonly Role[]): boolean {
  const held = new Set(rolesOfPerson);
  const heldOffices = offices.filter(office => held.has(office));
  return heldOffices.length > 1 || (held.has('auditor') && held.size > 1);
}
