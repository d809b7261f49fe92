import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineSecrecy, formatSecrecyMark, SecrecyLevel } from '../../../src-shared/domain/secrecy.ts';

const levels = SecrecyLevel.options;
const secrecies = fc.record({ level: fc.constantFrom(...levels), years: fc.integer({ min: 1, max: 30 }) });

describe('secrecy', () => {
  test('the mark is level, star and term', () => {
    expect(formatSecrecyMark({ level: 'secret', years: 10 })).toBe('秘密★10年');
    expect(formatSecrecyMark({ level: 'confidential', years: 20 })).toBe('机密★20年');
    expect(formatSecrecyMark({ level: 'top-secret', years: 30 })).toBe('绝密★30年');
  });

  test('a compilation is never below any of its sources', () => {
    fc.assert(
      fc.property(fc.array(secrecies, { minLength: 1 }), sources => {
        const combined = combineSecrecy(sources);
        for (const { level, years } of sources) {
          expect(levels.indexOf(combined.level)).toBeGreaterThanOrEqual(levels.indexOf(level));
          expect(combined.years).toBeGreaterThanOrEqual(years);
        }
        expect(sources.some(({ level }) => level === combined.level)).toBe(true);
      }),
    );
  });

  test('without sources it is the least that a personnel file has', () => {
    expect(combineSecrecy([])).toEqual({ level: 'secret', years: 10 });
  });

  test('sources of a short term do not become secret for longer', () => {
    expect(combineSecrecy([{ level: 'secret', years: 5 }])).toEqual({ level: 'secret', years: 5 });
  });
});
