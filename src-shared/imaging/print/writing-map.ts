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
/** Bold titles leave more paper between their strokes. */
const solidShare = 0.5;
/** Cells to each side: a square of 7.5 mm. */
const solidReach = 2;
/** Less full than this share of it is what stands beside a photograph. */
const beside = 0.8;

/** Where on the page something is written, laid straight; without the rules of its form and without what is solid. */
export function mapWriting(ink: Ink, skewDegrees: number): WritingMap {
  const cellPx = pixelsPerMm(ink) * cellMm;
  const [columns, rows] = [Math.max(1, Math.ceil(ink.width / cellPx)), Math.max(1, Math.ceil(ink.height / cellPx))];
  const sums = new Float64Array(columns * rows);
  const all = new Float64Array(columns * rows);
  const strokes = strokesOf(ink, Math.round(longestStrokeMm * pixelsPerMm(ink)));
  const [sine, cosine] = [Math.sin((skewDegrees * Math.PI) / 180), Math.cos((skewDegrees * Math.PI) / 180)];
  const [middleX, middleY] = [ink.width / 2, ink.height / 2];
  for (let row = 0, at = 0; row < ink.height; row++) {
    const dy = row - middleY;
    for (let column = 0; column < ink.width; column++, at++) {
      if (ink.mask[at] !== 1) continue;
      const dx = column - middleX;
      const place = { x: (dx * cosine + dy * sine) / cellPx + columns / 2 - 0.5, y: (dy * cosine - dx * sine) / cellPx + rows / 2 - 0.5 };
      spread(all, { columns, rows }, place);
      if (strokes[at] === 1) spread(sums, { columns, rows }, place);
    }
  }
  eraseSolid(sums, { columns, rows, ink: all }, solidShare * cellPx * cellPx);
  return { columns, rows, cells: levelsOf(sums, fullShare * cellPx * cellPx) };
}

/** A photograph is a cloud of specks, another one in each scan: within a square that is half full of ink nothing is written. */
function eraseSolid(sums: Float64Array, { columns, rows, ink }: Size & { readonly ink: Float64Array }, full: number): void {
  for (let y = solidReach; y < rows - solidReach; y++) {
    for (let x = solidReach, at = y * columns + x; x < columns - solidReach; x++, at++) {
      if ((ink[at] ?? 0) < full || sumAround(ink, { columns, at, reach: solidReach }) < (2 * solidReach + 1) ** 2 * full) continue;
      for (const middle of [at - columns, at, at + columns]) for (let cell = middle - 1; cell <= middle + 1; cell++) if ((ink[cell] ?? 0) >= beside * full) sums[cell] = 0;
    }
  }
}

function sumAround(values: Float64Array, { columns, at, reach }: { readonly columns: number; readonly at: number; readonly reach: number }): number {
  let sum = 0;
  for (let down = -reach; down <= reach; down++) for (let cell = at + down * columns - reach; cell <= at + down * columns + reach; cell++) sum += values[cell] ?? 0;
  return sum;
}

/** The root keeps bold titles from outweighing the writing. */
function levelsOf(sums: Float64Array, full: number): Uint8Array {
  const cells = new Uint8Array(sums.length);
  for (let cell = 0; cell < cells.length; cell++) cells[cell] = Math.round(Math.sqrt(Math.min(1, (sums[cell] ?? 0) / full)) * (levels - 1));
  return cells;
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
  for (let y = 0, at = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let run = 0; at < end; at++) {
      run = mask[at] === 1 ? run + 1 : 0;
      if (run <= longest) continue;
      for (; at + 1 < end && mask[at + 1] === 1; at++) run++;
      strokes.fill(0, at + 1 - run, at + 1);
    }
  }
  eraseColumns(strokes, { mask, width, height }, longest);
  return strokes;
}

/** A run down that is longer crosses one of these rows, `longest + 1` apart: only there is looked for it. */
function eraseColumns(strokes: Uint8Array, { mask, width, height }: Pick<Ink, 'mask' | 'width' | 'height'>, longest: number): void {
  const apart = (longest + 1) * width;
  for (let y = longest; y < height; y += longest + 1) {
    for (let at = y * width, end = at + width; at < end; at++) {
      if (mask[at] !== 1) continue;
      let top = at;
      while (top >= width && at - top < apart && mask[top - width] === 1) top -= width;
      // It crosses the row before as well, and was looked at there.
      if (at - top >= apart) continue;
      let bottom = at;
      while (mask[bottom + width] === 1) bottom += width;
      if (bottom - top >= longest * width) eraseRun(strokes, { top, bottom, width });
    }
  }
}

function eraseRun(strokes: Uint8Array, { top, bottom, width }: { readonly top: number; readonly bottom: number; readonly width: number }): void {
  for (let at = top; at <= bottom; at += width) strokes[at] = 0;
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
  const turned = new Uint8Array(cells.length);
  for (let at = 0; at < turned.length; at++) turned[at] = cells[from[turn](at % size.columns, Math.floor(at / size.columns))] ?? 0;
  return { ...size, cells: turned };
}
