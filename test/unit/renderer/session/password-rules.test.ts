import { expect, test } from 'vitest';
import { checkPassword } from '../../../../src-renderer/features/session/password-rules.ts';

const policy = { minLength: 10, minClasses: 3, maxAgeDays: 30, history: 5 };
const broken = (fresh: string, repeated = fresh, old = 'Erst-2026-mal'): readonly string[] =>
  checkPassword(policy, { old, fresh, repeated, loginName: 'wang' }).filter(([, holds]) => !holds).map(([rule]) => rule);

test('a good password breaks no rule', () => {
  expect(broken('archive-2026')).toEqual([]);
});

test('each broken rule is named', () => {
  expect(broken('Abc-1')).toEqual(['length']);
  expect(broken('1234567890')).toEqual(['classes']);
  expect(broken('abcdefghij9')).toEqual(['classes']);
  expect(broken('WANG-archive-1')).toEqual(['notLoginName']);
  expect(broken('Erst-2026-mal')).toEqual(['notOld']);
  expect(broken('archive-2026', 'archive-2027')).toEqual(['repeated']);
});

test('before anything is typed nothing is promised', () => {
  expect(broken('')).toHaveLength(5);
});
