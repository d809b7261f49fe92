import { expect, test } from 'vitest';
import { countPrintedPages } from '../../../src-shared/domain/print-charge.ts';

test('a copy under way counts in full, a failed one by its good sheets alone, copy by copy', () => {
  const pageIds = ['a', 'b', 'c'];
  expect([...countPrintedPages([{ pageIds, copies: 2, goodSheets: null }])]).toEqual([['a', 2], ['b', 2], ['c', 2]]);
  expect([...countPrintedPages([{ pageIds, copies: 2, goodSheets: 0 }])]).toEqual([['a', 0], ['b', 0], ['c', 0]]);
  expect([...countPrintedPages([{ pageIds, copies: 2, goodSheets: 4 }])]).toEqual([['a', 2], ['b', 1], ['c', 1]]);
  expect(countPrintedPages([{ pageIds, copies: 1, goodSheets: 2 }, { pageIds: ['c'], copies: 1, goodSheets: null }]).get('c')).toBe(1);
});
