import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What poppler, a program of other people, makes of a PDF of ours. */
export type Printed = {
  readonly text: string;
  /** The lines of pdffonts. */
  readonly fonts: readonly { readonly name: string; readonly type: string; readonly isEmbedded: boolean; readonly isSubset: boolean; readonly hasUnicode: boolean }[];
  readonly sizesMm: readonly { readonly width: number; readonly height: number }[];
};

async function withFile<Result>(pdf: Uint8Array, work: (path: string, folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'dl-printed-'));
  try {
    const path = join(folder, 'sheet.pdf');
    await writeFile(path, pdf);
    return await work(path, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;

export function readPrinted(pdf: Uint8Array): Promise<Printed> {
  return withFile(pdf, async path => {
    const [text, fonts, info] = await Promise.all([run('pdftotext', ['-layout', path, '-']), run('pdffonts', [path]), run('pdfinfo', ['-l', '9999', path])]);
    const rows = fonts.stdout.split('\n').slice(2).filter(line => line.trim() !== '');
    return {
      text: text.stdout,
      fonts: rows.map(line => {
        const [, name = '', type = '', isEmbedded, isSubset, hasUnicode] = /^(\S+)\s+(.+?)\s+Identity-H\s+(yes|no)\s+(yes|no)\s+(yes|no)/.exec(line) ?? [];
        return { name, type, isEmbedded: isEmbedded === 'yes', isSubset: isSubset === 'yes', hasUnicode: hasUnicode === 'yes' };
      }),
      sizesMm: [...info.stdout.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/gm)].map(([, width, height]) => ({ width: mm(width), height: mm(height) })),
    };
  });
}

export type Raster = { readonly width: number; readonly height: number; readonly dpi: number; readonly grey: Buffer };

/** One sheet in grey, 0 is black. */
export function rasterise(pdf: Uint8Array, { page = 1, dpi = 300 } = {}): Promise<Raster> {
  return withFile(pdf, async (path, folder) => {
    // As PGM: packing a sheet into a PNG would take most of the time.
    await run('pdftoppm', ['-r', String(dpi), '-f', String(page), '-l', String(page), '-gray', '-singlefile', path, join(folder, 'page')]);
    const file = await readFile(join(folder, 'page.pgm'));
    const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1', 0, 64)) ?? [];
    return { width: Number(width), height: Number(height), dpi, grey: file.subarray(head.length) };
  });
}

export type Extent = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Where ink lies inside a part of the sheet, in millimetres from its top left corner; undefined where there is none. */
export function inkExtent({ width, height, dpi, grey }: Raster, within: Extent = { left: 0, top: 0, right: 1e6, bottom: 1e6 }): Extent | undefined {
  const px = (millimetres: number, most: number): number => Math.min(most, Math.max(0, Math.round((millimetres / 25.4) * dpi)));
  const [left, right, top, bottom] = [px(within.left, width), px(within.right, width), px(within.top, height), px(within.bottom, height)];
  const isInk = (x: number, y: number): boolean => (grey[y * width + x] ?? 255) <= 128;
  const columns = Array.from({ length: right - left }, (_, index) => left + index);
  const rows = Array.from({ length: bottom - top }, (_, index) => top + index).filter(y => columns.some(x => isInk(x, y)));
  const inked = columns.filter(x => rows.some(y => isInk(x, y)));
  const [firstRow, lastRow, firstColumn, lastColumn] = [rows[0], rows.at(-1), inked[0], inked.at(-1)];
  if (firstRow === undefined || lastRow === undefined || firstColumn === undefined || lastColumn === undefined) return undefined;
  const inMm = (value: number): number => (value / dpi) * 25.4;
  return { left: inMm(firstColumn), top: inMm(firstRow), right: inMm(lastColumn + 1), bottom: inMm(lastRow + 1) };
}
