import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classCodes } from '../../../src-shared/domain/catalogue.ts';
import { addQuarterTurns, doPagesAgree, nextSequence, type Rotation } from '../../../src-shared/domain/volume.ts';

const rotations = fc.constantFrom<Rotation[]>(0, 90, 180, 270);

describe('leaf arithmetic', () => {
  test('catalogue, originals and optimised images agree only when all three are equal', () => {
    const count = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(count, count, count, (cataloguePages, originalImages, optimisedImages) => {
        expect(doPagesAgree({ cataloguePages, originalImages, optimisedImages })).toBe(new Set([cataloguePages, originalImages, optimisedImages]).size === 1);
      }),
    );
  });

  test('sequences run 1, 2, 3, … in each class by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...classCodes)), order => {
        const filed: { classCode: (typeof classCodes)[number]; sequence: number }[] = [];
        for (const classCode of order) filed.push({ classCode, sequence: nextSequence(filed, classCode) });
        for (const code of classCodes) {
          const sequences = filed.filter(({ classCode }) => classCode === code).map(({ sequence }) => sequence);
          expect(sequences).toEqual(sequences.map((_, index) => index + 1));
        }
      }),
    );
  });
});

describe('quarter turns', () => {
  test('four make none, back undoes forth, and the result is a rotation', () => {
    fc.assert(
      fc.property(rotations, fc.integer({ min: -1000, max: 1000 }), (rotation, turns) => {
        expect([0, 90, 180, 270]).toContain(addQuarterTurns(rotation, turns));
        expect(addQuarterTurns(addQuarterTurns(rotation, turns), -turns)).toBe(rotation);
        expect(addQuarterTurns(rotation, 4 * turns)).toBe(rotation);
      }),
    );
  });
});
