import { expect, test } from 'vitest';
import { formatCountdown, formatDateTime, formatDateTimeSeconds } from '../../../../src-renderer/ui/date-time.ts';

test('a countdown shows hours only when there are some, and never goes below zero', () => {
  expect(formatCountdown(3725)).toBe('1:02:05');
  expect(formatCountdown(245)).toBe('4:05');
  expect(formatCountdown(0.2)).toBe('0:01');
  expect(formatCountdown(-3)).toBe('0:00');
});

test('a time is written as registers write it, in Beijing time wherever the terminal stands', () => {
  expect(formatDateTime('2026-11-02T01:05:07Z')).toBe('2026.11.02 09:05');
  expect(formatDateTimeSeconds('2026-12-31T20:05:07Z')).toBe('2027.01.01 04:05:07');
  expect(formatDateTime('someday')).toBe('someday');
});
