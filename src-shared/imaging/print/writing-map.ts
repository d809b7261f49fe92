import type { Ink } from '../ink.ts';
import { pixelsPerMm } from '../raster.ts';

/** How densely each cell of a page is written, 0 to 3, row by row. */
export type WritingMap = { readonly columns: number; readonly rows: number; readonly cells: Uint8Array };

/** About a third of a character: what is written can be told apart, and a second scan still falls into the same cells. */
export const cellMm = 1.5;
export const levels = 4;
/** Longer runs of ink are rules of forms, seals' rims, photographs: all fillings of a form have them in common. */
const longestStrokeMm = 6;
/** A cell that is so full is as dark as writing gets. */
const fullShare = 0.6;

/** Where on the page something is written, laid straight; without the rules of its form and without what is solid. */
export function mapWriting(ink: Ink, skewDegrees: number): WritingMap {
  const cellPx = pixelsPerMm(ink) * cellMm;
  const [columns, rows] = [Math.max(1, Math.ceil(ink.width / cellPx)), Math.max(1, Math.ceil(ink.height / cellPx))];
  const sums = new Float64Array(columns * rows);
  const strokes = strokesOf(ink, Math.round(longestStrokeMm * pixelsPerMm(ink)));
  const [sine, cosine] = [Math.sin((skewDegrees * Math.PI) / 180), Math.cos((skewDegrees * Math.PI) / 180)];
  const [middleX, middleY] = [ink.width / 2, ink.height / 2];
  for (let at = strokes.indexOf(1); at !== -1; at = strokes.indexOf(1, at + 1)) {
    const [dx, dy] = [(at % ink.width) - middleX, Math.floor(at / ink.width) - middleY];
    spread(sums, { columns, rows }, { x: (dx * cosine + dy * sine) / cellPx + columns / 2 - 0.5, y: (dy * cosine - dx * sine) / cellPx + rows / 2 - 0.5 });
  }
  // The root keeps bold titles from outweighing the writing.
  const full = fullShare * cellPx * cellPx;
  return { columns, rows, cells: Uint8Array.from(sums, sum => Math.round(Math.sqrt(Math.min(1, sum / full)) * (levels - 1))) };
}

type Size = { readonly columns: number; readonly rows: number };

/** One pixel shared between the four nearest cells. */
function spread(sums: Float64Array, { columns, rows }: Size, { x, y }: { readonly x: number; readonly y: number }): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, lower] = [x - left, y - top];
  if (left < 0 || top < 0 || left + 1 >= columns || top + 1 >= rows) return;
  const at = top * columns + left;
  sums[at] = (sums[at] ?? 0) + (1 - right) * (1 - lower);
  sums[at + 1] = (sums[at + 1] ?? 0) + right * (1 - lower);
  sums[at + columns] = (sums[at + columns] ?? 0) + (1 - right) * lower;
  sums[at + columns + 1] = (sums[at + columns + 1] ?? 0) + right * lower;
}

/** The ink without its long runs across and down. */
function strokesOf({ mask, width, height }: Ink, longest: number): Uint8Array {
  const strokes = mask.slice();
  for (let y = 0; y < height; y++) {
    for (let from = mask.indexOf(1, y * width), end = (y + 1) * width; from !== -1 && from < end; ) {
      let to = from;
      while (to < end && mask[to] === 1) to++;
      if (to - from > longest) strokes.fill(0, from, to);
      from = mask.indexOf(1, to);
    }
  }
  eraseColumns(strokes, { mask, width, height }, longest);
  return strokes;
}

/** Row by row, as the memory lies: each column counts its run on the way down and is erased on the way up. */
function eraseColumns(strokes: Uint8Array, { mask, width, height }: Pick<Ink, 'mask' | 'width' | 'height'>, longest: number): void {
  // One row more than the image: below its last row every run has ended.
  const runs = new Uint16Array(width * (height + 2));
  for (let at = 0; at < mask.length; at++) runs[at + width] = mask[at] === 1 ? (runs[at] ?? 0) + 1 : 0;
  for (let at = mask.length - 1; at >= 0; at--) {
    if (mask[at] !== 1) continue;
    // Where the run goes on below, it is as long as it was found to be there.
    const run = Math.max(runs[at + width] ?? 0, runs[at + 2 * width] ?? 0);
    runs[at + width] = run;
    if (run > longest) strokes[at] = 0;
  }
}

/** Turned clockwise by quarters, so that a sheet that lay upside down is found again. */
export function turnMap({ columns, rows, cells }: WritingMap, turn: 0 | 90 | 180 | 270): WritingMap {
  if (turn === 0) return { columns, rows, cells };
  const isAcross = turn !== 180;
  const size = isAcross ? { columns: rows, rows: columns } : { columns, rows };
  const from: Readonly<Record<90 | 180 | 270, (x: number, y: number) => number>> = {
    90: (x, y) => (rows - 1 - x) * columns + y,
    180: (x, y) => (rows - 1 - y) * columns + columns - 1 - x,
    270: (x, y) => x * columns + columns - 1 - y,
  };
  return { ...size, cells: Uint8Array.from(cells, (_, at) => cells[from[turn](at % size.columns, Math.floor(at / size.columns))] ?? 0) };
}
