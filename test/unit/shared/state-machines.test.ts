import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canPrintJobBecome, PrintState } from '../../../src-shared/domain/printing.ts';
import { canRequestBecome, RequestState } from '../../../src-shared/domain/view-request.ts';

const walk = <State>(states: readonly State[], can: (from: State, to: State) => boolean, start: State) =>
  fc.array(fc.constantFrom(...states), { maxLength: 20 }).map(wishes => wishes.reduce<State[]>((path, wish) => (can(path.at(-1)!, wish) ? [...path, wish] : path), [start]));

describe('requests', () => {
  const states = RequestState.options;

  test('what is over stays over', () => {
    for (const end of ['refused', 'cancelled', 'withdrawn', 'finished'] as const) expect(states.filter(to => canRequestBecome(end, to))).toEqual([]);
  });

  test('nothing is finished without a grant before it, and no state repeats', () => {
    fc.assert(
      fc.property(walk(states, canRequestBecome, 'submitted'), path => {
        expect(new Set(path).size).toBe(path.length);
        const last = path.at(-1)!;
        if (last === 'finished') expect(path).toContain('granted');
      }),
    );
  });
});

describe('print jobs', () => {
  const states = PrintState.options;

  test('a copy counts only after it was submitted, and an outcome is final', () => {
    fc.assert(
      fc.property(walk(states, canPrintJobBecome, 'prepared'), path => {
        expect(path.length).toBeLessThanOrEqual(3);
        if (path.at(-1) === 'completed') expect(path).toEqual(['prepared', 'submitted', 'completed']);
      }),
    );
    for (const end of ['completed', 'failed', 'cancelled'] as const) expect(states.filter(to => canPrintJobBecome(end, to))).toEqual([]);
  });
});
