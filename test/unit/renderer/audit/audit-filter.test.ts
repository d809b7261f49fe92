import { expect, test } from 'vitest';
import { countFolded, filterOf, isFiltering, noFilter, toQuestion } from '../../../../src-renderer/features/audit/audit-filter.ts';
import { boundsOf, closedBoundsOf, periodOf } from '../../../../src-renderer/features/audit/period.ts';
import { parseDays } from '../../../../src-renderer/features/audit/watch-rule-fields.ts';
import { AccountId } from '../../../../src-shared/domain/ids.ts';

/** Half past midnight in Beijing: still the day before in London and New York. */
const night = Date.parse('2026-11-22T16:30:00Z');

test('days begin and end at midnight in Beijing, whatever zone the terminal keeps', () => {
  expect(boundsOf({ preset: 'own', fromDay: '2026-11-01', untilDay: '2026-11-30' }, night)).toEqual({ from: '2026-10-31T16:00:00.000Z', until: '2026-11-30T16:00:00.000Z' });
  expect(boundsOf({ preset: 'today', fromDay: null, untilDay: null }, night)).toEqual({ from: '2026-11-22T16:00:00.000Z', until: '2026-11-23T16:00:00.000Z' });
  expect(boundsOf({ preset: 'week', fromDay: null, untilDay: null }, night).from).toBe('2026-11-16T16:00:00.000Z');
});

test('a period without an end, or one that ends before it begins, is not closed', () => {
  expect(closedBoundsOf({ preset: 'own', fromDay: '2026-11-01', untilDay: null }, night)).toBeUndefined();
  expect(closedBoundsOf({ preset: 'own', fromDay: '2026-11-02', untilDay: '2026-11-01' }, night)).toBeUndefined();
  expect(boundsOf({ preset: 'all', fromDay: null, untilDay: null }, night)).toEqual({ from: null, until: null });
});

test('the period of a finding comes back as the days that it covers', () => {
  const day = { from: '2026-11-21T16:00:00.000Z', until: '2026-11-22T16:00:00.000Z' };
  expect(periodOf(day)).toEqual({ preset: 'own', fromDay: '2026-11-22', untilDay: '2026-11-22' });
  expect(boundsOf(periodOf(day), night)).toEqual(day);
});

test('the week that is shown at first is no filter; texts of blanks are none, and long ones are cut to what the data centre takes', () => {
  expect(isFiltering(noFilter)).toBe(false);
  expect(isFiltering({ ...noFilter, text: '  ', object: ' ' })).toBe(false);
  expect(isFiltering({ ...noFilter, act: 'requests.approve' })).toBe(true);
  expect(toQuestion({ ...noFilter, text: 'x'.repeat(80), object: '  ' }, night)).toMatchObject({ text: 'x'.repeat(60), object: null, acts: [] });
});

test('a noun stands for all its acts', () => {
  const { acts } = toQuestion({ ...noFilter, act: 'viewing.*' }, night);
  expect(acts).toEqual(expect.arrayContaining(['viewing.open', 'viewing.openCustody', 'viewing.close']));
  expect(acts.every(act => act.startsWith('viewing.'))).toBe(true);
});

test('the rows behind a finding are those of its officer, its acts and its day', () => {
  const actorId = AccountId.parse('11111111-1111-4111-8111-111111111111');
  const link = { actorId, officerName: '李四', terminalName: null, acts: ['pages.read'], result: 'done', from: '2026-11-21T16:00:00.000Z', until: '2026-11-22T16:00:00.000Z' } as const;
  expect(toQuestion(filterOf(link), night)).toMatchObject({ actorId, acts: ['pages.read'], result: 'done', from: link.from, until: link.until, terminalName: null });
  expect(toQuestion(filterOf({ object: '20261122-0007' }), night)).toMatchObject({ object: '20261122-0007', from: null, until: null });
  expect(countFolded(filterOf(link))).toBe(1);
});

test('days of a rule are typed in any usual form and refused when they are none', () => {
  expect(parseDays('2026-10-02, 2026.10.01\n2026/10/01')).toEqual(['2026-10-01', '2026-10-02']);
  expect(parseDays('')).toEqual([]);
  for (const wrong of ['2026-13-01', '2026-02-30', '国庆']) expect(parseDays(wrong)).toBeUndefined();
});
