import { describe, expect, test } from 'vitest';
import { defaultPolicyOf } from '#shared/domain/access-policy';
import { AccessPolicy } from '#shared/domain/administration';
import { comparePolicies, numberOf, policyNumberNames, policyNumbers, withNumber } from '../../../../src-renderer/features/policy/policy-changes.ts';
import { loosens } from '../../../../src-server/features/accounts/policy-strictness.ts';

const policy = defaultPolicyOf('confidential');

test('nothing changed is the same in every value', () => {
  expect(new Set(Object.values(comparePolicies(policy, policy)))).toEqual(new Set(['same']));
});

test('a number that is set is the one that is read, and nothing else changes', () => {
  for (const name of policyNumberNames) {
    const changed = withNumber(policy, name, numberOf(policy, name) + 1);
    expect(numberOf(changed, name)).toBe(numberOf(policy, name) + 1);
    expect(Object.entries(comparePolicies(policy, changed)).filter(([, direction]) => direction !== 'same').map(([field]) => field)).toEqual([name]);
  }
});

describe('what is looser', () => {
  test.each([
    ['password.minLength', -1, 'looser'],
    ['password.maxAgeDays', 1, 'looser'],
    ['lockoutAttempts', 1, 'looser'],
    ['lockoutMinutes', -1, 'looser'],
    ['idleLockSeconds', -60, 'tighter'],
    ['sessionHours', -1, 'tighter'],
    ['confirmationMinutes', 1, 'looser'],
    ['offlineMinutes', 1, 'looser'],
  ] as const)('%s by %i is %s', (name, by, direction) => {
    expect(comparePolicies(policy, withNumber(policy, name, numberOf(policy, name) + by))[name]).toBe(direction);
  });

  test('a right that needs no second person any more, whatever else was added', () => {
    expect(comparePolicies(policy, { ...policy, sensitiveRoles: ['approver', 'archivist'] }).sensitiveRoles).toBe('looser');
    expect(comparePolicies(policy, { ...policy, sensitiveRoles: ['selector', 'approver', 'archivist'] }).sensitiveRoles).toBe('tighter');
    expect(comparePolicies(policy, { ...policy, sensitiveRoles: ['selector', 'approver'] }).sensitiveRoles).toBe('same');
  });

  test('a key that is asked of fewer people, and a site of a lower level', () => {
    const keyed = { ...policy, keyRequiredFrom: 'confidential' } as const;
    expect(comparePolicies(keyed, { ...keyed, keyRequiredFrom: 'top-secret' }).keyRequiredFrom).toBe('looser');
    expect(comparePolicies(keyed, { ...keyed, keyRequiredFrom: null }).keyRequiredFrom).toBe('looser');
    expect(comparePolicies(keyed, { ...keyed, keyRequiredFrom: 'secret' }).keyRequiredFrom).toBe('tighter');
    expect(comparePolicies(policy, { ...policy, siteLevel: 'secret' }).siteLevel).toBe('looser');
  });

  test('is what the data centre holds for looser, value by value', () => {
    const variants: AccessPolicy[] = [
      ...policyNumberNames.flatMap(name => [-1, 1].map(by => withNumber(policy, name, numberOf(policy, name) + by))),
      ...(['secret', 'confidential', 'top-secret'] as const).flatMap(level => [{ ...policy, siteLevel: level }, { ...policy, keyRequiredFrom: level }]),
      { ...policy, sensitiveRoles: [] },
      { ...policy, sensitiveRoles: ['archivist', 'approver', 'selector'] },
    ];
    for (const variant of variants) {
      expect([variant, Object.values(comparePolicies(policy, variant)).includes('looser')]).toEqual([variant, loosens(policy, variant)]);
      expect([variant, Object.values(comparePolicies(variant, policy)).includes('looser')]).toEqual([variant, loosens(variant, policy)]);
    }
  });
});

test('the form’s limits are those of the contract', () => {
  for (const name of policyNumberNames) {
    const { min, max } = policyNumbers[name];
    for (const allowed of [min, max]) expect(AccessPolicy.safeParse(withNumber(policy, name, allowed)).success).toBe(true);
    for (const refused of [min - 1, max + 1]) expect(AccessPolicy.safeParse(withNumber(policy, name, refused)).success).toBe(false);
  }
});
