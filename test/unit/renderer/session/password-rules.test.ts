import { expect, test } from 'vitest';
import { isAcceptablePassword } from '#shared/domain/account';
import { checkPassword } from '../../../../src-renderer/features/session/password-rules.ts';

const broken = (fresh: string, repeated = fresh, old = 'Erst-2026-mal'): readonly string[] =>
  checkPassword({ old, fresh, repeated, loginName: 'wang' }).filter(([, holds]) => !holds).map(([rule]) => rule);

test('a good password breaks no rule', () => {
  expect(broken('archive-2026')).toEqual([]);
});

test('each broken rule is named', () => {
  expect(broken('abc1')).toEqual(['length']);
  expect(broken('1234567890')).toEqual(['letters']);
  expect(broken('abcdefghij')).toEqual(['digits']);
  expect(broken('WANG-archive-1')).toEqual(['notLoginName']);
  expect(broken('Erst-2026-mal')).toEqual(['notOld']);
  expect(broken('archive-2026', 'archive-2027')).toEqual(['repeated']);
});

test('before anything is typed nothing is promised', () => {
  expect(broken('')).toHaveLength(6);
});

test.each(['archive-2026', 'short1', 'wang-archive-2026', '档案管理工作二〇二六9', '9999999999x'])('the screen and the data centre judge %s alike', password => {
  expect(broken(password).length === 0).toBe(isAcceptablePassword(password, 'wang'));
});
