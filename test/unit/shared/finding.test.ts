import { expect, test } from 'vitest';
import { formatFound } from '../../../src-shared/domain/finding.ts';

test('another page that a rule names is told as catalogues write it; every other value stays as it is', () => {
  expect(formatFound('4-1-2/3')).toBe('四-1-2 第3页');
  expect(formatFound('10-1/2', 'en')).toBe('10-1, page 2');
  for (const value of ['', '2', '3/4', '2024-05/06', '4-1-2', '12-1/1', 'BC19890059 四-1-2-3', '1-0/1']) expect(formatFound(value)).toBe(value);
});
