import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classCodes, classPosition, formatClassCode, formatMaterialNumber, leafClasses, mainClasses, parseClassCode } from '../../../src-shared/domain/catalogue.ts';

const anyClass = fc.constantFrom(...classCodes);

describe('class codes', () => {
  test('there are ten classes and sixteen leaves, in one order', () => {
    expect(mainClasses.map(({ leaves }) => leaves.length)).toEqual([1, 1, 1, 4, 1, 1, 1, 1, 4, 1]);
    expect(mainClasses.flatMap(({ leaves }) => leaves.map(({ code }) => code))).toEqual(classCodes);
    expect(leafClasses.map(({ code }) => classPosition(code))).toEqual(Array.from({ length: 16 }, (_, index) => index));
  });

  test('class 10 is not taken for a leaf of class 1', () => {
    expect(mainClasses[0]).toMatchObject({ number: 1, leaves: [{ code: '1' }] });
    expect(mainClasses[9]).toMatchObject({ number: 10, leaves: [{ code: '10' }] });
  });

  test.each([
    ['4-1', '4-1'], ['41', '4-1'], ['四-1', '4-1'], ['四一', '4-1'], ['4－1', '4-1'], ['4—1', '4-1'], ['４－１', '4-1'], ['四 1', '4-1'],
    ['九-4', '9-4'], ['九四', '9-4'], ['九.2', '9-2'], ['十', '10'], ['10', '10'], ['１０', '10'], [' 三 ', '3'], ['4–1', '4-1'], ['4_1', '4-1'],
  ])('%s is class %s', (text, code) => {
    expect(parseClassCode(text)).toBe(code);
  });

  test.each(['4', '9', '四', '九', '0', '11', '4-5', '9-0', '45', '1-1', '101', '十一', '4-1-1', '', '-', '类', '4-', 'x'])('%j is no leaf', text => {
    expect(parseClassCode(text)).toBeUndefined();
  });

  test('what is printed is read back, in any spelling of its dash', () => {
    const dashes = fc.constantFrom('-', '－', '—', '–', '−', ' ', '.', '_', '');
    fc.assert(
      fc.property(anyClass, dashes, (code, dash) => {
        expect(parseClassCode(formatClassCode(code))).toBe(code);
        expect(parseClassCode(code.replace('-', dash))).toBe(code);
      }),
    );
  });

  test('reading never throws and yields a class or nothing', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('四', '九', '十', '1', '4', '-', '－', ' ', 'x', '𠮷') }), text => [undefined, ...classCodes].includes(parseClassCode(text))));
  });

  test('the pencilled number names class and sequence', () => {
    expect(formatMaterialNumber('4-1', 3)).toBe('4-1-3');
    expect(formatMaterialNumber('10', 1)).toBe('10-1');
  });
});
