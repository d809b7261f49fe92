import { expect, test } from 'vitest';
import { dayOf, toPeriod } from '../../../../src-renderer/features/delegations/delegation-period.ts';

const now = Date.parse('2026-11-22T16:30:00Z');

test('a delegation that begins today, by Beijing’s day, begins now and holds to the end of its last day', () => {
  expect(dayOf(now)).toBe('2026-11-23');
  expect(toPeriod({ first: '2026-11-23', last: '2026-11-24' }, now)).toEqual({ startsAt: '2026-11-22T16:30:00.000Z', endsAt: '2026-11-24T15:59:59.000Z' });
  expect(toPeriod({ first: '2026-11-25', last: '2026-11-25' }, now)?.startsAt).toBe('2026-11-24T16:00:00.000Z');
});

test('days that are over, turned round or not filled in are no period', () => {
  for (const days of [{ first: '2026-11-22', last: '2026-11-24' }, { first: '2026-11-25', last: '2026-11-24' }, { first: '2026-11-23', last: '' }]) expect(toPeriod(days, now)).toBeUndefined();
});
