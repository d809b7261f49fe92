import { expect, test } from 'vitest';
import { isFiltering, noFilter, toQuery } from '../../../../src-renderer/features/audit/audit-filter.ts';

test('chosen days are whole local days', () => {
  const { from, until } = toQuery({ ...noFilter, fromDay: '2026-11-01', untilDay: '2026-11-30' });
  expect(from).toBe(new Date(2026, 10, 1).toISOString());
  expect(new Date(until ?? '').getTime()).toBe(new Date(2026, 11, 1).getTime() - 1);
});

test('no days mean no bounds', () => {
  expect(toQuery(noFilter)).toEqual({ text: '', act: null, from: null, until: null });
});

test('a text of blanks is no filter, and a long one is cut to what the data centre takes', () => {
  expect(isFiltering({ ...noFilter, text: '  ' })).toBe(false);
  expect(isFiltering({ ...noFilter, act: 'requests.approve' })).toBe(true);
  expect(toQuery({ ...noFilter, text: 'x'.repeat(80) }).text).toHaveLength(60);
});
