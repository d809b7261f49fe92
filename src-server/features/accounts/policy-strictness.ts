import type { AccessPolicy } from '#shared/domain/administration';
import { levelsWithin } from '#shared/domain/secrecy';

/** Each rule that can be loosened, as a number that grows with strictness. */
const strictness: readonly ((policy: AccessPolicy) => number)[] = [
  ({ siteLevel }) => levelsWithin(siteLevel).length,
  ({ password }) => password.minLength,
  ({ password }) => password.minClasses,
  ({ password }) => -password.maxAgeDays,
  ({ password }) => password.history,
  ({ lockoutAttempts }) => -lockoutAttempts,
  ({ lockoutMinutes }) => lockoutMinutes,
  ({ idleLockSeconds }) => -idleLockSeconds,
  ({ sessionIdleMinutes }) => -sessionIdleMinutes,
  ({ sessionHours }) => -sessionHours,
  ({ confirmationMinutes }) => -confirmationMinutes,
  ({ blursUnfocused }) => Number(blursUnfocused),
  ({ offlineMinutes }) => -offlineMinutes,
  // The lower the level from which a key is needed, the more people need one.
  ({ keyRequiredFrom }) => (keyRequiredFrom === null ? Number.NEGATIVE_INFINITY : -levelsWithin(keyRequiredFrom).length),
];

/** One rule that becomes looser is enough, however many become stricter. */
export function loosens(before: AccessPolicy, after: AccessPolicy): boolean {
  return strictness.some(rank => rank(after) < rank(before)) || before.sensitiveRoles.some(role => !after.sensitiveRoles.includes(role));
}
