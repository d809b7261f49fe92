import type { GreyRaster } from './raster.ts';

/** A stripe differs from both sides by this many levels, all the way down. */
const minStep = 5;
const reachPx = 5;
const minHitShare = 0.93;
/** Only where paper lies on both sides can a stripe be seen; so much of the height must be such, and more of its ends. */
const paperShare = 0.75;
const minSeenShare = 0.25;
const minSeenEndShare = 0.6;
/** Lines of forms stop before the ends. */
const endShare = 0.04;
/** Neighbouring columns are one stripe. */
const joinPx = 4;
const minEdge = 64;
const rowStep = 5;

/** Vertical stripes of one colour from the upper to the lower edge, as dust on the sensor or a broken cell draws. */
export function countStripes({ data, width, height }: GreyRaster, paper: number): number {
  if (width < minEdge || height < minEdge) return 0;
  const [all, ends] = [emptyCounts(width), emptyCounts(width)];
  let [rows, endRows] = [0, 0];
  for (let y = 0; y < height; y += rowStep, rows++) {
    const row = data.subarray(y * width, (y + 1) * width);
    compareRow(row, all, paper * paperShare);
    if (y > endShare * height && y < (1 - endShare) * height) continue;
    compareRow(row, ends, paper * paperShare);
    endRows++;
  }
  let [count, last] = [0, -joinPx - 1];
  for (let x = 0; x < width; x++) {
    if (!isHit(all, x, minSeenShare * rows) || !isHit(ends, x, minSeenEndShare * endRows)) continue;
    if (x - last > joinPx) count++;
    last = x;
  }
  return count;
}

type Counts = { readonly seen: Uint32Array; readonly darker: Uint32Array; readonly brighter: Uint32Array };

const emptyCounts = (width: number): Counts => ({ seen: new Uint32Array(width), darker: new Uint32Array(width), brighter: new Uint32Array(width) });

function isHit({ seen, darker, brighter }: Counts, x: number, minSeen: number): boolean {
  return (seen[x] ?? 0) >= minSeen && Math.max(darker[x] ?? 0, brighter[x] ?? 0) >= minHitShare * (seen[x] ?? 0);
}

function compareRow(row: Uint8Array, { seen, darker, brighter }: Counts, minLevel: number): void {
  for (let x = reachPx; x < row.length - reachPx; x++) {
    const left = row[x - reachPx] ?? 0;
    const right = row[x + reachPx] ?? 0;
    if (left < minLevel || right < minLevel) continue;
    const level = row[x] ?? 0;
    add(seen, x);
    if (level + minStep < Math.min(left, right)) add(darker, x);
    else if (level > Math.max(left, right) + minStep) add(brighter, x);
  }
}

function add(counts: Uint32Array, x: number): void {
  counts[x] = (counts[x] ?? 0) + 1;
}
