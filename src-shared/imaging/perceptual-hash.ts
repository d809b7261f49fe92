import type { Ink } from './ink.ts';
import { pixelsPerMm } from './raster.ts';

const [columns, rows] = [30, 42];
/** Cells of the grid are so wide on A4: finer ones tell fillings apart, coarser ones forgive a crooked second scan. */
const cellMm = 7;
const bits = 64;
/** The neighbourhood whose mean is taken off, in cells to each side: what all pages of one form share are its large patterns. */
const surround = 2;

/**
 * 64 bits of how ink is spread over the page, laid straight and centred on its own centre of gravity, so that a second scan
 * of the same sheet agrees although it lies a little otherwise. Each bit says on which side of a fixed random plane the page
 * lies: the share of differing bits is the angle between two pages. A hash over brightness (aHash, pHash) is the same for
 * all fillings of one printed form.
 */
export function perceptualHash(ink: Ink, skewDegrees: number): string {
  const grid = detailOf(inkGrid(ink, skewDegrees));
  let hash = '';
  for (let bit = 0; bit < bits; bit += 4) {
    let digit = 0;
    for (let lane = 0; lane < 4; lane++) digit = digit * 2 + (sideOf(grid, bit + lane) ? 1 : 0);
    hash += digit.toString(16);
  }
  return hash;
}

type Clump = { readonly x: number; readonly y: number; readonly ink: number };

/** Ink gathered in squares of so many pixels: a tenth of a cell. */
const clumpPx = 4;

function clumpsOf({ mask, width, height }: Ink): Clump[] {
  const perRow = Math.ceil(width / clumpPx);
  const counts = new Uint8Array(perRow);
  const clumps: Clump[] = [];
  for (let top = 0; top < height; top += clumpPx) {
    counts.fill(0);
    for (let y = top; y < Math.min(height, top + clumpPx); y++) {
      for (let x = 0, at = y * width; x < width; x++, at++) if (mask[at] === 1) counts[x >> 2] = (counts[x >> 2] ?? 0) + 1;
    }
    for (let column = 0; column < perRow; column++) {
      const ink = counts[column] ?? 0;
      if (ink > 0) clumps.push({ x: column * clumpPx, y: top, ink });
    }
  }
  return clumps;
}

/** Ink of each cell; each clump is shared between the four nearest. */
function inkGrid(ink: Ink, skewDegrees: number): Float64Array {
  const clumps = clumpsOf(ink);
  const cell = cellMm * pixelsPerMm(ink);
  const sine = Math.sin((skewDegrees * Math.PI) / 180);
  const cosine = Math.cos((skewDegrees * Math.PI) / 180);
  const all = Math.max(1, clumps.reduce((sum, clump) => sum + clump.ink, 0));
  const middleX = clumps.reduce((sum, clump) => sum + clump.x * clump.ink, 0) / all;
  const middleY = clumps.reduce((sum, clump) => sum + clump.y * clump.ink, 0) / all;
  const grid = new Float64Array(columns * rows);
  for (const clump of clumps) {
    const dx = clump.x - middleX;
    const dy = clump.y - middleY;
    splat(grid, { x: (dx * cosine + dy * sine) / cell + columns / 2, y: (dy * cosine - dx * sine) / cell + rows / 2, ink: clump.ink });
  }
  return grid;
}

function splat(grid: Float64Array, { x, y, ink }: Clump): void {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const right = x - column;
  const lower = y - row;
  add(grid, { column, row }, ink * (1 - right) * (1 - lower));
  add(grid, { column: column + 1, row }, ink * right * (1 - lower));
  add(grid, { column, row: row + 1 }, ink * (1 - right) * lower);
  add(grid, { column: column + 1, row: row + 1 }, ink * right * lower);
}

function add(grid: Float64Array, { column, row }: { readonly column: number; readonly row: number }, ink: number): void {
  if (column < 0 || row < 0 || column >= columns || row >= rows) return;
  const at = row * columns + column;
  grid[at] = (grid[at] ?? 0) + ink;
}

/** What each cell has more than its surroundings; the root keeps a photograph from outweighing the writing. */
function detailOf(grid: Float64Array): Float64Array {
  const roots = grid.map(Math.sqrt);
  return roots.map((value, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, row - surround); y <= Math.min(rows - 1, row + surround); y++) {
      for (let x = Math.max(0, column - surround); x <= Math.min(columns - 1, column + surround); x++, count++) sum += roots[y * columns + x] ?? 0;
    }
    return value - sum / count;
  });
}

function sideOf(grid: Float64Array, bit: number): boolean {
  let sum = 0;
  for (let cell = 0; cell < grid.length; cell++) sum += (planes[bit * grid.length + cell] ?? 0) * (grid[cell] ?? 0);
  return sum >= 0;
}

/** The same throw for ever: stored hashes must stay comparable (finaliser of MurmurHash3). */
function coin(index: number): boolean {
  let mixed = index + 0x9e3779b9;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) & 1) === 1;
}

/** How many of the 64 bits differ. */
export function hashDistance(one: string, other: string): number {
  let distance = 0;
  for (let digit = 0; digit < one.length; digit++) {
    let differing = parseInt(one[digit] ?? '0', 16) ^ parseInt(other[digit] ?? '0', 16);
    for (; differing > 0; differing &= differing - 1) distance++;
  }
  return distance;
}

/** One sign for each bit and cell. */
const planes = Int8Array.from({ length: bits * columns * rows }, (_, index) => (coin(index) ? 1 : -1));
