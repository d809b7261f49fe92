import { readBarcode as readOwn } from '../domain/barcode.ts';
import { ClassCode } from '../domain/catalogue.ts';
import type { Separator } from '../domain/page-steps.ts';
import { barWidths } from './bar-widths.ts';
import { readCode128 } from './code-128.ts';
import { readCode39 } from './code-39.ts';
import type { Ink } from './ink.ts';
import { readPatch, type Patch } from './patch-code.ts';

/** Brightness along one line of the whole image. */
export type LineSource = { readonly width: number; readonly height: number; readonly across: (y: number) => Uint8Array; readonly down: (x: number) => Uint8Array };

/** `isKept`: the sheet is the first page of what follows. */
export type SeparatorMark = { readonly separator: Separator; readonly isKept: boolean; readonly barcode: string | null };

const markOf: Readonly<Partial<Record<Patch, Omit<SeparatorMark, 'barcode'>>>> = {
  T: { separator: 'next-material', isKept: false },
  2: { separator: 'next-material', isKept: true },
  3: { separator: 'next-volume', isKept: false },
};

/** Lines that are read across and down; a barcode is higher than their distance. */
const linesEach = 60;
/** A barcode of three characters has more. */
const minBars = 40;

type Sheet = { readonly ink: Ink; readonly lines: LineSource; /** Of the raster of the ink. */ readonly mmPerPx: number };

/** Null for every sheet that does not ask for something: a form with a barcode of its own is a page like any other. */
export function readSeparator({ ink, lines, mmPerPx }: Sheet): SeparatorMark | null {
  const patch = readPatch(ink, mmPerPx);
  const mark = patch === null ? undefined : markOf[patch];
  if (mark) return { ...mark, barcode: null };
  const barcode = readBarcode(lines);
  return barcode === null ? null : meaningOf(barcode);
}

/** `DL1M:…` before a material and `DL1V:…` before a volume, as printed here; `PATCHT`, `PATCH2`, `PATCH3` as others print them; `DL-NEXT`, `DL-VOLUME`, and `DL-4-1` for the class of what follows. */
export function meaningOf(barcode: string): SeparatorMark | null {
  const [, patch] = /^PATCH ?-?([T23])$/i.exec(barcode) ?? [];
  const mark = patch === undefined ? undefined : markOf[patch.toUpperCase() as Patch]; // `as`: the pattern allows only these
  if (mark) return { ...mark, barcode };
  const separator = meaningOfOwn(barcode);
  return separator && { separator, isKept: false, barcode };
}

function meaningOfOwn(barcode: string): Separator | null {
  const { kind } = readOwn(barcode);
  if (kind !== 'foreign') return kind === 'volume' ? 'next-volume' : 'next-material';
  const word = (/^DL-(.+)$/i.exec(barcode)?.[1] ?? '').toUpperCase();
  if (word === 'VOLUME') return 'next-volume';
  return word === 'NEXT' || ClassCode.safeParse(word).success ? 'next-material' : null;
}

/** Two lines must say the same: Code 39 has no check, and a line may run through a smudge. */
export function readBarcode({ width, height, across, down }: LineSource): string | null {
  const seen = new Set<string>();
  for (const [count, lineAt] of [[height, across], [width, down]] as const) {
    for (let index = 0; index < linesEach; index++) {
      const text = readLine(lineAt(Math.floor(((index + 0.5) * count) / linesEach)));
      if (text === null) continue;
      if (seen.has(text)) return text;
      seen.add(text);
    }
  }
  return null;
}

function readLine(line: Uint8Array): string | null {
  const widths = barWidths(line);
  if (widths === null || widths.length < minBars) return null;
  return readBars(widths) ?? readBars(reversed(widths));
}

/** Light is first and last, so that turned around it is so again. */
const reversed = (widths: Float32Array): Float32Array => (widths.length % 2 === 1 ? widths.toReversed() : Float32Array.from([0, ...widths.toReversed()]));

function readBars(widths: Float32Array): string | null {
  for (let bar = 1; bar + 20 < widths.length; bar += 2) {
    // A quiet zone comes before every code.
    if ((widths[bar - 1] ?? 0) < 4 * Math.min(widths[bar] ?? 0, widths[bar + 1] ?? 0)) continue;
    const text = readCode128(widths, bar) ?? readCode39(widths, bar);
    if (text !== null) return text;
  }
  return null;
}
