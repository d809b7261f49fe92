import { expect, test } from 'vitest';
import { stateAt } from '../../../../src-server/features/requests/request-state.ts';

const at = (seconds: number): Date => new Date(seconds * 1000);

test('a grant that was opened ends with its minutes, one that was not with its seven days', () => {
  expect(stateAt({ state: 'granted', endsAt: at(60), lapsesAt: at(30) }, at(59))).toBe('granted');
  expect(stateAt({ state: 'granted', endsAt: at(60), lapsesAt: at(90) }, at(60))).toBe('finished');
  expect(stateAt({ state: 'granted', endsAt: null, lapsesAt: at(90) }, at(89))).toBe('granted');
  expect(stateAt({ state: 'granted', endsAt: null, lapsesAt: at(90) }, at(90))).toBe('finished');
});

test('time changes nothing else', () => {
  for (const state of ['submitted', 'refused', 'cancelled', 'withdrawn', 'finished'] as const) expect(stateAt({ state, endsAt: at(1), lapsesAt: at(1) }, at(2))).toBe(state);
});
