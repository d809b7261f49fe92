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

test.each(['zh-CN', 'en'])('what is not installed is named as a command in %s: the print service, and drivers', language => {
  const read = (name: string): string => readFileSync(new URL(`../../../../assets/locales/${language}/${name}.json`, import.meta.url), 'utf8');
  const errors = JSON.parse(read('errors')) as Record<string, string>; // `as`: our own file
  const { reason } = JSON.parse(read('printing')) as { reason: Record<string, string> }; // `as`: our own file
  expect(errors['print.not-installed']).toContain('sudo apt install cups');
  expect(reason['cups-missing-filter']).toContain('sudo apt install cups-filters');
});
