import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canBeCode128, encodeCode128 } from '#shared/domain/code128';
import { code128Patterns, readCode128 } from '../../support/read-code128.ts';

test.each(['BC20260001', '20260001', 'A', '12345', 'GB-1234-56', '~ 9'])('%s is read back', text => {
  expect(readCode128(encodeCode128(text), code128Patterns)?.text).toBe(text);
});

test('any text of ASCII is read back', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }), text => readCode128(encodeCode128(text), code128Patterns)?.text === text));
});

test('a bar that is wrong is noticed by the check character', () => {
  const widths = encodeCode128('BC20260001');
  const spoilt = [...widths.slice(0, 6), ...Array.from(code128Patterns[7]!, Number), ...widths.slice(12)];
  expect(readCode128(spoilt, code128Patterns)).toBeUndefined();
});

test('digits go in pairs: half as long', () => {
  expect(encodeCode128('20260001').length).toBeLessThan(encodeCode128('BCDEFGHI').length);
});

test('Chinese is not for bars', () => {
  expect(canBeCode128('包干0001')).toBe(false);
});
