import { expect, test } from 'vitest';
import { countSheetsOf, missingPages } from '#shared/domain/print-copy';
import { countPrintedPages } from '../../../src-shared/domain/print-charge.ts';

test('a copy under way counts in full, a failed one by its good sheets alone, copy by copy', () => {
  const pageIds = ['a', 'b', 'c'];
  expect([...countPrintedPages([{ pageIds, copies: 2, goodSheets: null }])]).toEqual([['a', 2], ['b', 2], ['c', 2]]);
  expect([...countPrintedPages([{ pageIds, copies: 2, goodSheets: 0 }])]).toEqual([['a', 0], ['b', 0], ['c', 0]]);
  expect([...countPrintedPages([{ pageIds, copies: 2, goodSheets: 4 }])]).toEqual([['a', 2], ['b', 1], ['c', 1]]);
  expect(countPrintedPages([{ pageIds, copies: 1, goodSheets: 2 }, { pageIds: ['c'], copies: 1, goodSheets: null }]).get('c')).toBe(1);
});

test('good sheets fill copy after copy; the pages that the one begun last lacks are named', () => {
  expect([1, 2, 3].map(number => countSheetsOf(number, 5, 3))).toEqual([3, 2, 0]);
  expect(missingPages(['a', 'b', 'c'], 5)).toEqual(['c']);
  expect(missingPages(['a', 'b', 'c'], 3)).toEqual([]);
  expect(missingPages(['a', 'b', 'c'], 0)).toEqual([]);
});
