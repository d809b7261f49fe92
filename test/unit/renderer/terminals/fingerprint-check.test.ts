import { describe, expect, test } from 'vitest';
import { cleanGroup, compareGroups, drawGroups } from '../../../../src-renderer/features/terminals/fingerprint-check.ts';
import { groupFingerprint } from '../../../../src-renderer/ui/fingerprint.ts';

const fingerprint = Array.from({ length: 16 }, (_, index) => index.toString(16).repeat(4)).join('');

test('a fingerprint is read in sixteen groups of four capital characters', () => {
  expect(groupFingerprint(fingerprint)).toHaveLength(16);
  expect(groupFingerprint('a3f09c1d')).toEqual(['A3F0', '9C1D']);
});

test('three different groups are asked for, in the order of the screen', () => {
  for (let round = 0; round < 200; round += 1) {
    const drawn = drawGroups(16);
    expect(new Set(drawn).size).toBe(3);
    expect([...drawn].sort((one, other) => one - other)).toEqual(drawn);
    expect(drawn.every(index => index >= 0 && index < 16)).toBe(true);
  }
});

test('every group is asked for sooner or later', () => {
  const seen = new Set(Array.from({ length: 400 }, () => drawGroups(16)).flat());
  expect(seen.size).toBe(16);
});

describe('what was typed', () => {
  const asked = [1, 10, 15];

  test('agrees when all three groups do, however they were typed', () => {
    expect(compareGroups(fingerprint, asked, new Map([[1, '1111'], [10, ' aa aa '], [15, 'FFFF']]))).toBe('same');
  });

  test('is unfinished while a group is missing or short', () => {
    expect(compareGroups(fingerprint, asked, new Map())).toBe('unfinished');
    expect(compareGroups(fingerprint, asked, new Map([[1, '1111'], [10, 'AAA'], [15, 'FFFF']]))).toBe('unfinished');
  });

  test('differs as soon as one complete group differs', () => {
    expect(compareGroups(fingerprint, asked, new Map([[1, '1112']]))).toBe('different');
    expect(compareGroups(fingerprint, asked, new Map([[1, '1111'], [10, 'AAAA'], [15, 'FFFE']]))).toBe('different');
  });

  test('keeps hexadecimal digits alone, four at most', () => {
    expect(cleanGroup('0x1f-9gz')).toBe('01F9');
    expect(cleanGroup('abcdef')).toBe('ABCD');
  });
});
