import { describe, expect, test } from 'vitest';
import { parsePageRange } from '../../../../src-renderer/features/printing/page-range.ts';

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
