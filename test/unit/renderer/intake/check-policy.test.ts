import { expect, test } from 'vitest';
import { ruleIds } from '#shared/domain/finding';
import { defaultIntakePolicy, type IntakePolicy } from '#shared/domain/intake-policy';
import { defaultSetting, isFixed, isValid, limits, listChanges, settingOf, shownLimit, withLimit, withoutEased, withSetting } from '../../../../src-renderer/features/intake/check-policy.ts';

test('a rule set back to its default is no longer a decision of its own', () => {
  const off = withSetting(defaultIntakePolicy, 'G14', 'off');
  expect(settingOf(off, 'G14')).toBe('off');
  expect(withSetting(off, 'G14', defaultSetting('G14'))).toEqual(defaultIntakePolicy);
  expect(ruleIds.every(rule => settingOf(defaultIntakePolicy, rule) === defaultSetting(rule))).toBe(true);
});

test('every number of the policy has a limit, and its bounds as shown are allowed by the schema', () => {
  const numbers = Object.keys(defaultIntakePolicy).filter(name => typeof defaultIntakePolicy[name as keyof IntakePolicy] === 'number'); // `as`: its own keys
  expect(limits.map(({ name }) => name).toSorted()).toEqual(numbers.toSorted());
  for (const limit of limits) {
    for (const bound of [limit.min, limit.max]) expect([limit.name, bound, isValid(withLimit(defaultIntakePolicy, limit, bound))]).toEqual([limit.name, bound, true]);
  }
});

test('what is typed is what is shown again', () => {
  for (const limit of limits) {
    const typed = limit.digits > 0 ? limit.min + 0.1 : limit.min + 1;
    expect(shownLimit(withLimit(defaultIntakePolicy, limit, typed), limit)).toBeCloseTo(typed, 6);
  }
});

test('the list of changes names each one with before and after, and nothing else', () => {
  const skew = limits.find(({ name }) => name === 'maxSkewDegrees')!;
  const changed = { ...withLimit(withSetting(defaultIntakePolicy, 'G02', 'warn'), skew, 3), isClassFiveByDate: false };
  expect(listChanges(defaultIntakePolicy, defaultIntakePolicy)).toEqual([]);
  expect(listChanges(defaultIntakePolicy, changed)).toMatchObject([
    { kind: 'rule', rule: 'G02', before: 'block', after: 'warn' },
    { kind: 'limit', before: 1, after: 3 },
    { kind: 'class-five', after: false },
  ]);
});

test('a rule whose finds cannot be filed is fixed; what an older version wished of it is not sent again, everything else is', () => {
  expect(['P01', 'C01', 'M01', 'S01'].every(rule => isFixed(rule as 'P01'))).toBe(true); // `as`: numbers of rules
  expect(isFixed('G07')).toBe(false);
  const old: IntakePolicy = { ...defaultIntakePolicy, minDpi: 400, severities: { M01: 'warn', C01: 'off', P01: 'block', G07: 'off' } };
  expect(withoutEased(old)).toEqual({ ...old, severities: { P01: 'block', G07: 'off' } });
});
