import { expect, test } from 'vitest';
import { classCodes } from '#shared/domain/catalogue';
import { labelLeaf, searchLeaves } from '../../../../src-renderer/features/scanning/class-search.ts';
import { commonTitles } from '#shared/domain/common-titles';

const firstFor = (typed: string): string | undefined => searchLeaves(typed)[0]?.code;

test.each([
  ['41', '4-1'],
  ['四-1', '4-1'],
  ['四一', '4-1'],
  ['4－1', '4-1'],
  ['1', '1'],
  ['10', '10'],
  ['学历', '4-1'],
  ['处分', '8'],
  ['鉴定', '3'],
])('typing %s finds class %s first', (typed, code) => {
  expect(firstFor(typed)).toBe(code);
});

test('a bare 4 or 9 offers its four leaves, for it is no class itself', () => {
  expect(searchLeaves('4').map(({ code }) => code)).toEqual(['4-1', '4-2', '4-3', '4-4']);
  expect(searchLeaves('九').map(({ code }) => code)).toEqual(['9-1', '9-2', '9-3', '9-4']);
});

test('an empty search lists the sixteen leaves in catalogue order', () => {
  expect(searchLeaves('').map(({ code }) => code)).toEqual(classCodes);
});

test('a leaf is called as printed catalogues call it', () => {
  expect(labelLeaf({ code: '4-1', name: '学历学位类材料' })).toBe('四-1 学历学位类材料');
});

test('every class has titles to offer, each short enough for the catalogue', () => {
  for (const code of classCodes) {
    expect(commonTitles[code].length, code).toBeGreaterThan(0);
    expect(new Set(commonTitles[code]).size).toBe(commonTitles[code].length);
  }
});
