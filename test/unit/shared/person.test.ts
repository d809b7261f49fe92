import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIdNumberValid, maskIdNumber } from '../../../src-shared/domain/person.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const withChecksum = (digits: readonly number[]): string => digits.join('') + '10X98765432'[digits.reduce((sum, digit, index) => sum + digit * weights[index]!, 0) % 11]!;
const seventeen = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 });

describe('identity numbers', () => {
  test('the published example of the standard is valid', () => {
    expect(isIdNumberValid('11010519491231002X')).toBe(true);
    expect(isIdNumberValid('440524188001010014')).toBe(true);
  });

  test('any single wrong digit is noticed, and any two neighbours in the wrong order', () => {
    fc.assert(
      fc.property(seventeen, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const number = withChecksum(digits);
        expect(isIdNumberValid(number)).toBe(true);
        const wrong = digits.with(at, (digits[at]! + by) % 10).join('') + number[17]!;
        expect(isIdNumberValid(wrong)).toBe(false);
        const next = Math.min(at + 1, 16);
        const swapped = digits.with(at, digits[next]!).with(next, digits[at]!).join('') + number[17]!;
        expect(isIdNumberValid(swapped)).toBe(digits[at] === digits[next]);
      }),
    );
  });

  test.each(['', '11010519491231002x', '11010519491231002', '110105194912310021', '1101051949123100２X', '11010519491231002XX'])('%j is not valid', text => {
    expect(isIdNumberValid(text)).toBe(false);
  });

  test('a masked number keeps region and last four, and its length', () => {
    expect(maskIdNumber('15020319871231407X')).toBe('150203********407X');
    expect(maskIdNumber('150203871231407')).toBe('150203*****1407');
    expect(maskIdNumber('12345')).toBe('*****');
    fc.assert(fc.property(fc.string(), text => maskIdNumber(text).length === text.length));
  });
});
