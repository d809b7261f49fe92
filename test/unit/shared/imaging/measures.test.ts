import { describe, expect, test } from 'vitest';
import { hashDistance, measureImage } from '../../../../src-shared/imaging/measure-image.ts';
import { reduceForMeasuring } from '../../../../src-shared/imaging/raster.ts';
import { a4, emptySheet, rastersOf, writtenSheet, type Sheet } from '../../../support/drawn-raster.ts';

const over = (sheet: Sheet, change: (level: number, x: number, y: number) => number): Sheet => ({ ...sheet, levelAt: (x, y) => change(sheet.levelAt(x, y), x, y) });
const written = writtenSheet({ degrees: 0 });
const measure = (sheet: Sheet, tint?: readonly [number, number, number]) => measureImage(rastersOf(sheet, tint));

describe('measures of a page', () => {
  test.each([-10, -7.35, -3, -0.62, -0.1, 0, 0.25, 1, 4.8, 9.9])('lines that lean by %s degrees are measured to a tenth', degrees => {
    const { skewDegrees } = measure(writtenSheet({ degrees }));
    expect(Math.abs((skewDegrees ?? 99) - degrees)).toBeLessThan(0.1);
  });

  test('a clean page has no fault', () => {
    expect(measure(written)).toMatchObject({ borderShare: 0, darkCorners: 0, clippedShare: 0, isBlank: false, cutEdges: [], stripes: 0, paperWhite: 236 });
    expect(measure(written).contrast).toBeGreaterThan(0.6);
    expect(measure(written).sharpness).toBeGreaterThan(0.8);
  });

  test('a black frame is measured by its share; a dark corner is counted', () => {
    const framed = measure(over(written, (level, x) => (x < 41 ? 18 : level)));
    expect(framed.borderShare).toBeGreaterThan(0.04);
    expect(framed.borderShare).toBeLessThan(0.06);
    expect(framed).toMatchObject({ darkCorners: 2, cutEdges: [] });
    expect(measure(over(written, (level, x, y) => (x + y < 70 ? 12 : level))).darkCorners).toBe(1);
  });

  test('a dark cover, a picture and a coloured area at the edge are no frame', () => {
    expect(measure({ ...a4, levelAt: () => 45 }).borderShare).toBe(0);
    expect(measure(over(written, (level, x, y) => (x > 550 && x < 750 && y > 150 && y < 400 ? 40 : level))).borderShare).toBe(0);
    expect(measure(over(written, (level, x) => (x < 60 ? 60 : level)), [60, 0, -40]).borderShare).toBe(0);
  });

  test('a stained sheet with punch holes is blank, a single line of text is not', () => {
    const stained = over(emptySheet(), (level, x, y) => (Math.hypot(x - 400, y - 600) < 90 ? level - 25 : level));
    const punched = over(stained, (level, x, y) => ([300, 585, 870].some(hole => Math.hypot(x - 45, y - hole) < 11) ? 25 : level));
    expect(measure(emptySheet()).isBlank).toBe(true);
    expect(measure(punched)).toMatchObject({ isBlank: true, skewDegrees: null, sharpness: null, contrast: null, turnConfidence: 0 });
    expect(measure(writtenSheet({ degrees: 0, top: 120, bottom: 149 })).isBlank).toBe(false);
  });

  test('an empty printed form is not blank', () => {
    const form = over(emptySheet(), (level, x, y) => (x > 80 && x < 740 && y > 100 && y < 1001 && (x % 165 < 2 || y % 100 < 2) ? 40 : level));
    expect(measure(form).isBlank).toBe(false);
  });

  test('softer strokes are less sharp, paler ones have less contrast', () => {
    const soft = over(written, (_level, x, y) => [-4, -2, 0, 2, 4].reduce((sum, step) => sum + written.levelAt(x + step, y) / 5, 0));
    expect(measure(soft).sharpness).toBeLessThan(0.5);
    expect(measure(writtenSheet({ degrees: 0, ink: 196 })).contrast).toBeLessThan(0.2);
  });

  test('burnt-out paper counts when the ink went pale, clean white paper does not', () => {
    expect(measure(writtenSheet({ degrees: 0, ink: 170, paper: 265 })).clippedShare).toBeGreaterThan(0.5);
    expect(measure(writtenSheet({ degrees: 0, ink: 10, paper: 265 })).clippedShare).toBe(0);
    expect(measure(over(written, level => level * 0.4)).paperWhite).toBeLessThan(100);
  });

  test('text that runs over an edge is named by that edge', () => {
    const shifted = over(written, (_level, x, y) => written.levelAt(x + 115, y));
    expect(measure(shifted).cutEdges).toEqual(['left']);
    expect(measure(over(written, (_level, x, y) => written.levelAt(x, y - 136))).cutEdges).toEqual(['bottom']);
  });

  test('the feet of a line that are all that is left of it are cut text; a shadow along the edge and a few specks are not', () => {
    expect(measure(over(written, (level, x, y) => (y < 2 && x > 200 && x < 700 && x % 24 < 8 ? 30 : level))).cutEdges).toEqual(['top']);
    expect(measure(over(written, (level, _x, y) => (y < 2 ? 30 : level))).cutEdges).toEqual([]);
    expect(measure(over(written, (level, x, y) => (y < 2 && [200, 400, 600].includes(x) ? 30 : level))).cutEdges).toEqual([]);
  });

  test('stripes are counted, lines of a form are not', () => {
    expect(measure(over(written, (level, x) => (x === 200 || x === 500 ? level - 40 : level))).stripes).toBe(2);
    expect(measure(over(written, (level, x, y) => (x === 200 && y > 60 && y < 1100 ? 30 : level))).stripes).toBe(0);
  });

  test('the hash forgives paler ink and a small lean, and tells other text apart', () => {
    const { perceptualHash } = measure(written);
    expect(hashDistance(perceptualHash, measure(writtenSheet({ degrees: 0.8, ink: 70 })).perceptualHash)).toBeLessThanOrEqual(6);
    expect(hashDistance(perceptualHash, measure(writtenSheet({ degrees: 0, pitch: 41 })).perceptualHash)).toBeGreaterThan(12);
    expect(hashDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
  });

  test.each([[1, 1], [1, 900], [3000, 2], [9, 9], [64, 64]])('an image of %s by %s pixels is measured without an error', (width, height) => {
    for (const channels of [1, 3]) {
      const rasters = reduceForMeasuring({ data: new Uint8Array(width * height * channels).fill(200), width, height, channels });
      expect(measureImage(rasters)).toMatchObject({ isBlank: true, uprightTurn: 0, stripes: 0 });
    }
  });
});
