import type { AccessPolicy } from '#shared/domain/administration';
import type { Role } from '#shared/domain/account';
import type { SecrecyLevel } from '#shared/domain/secrecy';

/** Values of a policy that are numbers, in the order in which they are shown. */
export const policyNumbers = {
  'password.minLength': { min: 8, max: 64, looser: 'lower' },
  'password.minClasses': { min: 1, max: 4, looser: 'lower' },
  'password.maxAgeDays': { min: 1, max: 365, looser: 'higher' },
  'password.history': { min: 0, max: 24, looser: 'lower' },
  lockoutAttempts: { min: 3, max: 10, looser: 'higher' },
  lockoutMinutes: { min: 5, max: 240, looser: 'lower' },
  idleLockSeconds: { min: 60, max: 600, looser: 'higher' },
  sessionIdleMinutes: { min: 5, max: 30, looser: 'higher' },
  sessionHours: { min: 1, max: 8, looser: 'higher' },
  confirmationMinutes: { min: 1, max: 30, looser: 'higher' },
  offlineMinutes: { min: 0, max: 60, looser: 'higher' },
} as const satisfies Record<string, { readonly min: number; readonly max: number; readonly looser: 'lower' | 'higher' }>;
export type PolicyNumber = keyof typeof policyNumbers;
// `as`: Object.keys widens to string[].
export const policyNumberNames = Object.keys(policyNumbers) as readonly PolicyNumber[];

export type Direction = 'same' | 'looser' | 'tighter';

export function numberOf(policy: AccessPolicy, name: PolicyNumber): number {
  switch (name) {
    case 'password.minLength':
      return policy.password.minLength;
    case 'password.minClasses':
      return policy.password.minClasses;
    case 'password.maxAgeDays':
      return policy.password.maxAgeDays;
    case 'password.history':
      return policy.password.history;
    default:
      return policy[name];
  }
}

export function withNumber(policy: AccessPolicy, name: PolicyNumber, value: number): AccessPolicy {
  const [group, field] = name.split('.');
  return group === 'password' && field !== undefined ? { ...policy, password: { ...policy.password, [field]: value } } : { ...policy, [name]: value };
}

export function directionOf(name: PolicyNumber, before: number, after: number): Direction {
  if (before === after) return 'same';
  return (after < before ? 'lower' : 'higher') === policyNumbers[name].looser ? 'looser' : 'tighter';
}

/** A right that no longer needs a second person is a looser rule, whatever else was added. */
export function directionOfRoles(before: readonly Role[], after: readonly Role[]): Direction {
  if (before.some(role => !after.includes(role))) return 'looser';
  return after.some(role => !before.includes(role)) ? 'tighter' : 'same';
}

const levels: readonly SecrecyLevel[] = ['secret', 'confidential', 'top-secret'];

/** A site of a lower level is held to less. */
export function directionOfLevel(before: SecrecyLevel, after: SecrecyLevel): Direction {
  if (before === after) return 'same';
  return levels.indexOf(after) < levels.indexOf(before) ? 'looser' : 'tighter';
}

/** A key is asked of more people the lower the level from which it is asked. */
export function directionOfKey(before: SecrecyLevel | null, after: SecrecyLevel | null): Direction {
  const asked = (level: SecrecyLevel | null): number => (level === null ? 0 : levels.length - levels.indexOf(level));
  if (before === after) return 'same';
  return asked(after) < asked(before) ? 'looser' : 'tighter';
}

export type PolicyField = PolicyNumber | 'siteLevel' | 'keyRequiredFrom' | 'blursUnfocused' | 'sensitiveRoles';

function directionOfBlur(before: boolean, after: boolean): Direction {
  if (before === after) return 'same';
  return after ? 'tighter' : 'looser';
}

/** Every value with the way it goes; `same` where nothing changes. */
export function comparePolicies(before: AccessPolicy, after: AccessPolicy): Readonly<Record<PolicyField, Direction>> {
  const numbers = policyNumberNames.map(name => [name, directionOf(name, numberOf(before, name), numberOf(after, name))] as const);
  return {
    siteLevel: directionOfLevel(before.siteLevel, after.siteLevel),
    // `as`: every name of the table is among the entries.
    ...(Object.fromEntries(numbers) as Record<PolicyNumber, Direction>),
    keyRequiredFrom: directionOfKey(before.keyRequiredFrom, after.keyRequiredFrom),
    blursUnfocused: directionOfBlur(before.blursUnfocused, after.blursUnfocused),
    sensitiveRoles: directionOfRoles(before.sensitiveRoles, after.sensitiveRoles),
  };
}
