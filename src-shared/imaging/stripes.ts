import type { GreyRaster } from './raster.ts';

/** A stripe differs from both sides by this many levels, all the way down. */
const minStep = 5;
const reachPx = 5;
const minRowShare = 0.94;
/** Neighbouring columns are one stripe. */
const joinPx = 4;
const minEdge = 64;
const rowStep = 4;

/** Vertical stripes of one colour from the upper to the lower edge, as dust on the sensor or a broken cell draws; lines of forms end before the edge. */
export function countStripes({ data, width, height }: GreyRaster): number {
  if (width < minEdge || height < minEdge) return 0;
  const darker = new Uint32Array(width);
  const brighter = new Uint32Array(width);
  let rows = 0;
  for (let y = 0; y < height; y += rowStep, rows++) {
    compareRow(data.subarray(y * width, (y + 1) * width), { darker, brighter });
  }
  let [count, last] = [0, -joinPx - 1];
  for (let x = 0; x < width; x++) {
    if (Math.max(darker[x] ?? 0, brighter[x] ?? 0) < minRowShare * rows) continue;
    if (x - last > joinPx) count++;
    last = x;
  }
  return count;
}

type Counts = { readonly darker: Uint32Array; readonly brighter: Uint32Array };

function compareRow(row: Uint8Array, { darker, brighter }: Counts): void {
  for (let x = reachPx; x < row.length - reachPx; x++) {
    const level = row[x] ?? 0;
    const [left, right] = [row[x - reachPx] ?? 0, row[x + reachPx] ?? 0];
    if (level + minStep < Math.min(left, right)) darker[x] = (darker[x] ?? 0) + 1;
    else if (level > Math.max(left, right) + minStep) brighter[x] = (brighter[x] ?? 0) + 1;
  }
}
