import { expect, test } from 'vitest';
import { classCodes } from '#shared/domain/catalogue';
import { purposeTemplates } from '#shared/domain/purpose';
import { hasAllClasses, sortClasses, summariseClasses } from '../../../../src-renderer/features/requests/class-summary.ts';

test('whole classes are named by their numeral, parts of a class by the leaf', () => {
  expect(summariseClasses(purposeTemplates.retirement.classCodes)).toEqual(['一', '四-1', '六', '九-1', '九-2']);
  expect(summariseClasses(['4-1', '4-2', '4-3', '4-4', '10'])).toEqual(['四', '十']);
  expect(summariseClasses([])).toEqual([]);
});

test('all sixteen leaves are recognised as everything', () => {
  expect(hasAllClasses(classCodes)).toBe(true);
  expect(hasAllClasses(classCodes.slice(1))).toBe(false);
});

test('classes are sent in catalogue order whatever the order of ticking', () => {
  expect(sortClasses(['10', '9-1', '1', '9-1'])).toEqual(['1', '9-1', '10']);
});
