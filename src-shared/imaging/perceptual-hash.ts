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

/** Ink of each cell; every second pixel is enough. Each pixel is shared between the four nearest cells. */
function inkGrid(ink: Ink, skewDegrees: number): Float64Array {
  const { mask, width, height } = ink;
  const cell = cellMm * pixelsPerMm(ink);
  const [sine, cosine] = [Math.sin((skewDegrees * Math.PI) / 180), Math.cos((skewDegrees * Math.PI) / 180)];
  const { x: middleX, y: middleY } = centreOf(ink);
  const grid = new Float64Array(columns * rows);
  for (let y = 0; y < height; y += 2) {
    for (let at = mask.indexOf(1, y * width); at !== -1 && at < (y + 1) * width; at = mask.indexOf(1, at + 2)) {
      const [dx, dy] = [at - y * width - middleX, y - middleY];
      splat(grid, (dx * cosine + dy * sine) / cell + columns / 2, (dy * cosine - dx * sine) / cell + rows / 2);
    }
  }
  return grid;
}

function centreOf({ mask, width, height }: Ink): { readonly x: number; readonly y: number } {
  let [sumX, sumY, count] = [0, 0, 0];
  for (let y = 0; y < height; y += 2) {
    for (let at = mask.indexOf(1, y * width); at !== -1 && at < (y + 1) * width; at = mask.indexOf(1, at + 1)) {
      sumX += at - y * width;
      sumY += y;
      count++;
    }
  }
  return count === 0 ? { x: width / 2, y: height / 2 } : { x: sumX / count, y: sumY / count };
}

function splat(grid: Float64Array, x: number, y: number): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, lower] = [x - column, y - row];
  for (const [stepX, shareX] of [[0, 1 - right], [1, right]] as const) {
    for (const [stepY, shareY] of [[0, 1 - lower], [1, lower]] as const) {
      const [atX, atY] = [column + stepX, row + stepY];
      if (atX < 0 || atY < 0 || atX >= columns || atY >= rows) continue;
      grid[atY * columns + atX] = (grid[atY * columns + atX] ?? 0) + shareX * shareY;
    }
  }
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
  for (let cell = 0; cell < grid.length; cell++) sum += coin(bit * grid.length + cell) ? (grid[cell] ?? 0) : -(grid[cell] ?? 0);
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
