import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findReason, knownReasons } from '../../../../src-renderer/features/printing/printer-reasons.ts';

test('a reason is known with and without the suffix that says how bad it is', () => {
  expect(findReason('media-empty-error')).toBe('media-empty');
  expect(findReason('media-empty')).toBe('media-empty');
  expect(findReason('toner-low-warning')).toBe('toner-low');
  expect(findReason('document-format-error')).toBe('document-format-error');
  expect(findReason('com.vendor.strange')).toBeUndefined();
});

test('every known reason has words', () => {
  const texts = JSON.parse(readFileSync(new URL('../../../../assets/locales/zh-CN/printing.json', import.meta.url), 'utf8')) as { reason: Record<string, string> }; // `as`: our own file
  expect(Object.keys(texts.reason).sort()).toEqual([...knownReasons].sort());
});
