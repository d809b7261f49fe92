import { PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { calibrationFrom, layoutTestPage } from '#shared/domain/calibration';
import { defaultStripTemplates } from '#shared/domain/default-strips';
import type { StripValues } from '#shared/domain/spine-strip';
import { layoutStripSheets, planStripSheets, type StripSetting } from '#shared/domain/strip-sheets';
import { calibratePdf } from '../../src-main/features/strips/index.ts';
import { paintSheets } from '../../src-server/features/sheets/index.ts';
import { readColours } from '../support/pdf-operators.ts';
import { inkExtent, rasterise, readPrinted, type Raster } from '../support/printed.ts';
import { barcodeOn } from '../support/read-paper.ts';
import { code128Patterns, readCode128 } from '../support/read-code128.ts';

const pointsPerUnit = 72 / 25.4;
const template = defaultStripTemplates[0]!.template;
const values = (index: number, name = '王芳'): StripValues => ({ name, unit: '包头市委组织部', archiveNumber: `BC2026000${String(index)}`, nativePlace: '包头', copy: 'original', ordinal: 1, volumeCount: 2, secrecy: { level: 'secret', years: 10 }, labelNumber: '4026112907' });

async function strips(setting: StripSetting, names: readonly string[], red: 'separation' | 'process' = 'separation'): Promise<Uint8Array<ArrayBuffer>> {
  const plan = planStripSheets(template, setting)!;
  const { sheets } = layoutStripSheets(template, names.map((name, index) => values(index + 1, name)), { plan, setting });
  return Uint8Array.from(await paintSheets({ title: 'BT2026-00001', at: new Date(), width: plan.widthMm, height: plan.heightMm, pointsPerUnit, red, missing: 'refuse' }, sheets));
}

describe('colour', () => {
  test('is one solid black and one solid red of its own: no mixture, no gradient, no picture', async () => {
    const { settings, spaces, xObjects } = await readColours(await strips({ paper: 'a4', marginMm: 6 }, ['王芳', '李雷']));
    expect(settings).toEqual(['/SpotRed cs', '0 G', '0 g', '1 scn']);
    expect(spaces).toHaveLength(1);
    expect(spaces[0]).toMatch(/\/Separation \/DangLianRed \/DeviceCMYK/);
    expect(xObjects).toBe(0);
  });

  test('is magenta over yellow where the template says so', async () => {
    expect((await readColours(await strips({ paper: 'long', marginMm: 6 }, ['王芳'], 'process'))).settings).toEqual(['0 1 1 0 k', '0 g']);
  });

  test('stays what it is when a printer is corrected for', async () => {
    const corrected = await calibratePdf(await strips({ paper: 'long', marginMm: 6 }, ['王芳']), { scaleX: 1.004, scaleY: 1.004, offsetXMm: 1.7, offsetYMm: 1.7 });
    expect((await readColours(corrected)).settings).toEqual(['/SpotRed cs', '0 g', '1 scn']);
  });
});

describe('on paper', () => {
  test('a strip on long paper is 22 × 310 mm to a fifth of a millimetre, and its text can be read', async () => {
    const { sizesMm, text, fonts } = await readPrinted(await strips({ paper: 'long', marginMm: 6 }, ['王芳', '买买提·艾则孜']));
    expect(sizesMm).toHaveLength(2);
    for (const { width, height } of sizesMm) expect([Math.abs(width - 22) < 0.2, Math.abs(height - 310) < 0.2]).toEqual([true, true]);
    for (const word of ['王', '芳', '买', '则', 'BC20260001', '正', '本']) expect(text).toContain(word);
    for (const font of fonts) expect(font).toMatchObject({ isEmbedded: true, isSubset: true });
  });

  test('on A4 nothing comes into the margin that printers cannot reach', async () => {
    const ink = inkExtent(await rasterise(await strips({ paper: 'a4', marginMm: 6 }, Array.from({ length: 9 }, () => '王芳'))))!;
    expect(ink.left).toBeGreaterThan(5.85);
    expect(ink.top).toBeGreaterThan(5.85);
    expect(ink.right).toBeLessThan(204.15);
    expect(ink.bottom).toBeLessThan(291.15);
    // Nine strips of 22 mm, cut out at both ends.
    expect(ink.right - ink.left).toBeCloseTo(198, 0);
  });

  test('the bars are read from the paper as a scanner reads them, and by our own reader, on shortened strips too', async () => {
    const raster = await rasterise(await strips({ paper: 'long', marginMm: 6 }, ['王芳']), { dpi: 600 });
    expect(readCode128(barsDown(raster, { xMm: 11, fromMm: 255, untilMm: 306 }), code128Patterns)?.text).toBe('DL1V:4026112907');
    expect(barcodeOn(raster)).toBe('DL1V:4026112907');
    expect(barcodeOn(await rasterise(await strips({ paper: 'a4', marginMm: 6 }, ['王芳'])))).toBe('DL1V:4026112907');
  });
});

/** Widths of bars and spaces along a line down the paper, bar first. */
function barsDown({ width, dpi, grey }: Raster, { xMm, fromMm, untilMm }: { readonly xMm: number; readonly fromMm: number; readonly untilMm: number }): number[] {
  const [x, from, until] = [xMm, fromMm, untilMm].map(mm => Math.round((mm / 25.4) * dpi));
  const isInk = Array.from({ length: until! - from! }, (_, index) => (grey[(from! + index) * width + x!] ?? 255) < 128);
  const runs: number[] = [];
  for (const [index, ink] of isInk.entries()) {
    if (index === 0 || ink !== isInk[index - 1]) runs.push(1);
    else runs[runs.length - 1]! += 1;
  }
  // White before the first bar and behind the last.
  return runs.slice(isInk[0] === true ? 0 : 1, isInk.at(-1) === true ? undefined : -1);
}

/** A printer that moves what it prints by 1.7 mm and makes it 0.4 % larger. */
async function badPrinter(pdf: Uint8Array): Promise<Uint8Array> {
  const printed = await PDFDocument.create();
  const [sheet] = await printed.embedPdf(pdf);
  const { width, height } = sheet!;
  const shift = 1.7 * pointsPerUnit;
  printed.addPage([width, height]).drawPage(sheet!, { x: shift, y: height - height * 1.004 - shift, xScale: 1.004, yScale: 1.004 });
  return printed.save();
}

describe('calibration', () => {
  const paper = { widthMm: 210, heightMm: 297 };
  const testPage = async (): Promise<Uint8Array<ArrayBuffer>> => Uint8Array.from(await paintSheets({ title: '校准', at: new Date(), width: 210, height: 297, pointsPerUnit, missing: 'refuse' }, [layoutTestPage(paper)]));
  /** What a person reads off: the middles of the four lines. */
  const measure = (raster: Raster) => {
    const upright = (left: number, right: number) => inkExtent(raster, { left, right, top: 8.5, bottom: 12 })!;
    const level = (top: number, bottom: number) => inkExtent(raster, { top, bottom, left: 9, right: 13 })!;
    const middle = (from: number, until: number) => (from + until) / 2;
    const [one, two, three, four] = [upright(10, 25), upright(185, 205), level(10, 25), level(270, 292)];
    const [left, right, top, bottom] = [middle(one.left, one.right), middle(two.left, two.right), middle(three.top, three.bottom), middle(four.top, four.bottom)];
    return { left, right, top, bottom };
  };

  test('a printer that is off by 1.7 mm and 0.4 % ends within a fifth of a millimetre', async () => {
    const page = await testPage();
    const before = measure(await rasterise(await badPrinter(page)));
    expect(before.left).toBeGreaterThan(16.5);
    const calibration = calibrationFrom({ leftMm: before.left, topMm: before.top, widthMm: before.right - before.left, heightMm: before.bottom - before.top }, paper)!;
    expect(calibration).toMatchObject({ scaleX: expect.closeTo(1.004, 3) as number, offsetXMm: expect.closeTo(1.7, 0) as number });
    const after = measure(await rasterise(await badPrinter(await calibratePdf(page, calibration))));
    for (const [found, wanted] of [[after.left, 15], [after.top, 15], [after.right, 195], [after.bottom, 282]] as const) expect(Math.abs(found - wanted)).toBeLessThan(0.2);
    // And a whole sheet of strips, by its cut lines.
    const sheet = await strips({ paper: 'a4', marginMm: 6 }, Array.from({ length: 9 }, () => '王芳'));
    const ink = inkExtent(await rasterise(await badPrinter(await calibratePdf(sheet, calibration))))!;
    for (const [found, wanted] of [[ink.left, 6], [ink.top, 6], [ink.right, 204], [ink.bottom, 291]] as const) expect(Math.abs(found - wanted)).toBeLessThan(0.2);
  });
});
