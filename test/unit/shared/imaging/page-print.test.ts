import { describe, expect, test } from 'vitest';
import { defaultIntakePolicy } from '../../../../src-shared/domain/intake-policy.ts';
import { inspectImage, printOf as findPrint } from '../../../../src-shared/imaging/measure-image.ts';
import { likenessOf, packMap, unpackMap, type PagePrint } from '../../../../src-shared/imaging/page-print.ts';
import { emptySheet, rastersOf, writtenSheet, type Sheet } from '../../../support/drawn-raster.ts';

const printOf = (sheet: Sheet): PagePrint => findPrint(inspectImage(rastersOf(sheet)))!;
const first = printOf(writtenSheet({ degrees: 0 }));
const shifted = (sheet: Sheet, by: number): Sheet => ({ ...sheet, levelAt: (x, y) => sheet.levelAt(x + by, y + by) });
const common = (one: PagePrint, other: PagePrint): number => one.landmarks.filter(landmark => other.landmarks.includes(landmark)).length / Math.min(one.landmarks.length, other.landmarks.length);
const limit = defaultIntakePolicy.minLikeness;

describe('prints of pages', () => {
  test.each([['leaning', writtenSheet({ degrees: 0.8 })], ['paler', writtenSheet({ degrees: 0, ink: 90, paper: 210 })], ['shifted', shifted(writtenSheet({ degrees: -0.3 }), 23)]] as const)('the same sheet, %s, is known again', (_, sheet) => {
    const again = printOf(sheet);
    expect(likenessOf(first.map, again.map)).toBeGreaterThan(limit);
    expect(common(first, again)).toBeGreaterThan(0.1);
  });

  test('a note in a corner does not make it another sheet', () => {
    const sheet = writtenSheet({ degrees: 0 });
    const noted: Sheet = { ...sheet, levelAt: (x, y) => (x > 640 && x < 700 && y > 60 && y < 110 && (x + y) % 12 < 5 ? 40 : sheet.levelAt(x, y)) };
    expect(likenessOf(first.map, printOf(noted).map)).toBeGreaterThan(limit);
  });

  test('a dark photograph, of which each scan sees other specks, says nothing', () => {
    const sheet = writtenSheet({ degrees: 0, top: 300, bottom: 620 });
    const pasted = (share: number): Sheet => ({ ...sheet, levelAt: (x, y) => (x > 560 && x < 720 && y > 40 && y < 260 ? (((x * 7919) ^ (y * 104_729)) % 10 < share ? 20 : 190) : sheet.levelAt(x, y)) });
    expect(likenessOf(printOf(pasted(10)).map, printOf(pasted(6)).map)).toBeGreaterThan(limit);
  });

  test('what is written elsewhere on the same lines is another sheet', () => {
    expect(likenessOf(first.map, printOf(writtenSheet({ degrees: 0, filling: 1 })).map)).toBeLessThan(0.8);
  });

  test('an empty page has no print, and nothing is like one with two words', () => {
    expect(findPrint(inspectImage(rastersOf(emptySheet())))).toBeNull();
    expect(likenessOf(first.map, { columns: 4, rows: 4, cells: new Uint8Array(16) })).toBe(0);
  });

  test('a map comes out of its package as it went in', () => {
    expect(unpackMap(packMap(first.map))).toEqual(first.map);
    expect(packMap(first.map).length).toBeLessThan(7500);
  });
});
