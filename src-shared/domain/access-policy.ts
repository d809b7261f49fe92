import type { AccessPolicy, PasswordPolicy } from './administration.ts';
import type { SecrecyLevel } from './secrecy.ts';

/**
 * What a site starts with, by its secrecy level: above the floors that are published (secret: 8 characters, a month;
 * confidential: 10 characters, a week). The standards themselves are not public, so every value is a setting.
 */
const passwordOf: Readonly<Record<SecrecyLevel, PasswordPolicy>> = {
  secret: { minLength: 10, minClasses: 3, maxAgeDays: 30, history: 5 },
  confidential: { minLength: 10, minClasses: 3, maxAgeDays: 7, history: 10 },
  'top-secret': { minLength: 12, minClasses: 4, maxAgeDays: 7, history: 12 },
};

export function defaultPolicyOf(siteLevel: SecrecyLevel): AccessPolicy {
  return {
    siteLevel,
    password: passwordOf[siteLevel],
    lockoutAttempts: 5,
    lockoutMinutes: 15,
    idleLockSeconds: siteLevel === 'secret' ? 600 : 300,
    sessionIdleMinutes: 30,
    sessionHours: 8,
    confirmationMinutes: 5,
    offlineMinutes: siteLevel === 'secret' ? 10 : 0,
    keyRequiredFrom: null,
    blursUnfocused: true,
    sensitiveRoles: ['approver', 'selector'],
  };
}

/** Lower case, upper case, digits, other characters: how many of the four kinds are there. Chinese characters count as other. */
export function countCharacterClasses(password: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/u].filter(kind => kind.test(password)).length;
}

export type PasswordRule = 'length' | 'classes' | 'notLoginName';

/** What a password can be judged by alone, the same in the window and in the data centre: each rule with whether it holds. */
export function judgePassword(policy: PasswordPolicy, { password, loginName }: { readonly password: string; readonly loginName: string }): readonly (readonly [PasswordRule, boolean])[] {
  return [
    ['length', Array.from(password).length >= policy.minLength],
    ['classes', countCharacterClasses(password) >= policy.minClasses],
    ['notLoginName', password !== '' && !password.toLowerCase().includes(loginName.toLowerCase())],
  ];
}
