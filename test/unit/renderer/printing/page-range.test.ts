import { describe, expect, test } from 'vitest';
import { PageId } from '#shared/domain/ids';
import { choosePages, parsePageRange } from '../../../../src-renderer/features/printing/page-range.ts';

describe('pages to print', () => {
  test.each([
    ['', [1, 2, 3, 4, 5]],
    ['2', [2]],
    ['1-3, 5', [1, 2, 3, 5]],
    ['１－３，５', [1, 2, 3, 5]],
    ['1、3、5', [1, 3, 5]],
    ['1至3', [1, 2, 3]],
    ['5,1-2,2', [1, 2, 5]],
  ])('“%s” is %o', (text, numbers) => {
    expect(parsePageRange(text, 5)).toEqual(numbers);
  });

  test.each(['0', '6', '3-6', '3-1', 'a', '1-', '1-2-3', '99999'])('“%s” names no page of a material of five', text => {
    expect(parsePageRange(text, 5)).toBeUndefined();
  });
});

describe('pages of which parts were granted', () => {
  const pages = [1, 2, 3].map(number => ({ id: PageId.parse(crypto.randomUUID()), number, widthPx: 100, heightPx: 141 }));
  const printRegions = [{ pageId: pages[1]!.id, left: 0, top: 0, width: 0.5, height: 0.5 }];

  test('nothing written means all that may be printed', () => {
    expect(choosePages('', { pages, printRegions })).toEqual({ kind: 'chosen', numbers: [2] });
    expect(choosePages(' ', { pages, printRegions: [] })).toEqual({ kind: 'chosen', numbers: [1, 2, 3] });
  });

  test('a page without a granted part is not to be had, and is told from one that is not there', () => {
    expect(choosePages('2', { pages, printRegions }).kind).toBe('chosen');
    expect(choosePages('1-2', { pages, printRegions }).kind).toBe('not-granted');
    expect(choosePages('7', { pages, printRegions }).kind).toBe('wrong');
  });
});
