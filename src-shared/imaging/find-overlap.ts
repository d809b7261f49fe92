import type { JoinSide, PageJoin } from '../domain/page-recipe.ts';
import type { GreyRaster } from './raster.ts';

export type Overlap = Pick<PageJoin, 'overlap' | 'shift'>;

/** Shares of the second scan: less is no overlap but chance, more would be the same page twice. */
const share = { least: 0.03, most: 0.6 } as const;
/** How far the second may lie off, in shares of its length along the seam. */
const mostShift = 0.08;
/** Coarse enough to try every place. */
const coarsePx = 150;
/** Of 1: the same paper seen twice. What only looks alike (lines of writing, an empty margin) stays far below. */
const leastLikeness = 0.75;
/** Empty paper is like empty paper: nothing is told by it. */
const leastContrast = 9;

/** Each raster at a size: the nearest to this many pixels along the longer edge. */
export type Pyramid = readonly GreyRaster[];

/**
 * What two scans of one sheet both show: tried at every place in small pictures, then made exact in larger ones. Without a part that is
 * surely the same on both they lie edge to edge. In pixels of the last, largest picture of each.
 */
export function findOverlap(side: JoinSide, ones: Pyramid, others: Pyramid): Overlap {
  let found: Overlap | undefined;
  let scale = 0;
  for (const [level, given] of ones.entries()) {
    const other = others[level];
    if (!other) continue;
    const pair = side === 'right' ? { one: given, other } : { one: transpose(given), other: transpose(other) };
    const growth = scale === 0 ? 1 : given.width / scale;
    scale = given.width;
    found = best(pair, found ? around(found, growth) : everywhere(pair));
    if (!found) return { overlap: 0, shift: 0 };
  }
  return found ?? { overlap: 0, shift: 0 };
}

/** Sizes at which is looked, up to the scan itself: steps of four, so that a pixel of one is a handful of the next. */
export function levelsFor(longEdgePx: number): readonly number[] {
  const levels: number[] = [];
  for (let size = Math.min(coarsePx, longEdgePx); size < longEdgePx; size = Math.min(size * 4, longEdgePx)) levels.push(size);
  return [...levels, longEdgePx];
}

type Pair = { readonly one: GreyRaster; readonly other: GreyRaster };
type Range = { readonly overlaps: readonly [number, number]; readonly shifts: readonly [number, number] };

function everywhere({ one, other }: Pair): Range {
  const width = Math.min(one.width, other.width);
  const shift = Math.round(Math.min(one.height, other.height) * mostShift);
  return { overlaps: [Math.max(3, Math.ceil(width * share.least)), Math.floor(width * share.most)], shifts: [-shift, shift] };
}

function around({ overlap, shift }: Overlap, growth: number): Range {
  const [nearOverlap, nearShift, slack] = [Math.round(overlap * growth), Math.round(shift * growth), Math.ceil(growth) + 1];
  return { overlaps: [Math.max(1, nearOverlap - slack), nearOverlap + slack], shifts: [nearShift - slack, nearShift + slack] };
}

function best(pair: Pair, { overlaps, shifts }: Range): Overlap | undefined {
  let found: (Overlap & { readonly likeness: number }) | undefined;
  for (let overlap = overlaps[0]; overlap <= overlaps[1]; overlap++) {
    for (let shift = shifts[0]; shift <= shifts[1]; shift++) {
      const likeness = likenessAt(pair, { overlap, shift });
      if (likeness >= leastLikeness && likeness > (found?.likeness ?? 0)) found = { overlap, shift, likeness };
    }
  }
  return found && { overlap: found.overlap, shift: found.shift };
}

/** Pixels that are compared at one place, at most: of large pictures every so many lines. */
const mostCompared = 60_000;

/** Correlation of what both would show; 0 where there is too little to tell. Loops: run at thousands of places. */
function likenessAt({ one, other }: Pair, { overlap, shift }: Overlap): number {
  const [top, bottom] = [Math.max(0, shift), Math.min(one.height, other.height + shift)];
  const [x0, width] = [one.width - overlap, Math.min(overlap, other.width)];
  if (x0 < 0 || bottom - top < one.height / 2) return 0;
  const step = Math.max(1, Math.ceil(((bottom - top) * width) / mostCompared));
  let [n, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y += step) {
    const [rowA, rowB] = [y * one.width + x0, (y - shift) * other.width];
    for (let x = 0; x < width; x++) {
      const a = one.data[rowA + x] ?? 0;
      const b = other.data[rowB + x] ?? 0;
      n += 1;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const [spreadA, spreadB] = [n * sumAA - sumA * sumA, n * sumBB - sumB * sumB];
  const least = (leastContrast * n) ** 2;
  return spreadA < least || spreadB < least ? 0 : (n * sumAB - sumA * sumB) / Math.sqrt(spreadA * spreadB);
}

function transpose({ data, width, height }: GreyRaster): GreyRaster {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = data[y * width + x] ?? 0;
  return { data: turned, width: height, height: width };
}
