import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { TestCups } from './cups.ts';
import { readPrintHead } from './print-head.ts';
import { inkExtent, rasterise, readPrinted, type Extent, type Raster } from './printed.ts';
import { barcodeOn } from './read-paper.ts';

/** One document as the reference printer of CUPS got it, under the title that its queue showed. */
export type OnPaper = { readonly title: string; readonly text: string; readonly sheets: readonly Raster[] };

/** Oldest first. */
export async function onPaper(cups: TestCups, printer: string): Promise<readonly OnPaper[]> {
  const documents: OnPaper[] = [];
  for (const { path, attributesPath } of await cups.receivedFiles(printer)) {
    const [pdf, attributes] = await Promise.all([readFile(path), readFile(attributesPath, 'utf8')]);
    const [, title = ''] = /^IPP_JOB_NAME=(.*)$/m.exec(attributes) ?? [];
    const { text, sizesMm } = await readPrinted(pdf);
    documents.push({ title, text, sheets: await Promise.all(sizesMm.map((_size, index) => rasterise(pdf, { page: index + 1 }))) });
  }
  return documents;
}

const toleranceMm = 0.2;

/** Each side that is named lies where it should, to a fifth of a millimetre. */
export function expectSides(found: Partial<Extent> | undefined, wanted: Partial<Extent>): void {
  for (const [side, value] of Object.entries(wanted)) expect(Math.abs((found?.[side as keyof Extent] ?? Infinity) - value), side).toBeLessThanOrEqual(toleranceMm); // `as`: the keys of an Extent
}

const middle = (extent: Extent | undefined): Partial<Extent> => (extent ? { left: (extent.left + extent.right) / 2, top: (extent.top + extent.bottom) / 2 } : {});

export function expectA4({ width, height, dpi }: Raster): void {
  expectSides({ right: (width / dpi) * 25.4, bottom: (height / dpi) * 25.4 }, { right: 210, bottom: 297 });
}

/** Its number is read from the bars; the squares begin at the margins, five dots of 300 an inch each. */
export function expectExcerpt(sheet: Raster, copyNumber: string): void {
  const { bars, squares } = readPrintHead(sheet);
  expect(bars.text).toBe(copyNumber);
  const sideMm = (squares.rows.length * 5 * 25.4) / 300;
  expectSides(squares.extent, { left: 200 - sideMm, top: 10, right: 200, bottom: 10 + sideMm });
}

/** The frame of a catalogue: 173 mm wide, one head and 21 lines high. */
export function expectCatalogueFrame(sheet: Raster): void {
  const [topMm, bottomMm] = [33, 33 + 13 + 21 * 11];
  // Between two lines of the grid.
  expectSides(middle(inkExtent(sheet, { left: 24, right: 26, top: 94, bottom: 97 })), { left: 25 });
  expectSides(middle(inkExtent(sheet, { left: 197, right: 199, top: 94, bottom: 97 })), { left: 198 });
  expectSides(middle(inkExtent(sheet, { left: 60, right: 61, top: topMm - 1, bottom: topMm + 1 })), { top: topMm });
  expectSides(middle(inkExtent(sheet, { left: 60, right: 61, top: bottomMm - 1, bottom: bottomMm + 1 })), { top: bottomMm });
}

/** Bars at both ends, in the middle of the sheet; answers with what they say. */
export function expectSeparator(sheet: Raster): string | null {
  for (const topMm of [24, 238]) {
    const bars = inkExtent(sheet, { left: 0, right: 210, top: topMm - 2, bottom: topMm + 30 });
    expectSides(bars, { top: topMm, bottom: topMm + 28 });
    expectSides(middle(bars), { left: 105 });
  }
  return barcodeOn(sheet);
}

/** The lines along which strips of 22 mm are cut: round those that are there, none round empty places. */
export function expectStrips(sheet: Raster, count: number): void {
  expectSides(inkExtent(sheet), { left: 6, top: 6, right: 6 + 22 * count, bottom: 291 });
  for (let cut = 0; cut <= count; cut += 1) {
    const atMm = 6 + 22 * cut;
    expectSides(middle(inkExtent(sheet, { left: atMm - 0.6, right: atMm + 0.6, top: 12, bottom: 20 })), { left: atMm });
  }
}
