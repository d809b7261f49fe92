import { expect, test } from 'vitest';
import { toOneLine } from '../../../../src-server/features/audit/one-line.ts';

const digest = '46f7b1ac04666a71cf58a6c0aec635b59d4f1737299336672475279ff3290cb7';

test('an id number is masked wherever it stands, also between letters and digits', () => {
  expect(toOneLine('王建国150202197003121234')).toBe('王建国150202************');
  expect(toOneLine('id=15020219700312123Xabc')).toBe('id=150202************abc');
  expect(toOneLine(`${digest}0`)).not.toContain('1737299336672475279');
});

test('a digest stays whole, although eighteen of its characters in a row are digits', () => {
  expect(toOneLine(`seed=${digest} drawn=2 sha256=${digest}`)).toBe(`seed=${digest} drawn=2 sha256=${digest}`);
});

test('lines, halves of characters and marks that turn the writing are shown as what they are; the rest is cut', () => {
  expect(toOneLine('a\nb\u202ec')).toBe('a\\u000ab\\u202ec');
  expect(toOneLine(`${'x'.repeat(299)}😀`)).toBe('x'.repeat(299));
});
