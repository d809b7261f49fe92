import { describe, expect, test } from 'vitest';
import { defaultPageSteps, noSteps } from '../../../../src-shared/domain/page-steps.ts';
import { drawCode128, readCode128 } from '../../../../src-shared/imaging/code-128.ts';
import { drawCode39, readCode39 } from '../../../../src-shared/imaging/code-39.ts';
import { doubleFeedFlag, isNearDuplicate } from '../../../../src-shared/imaging/page-flags.ts';
import { planPage } from '../../../../src-shared/imaging/plan-page.ts';
import { straightenedSize } from '../../../../src-shared/imaging/recipe-geometry.ts';
import { meaningOf } from '../../../../src-shared/imaging/separator.ts';
import { a4, emptySheet, rastersOf, writtenSheet, type Sheet } from '../../../support/drawn-raster.ts';

/** At 100 dpi the raster is the image itself. */
function planOf(sheet: Sheet, steps = defaultPageSteps) {
  const rasters = rastersOf(sheet);
  const { data, width, height } = rasters.grey;
  const across = (y: number): Uint8Array => data.slice(y * width, (y + 1) * width);
  const down = (x: number): Uint8Array => Uint8Array.from({ length: height }, (_, y) => data[y * width + x]!);
  return planPage({ size: { width, height }, dpi: 100, rasters, lines: { width, height, across, down } }, steps);
}

const margin = 60;

/** The sheet on a larger glass, around its middle leaning clockwise. */
function onLid(sheet: Sheet, lid: number, degrees: number): Sheet {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const size = straightenedSize(sheet, degrees);
  const [width, height] = [size.width + 2 * margin, size.height + 2 * margin];
  return {
    width,
    height,
    levelAt: (px, py) => {
      const [dx, dy] = [px - width / 2, py - height / 2];
      const [x, y] = [dx * cosine + dy * sine + sheet.width / 2, dy * cosine - dx * sine + sheet.height / 2];
      return x < 0 || y < 0 || x >= sheet.width || y >= sheet.height ? lid : sheet.levelAt(x, y);
    },
  };
}

// Whole sheets are drawn and measured pixel by pixel: seconds on a machine that others use too.
const patience = { timeout: 60_000 };

describe('a sheet on the glass', patience, () => {
  test.each([['black', 25, 4], ['grey', 130, -7], ['brighter than the paper', 252, 2]])('on a %s lid is straightened and cut to the paper', (_name, lid, degrees) => {
    const { recipe } = planOf(onLid(writtenSheet({ degrees: 0 }), lid, degrees), { ...defaultPageSteps, orient: false });
    expect(Math.abs(recipe.straighten + degrees)).toBeLessThan(0.15);
    expect(Math.abs(recipe.crop!.width - a4.width)).toBeLessThan(10);
    expect(Math.abs(recipe.crop!.height - a4.height)).toBeLessThan(10);
  });

  test('that fills the scan is not cut, whatever frame is printed on it', () => {
    const written = writtenSheet({ degrees: 0 });
    const framed: Sheet = { ...written, levelAt: (x, y) => (Math.min(Math.abs(x - 60), Math.abs(x - 767), Math.abs(y - 90), Math.abs(y - 1100)) < 2 && x > 57 && x < 770 && y > 87 && y < 1103 ? 40 : written.levelAt(x, y)) };
    for (const sheet of [written, framed]) expect(planOf(sheet).recipe.crop).toBeNull();
  });

  test('is left alone when nothing is asked for, and still looked at', () => {
    const plan = planOf(onLid(writtenSheet({ degrees: 0 }), 25, 5), noSteps);
    expect(plan.recipe).toMatchObject({ turn: 0, straighten: 0, crop: null });
    expect(plan.flags.map(({ kind }) => kind)).toContain('wrong-dpi');
  });

  test('with nothing on it is blank and is straightened by its edges', () => {
    const plan = planOf(onLid(emptySheet(), 25, 3));
    expect(plan.isBlank).toBe(true);
    expect(Math.abs(plan.recipe.straighten + 3)).toBeLessThan(0.3);
  });
});

describe('separator sheets', patience, () => {
  const unit = 8; // 2 mm at 100 dpi
  const bars: Readonly<Record<'T' | '2' | '3', string>> = { T: 'NWNW', 2: 'WNNW', 3: 'WNWN' };
  const patchSheet = (kind: keyof typeof bars, isUpsideDown = false): Sheet => {
    const edges = Array.from(bars[kind]).reduce<number[][]>((list, letter) => {
      const from = list.length === 0 ? 150 : list.at(-1)![1]! + unit;
      return [...list, [from, from + unit * (letter === 'W' ? 2.5 : 1)]];
    }, []);
    const isBar = (y: number): boolean => edges.some(([from, to]) => y >= from! && y < to!);
    return { ...a4, levelAt: (x, y) => (x > 200 && x < 600 && isBar(isUpsideDown ? a4.height - 1 - y : y) ? 20 : 236) };
  };
  test.each([['T', 'next-material', false], ['2', 'next-material', true], ['3', 'next-volume', false]] as const)('patch %s is a %s', (kind, separator, isSeparatorKept) => {
    expect(planOf(patchSheet(kind))).toMatchObject({ separator, isSeparatorKept, isBlank: false, flags: [] });
    expect(planOf(patchSheet(kind, true))).toMatchObject({ separator, isSeparatorKept });
    expect(planOf(patchSheet(kind), { ...defaultPageSteps, separators: false }).separator).toBeNull();
  });

  const barSheet = (modules: readonly number[], width = 3): Sheet => {
    const edges: number[] = [];
    modules.reduce((at, module) => edges[edges.push(at + module * width) - 1]!, 100);
    return { ...a4, levelAt: (x, y) => (y > 300 && y < 420 && x >= 100 && edges.findIndex(edge => x < edge) % 2 === 0 ? 20 : 236) };
  };
  test.each([['DL-NEXT', 'next-material'], ['DL-VOLUME', 'next-volume'], ['PATCHT', 'next-material'], ['DL-4-1', 'next-material']])('a barcode %s is a %s, in either symbology', (text, separator) => {
    expect(planOf(barSheet(drawCode128(text)))).toMatchObject({ separator, barcode: text });
    if (text.length < 8) expect(planOf(barSheet(drawCode39(text), 2))).toMatchObject({ separator, barcode: text });
  });

  test('a barcode of anything else is a page', () => {
    expect(planOf(barSheet(drawCode128('BT10200'))).separator).toBeNull();
    for (const text of ['DL-4', 'DL-11', 'PATCH9', 'NEXT', '']) expect(meaningOf(text)).toBeNull();
  });

  test('a symbol with a wrong check is none', () => {
    const good = Float32Array.from([20, ...drawCode128('DL-NEXT'), 20]);
    expect(readCode128(good, 1)).toBe('DL-NEXT');
    const changed = good.slice();
    changed.set(good.subarray(13, 19), 19);
    expect(readCode128(changed, 1)).toBeNull();
    expect(readCode39(Float32Array.from([20, ...drawCode39('DL-10'), 20]), 1)).toBe('DL-10');
  });
});

describe('a stack', () => {
  const traits = (lengthMm: number, perceptualHash: string | null = null) => ({ lengthMm, perceptualHash });
  test('has a usual length, which two sheets at once exceed', () => {
    const usual = [traits(297), traits(296), traits(298)];
    expect(doubleFeedFlag(440, usual)).toEqual({ kind: 'double-feed', params: { lengthMm: 440, usualMm: 297 } });
    expect(doubleFeedFlag(300, usual)).toBeNull();
    expect(doubleFeedFlag(440, usual.slice(1))).toBeNull();
  });

  test('of blank sides has no duplicates', () => {
    expect(isNearDuplicate(traits(297, '00000000000000ff'), traits(297, '00000000000000fe'))).toBe(true);
    expect(isNearDuplicate(traits(297, '00000000000000ff'), traits(297, 'ffffffffffffffff'))).toBe(false);
    expect(isNearDuplicate(traits(297), traits(297))).toBe(false);
  });
});
