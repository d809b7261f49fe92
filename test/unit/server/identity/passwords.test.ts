import { expect, test } from 'vitest';
import { countCharacterClasses, defaultPolicyOf, judgePassword } from '../../../../src-shared/domain/access-policy.ts';
import { SecrecyLevel } from '../../../../src-shared/domain/secrecy.ts';
import { isCommonPassword } from '../../../../src-server/features/identity/common-passwords.ts';
import { makeReadablePassword } from '../../../../src-server/features/identity/readable-password.ts';

test.each([
  'Password2026!', 'P@ssw0rd2026', 'Admin@123456', 'Qwer1234!@#$', '1qaz@WSX3edc', 'Abcd1234!!', 'Zhongguo2026!', 'woaini1314', 'Aaaa1111!!!!', 'abcABC123123!',
  'Dangan@2026', 'Huawei@123', '!QAZ2wsx#EDC', 'asdfghjkl;1A', 'Wang123456!',
])('%s is common', password => {
  expect(isCommonPassword(password)).toBe(true);
});

test.each(['Archive-2026', 'Next-One-2026', 'Kimo-tabe-ruso-4821', '档案管理工作二〇二六A9', 'correct horse battery staple', 'Tq7!mZ0&vLp'])('%s is not common', password => {
  expect(isCommonPassword(password)).toBe(false);
});

test('what is mostly the own name is common', () => {
  expect(isCommonPassword('suribao-2026!', ['suribao'])).toBe(true);
  expect(isCommonPassword('陈静陈静-2026', ['陈静'])).toBe(true);
});

test.each(SecrecyLevel.options)('one-time passwords differ every time and satisfy the policy of a %s site', level => {
  const passwords = Array.from({ length: 50 }, () => makeReadablePassword());
  expect(new Set(passwords).size).toBe(50);
  const { password: policy } = defaultPolicyOf(level);
  for (const password of passwords) {
    expect(judgePassword(policy, { password, loginName: 'archivist' }).every(([, holds]) => holds)).toBe(true);
    expect(isCommonPassword(password)).toBe(false);
  }
});

test('a higher level never asks for less', () => {
  const [secret, confidential, top] = SecrecyLevel.options.map(level => defaultPolicyOf(level).password);
  for (const [lower, higher] of [[secret, confidential], [confidential, top]]) {
    expect(higher!.minLength).toBeGreaterThanOrEqual(lower!.minLength);
    expect(higher!.minClasses).toBeGreaterThanOrEqual(lower!.minClasses);
    expect(higher!.history).toBeGreaterThanOrEqual(lower!.history);
    expect(higher!.maxAgeDays).toBeLessThanOrEqual(lower!.maxAgeDays);
  }
});

test('four kinds of characters are told apart, Chinese ones counting as other', () => {
  expect([countCharacterClasses('abc'), countCharacterClasses('aB'), countCharacterClasses('aB1'), countCharacterClasses('aB1-'), countCharacterClasses('档案')]).toEqual([1, 2, 3, 4, 1]);
});
