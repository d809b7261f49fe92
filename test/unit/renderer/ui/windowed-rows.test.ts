import { expect, test } from 'vitest';
import { rowsInSight, scrollTopFor } from '../../../../src-renderer/ui/windowed-rows.ts';

const rowHeight = 172;

test('only rows near the eye are drawn, however many there are', () => {
  expect(rowsInSight({ scrollTop: 0, height: 600, rowHeight, count: 2_000 })).toEqual({ first: 0, end: 8 });
  expect(rowsInSight({ scrollTop: 172 * 1_000, height: 600, rowHeight, count: 2_000 })).toEqual({ first: 996, end: 1_008 });
  expect(rowsInSight({ scrollTop: 172 * 1_996, height: 600, rowHeight, count: 2_000 })).toEqual({ first: 1_992, end: 2_000 });
});

test('a list that has become short is drawn from its end, an empty one not at all', () => {
  expect(rowsInSight({ scrollTop: 172 * 500, height: 600, rowHeight, count: 3 })).toEqual({ first: 2, end: 3 });
  expect(rowsInSight({ scrollTop: 0, height: 600, rowHeight, count: 0 })).toEqual({ first: 0, end: 0 });
});

test('a row comes into sight whole, and the list does not move for one that is', () => {
  const sight = { scrollTop: 1_000, height: 600, rowHeight };
  expect([scrollTopFor(0, sight), scrollTopFor(7, sight), scrollTopFor(20, sight)]).toEqual([0, 1_000, 21 * rowHeight - 600]);
});
