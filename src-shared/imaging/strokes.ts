import type { Ink } from './ink.ts';
import type { GreyRaster } from './raster.ts';

/** Rows that are looked at; edges are alike all over a page. */
const rowStep = 4;
/** An edge rises within so many pixels, or it is none. */
const reachPx = 4;
const minEdges = 60;
/** A step of one pixel that carries this share of the whole rise is as sharp as an averaged pixel can be. */
const sharpest = 0.75;
/** What a completely washed-out edge still has: a rise spread evenly. */
const softest = 0.25;

/**
 * Sharpness of strokes: at the outline of ink, the share of the rise from ink to paper that happens between two neighbouring
 * pixels. Independent of how dark the ink is. Null when there are too few outlines.
 */
export function strokeSharpness(grey: GreyRaster, { mask, width, height, threshold }: Ink): number | null {
  const shares = new Uint32Array(101);
  let count = 0;
  for (let y = 2; y < height - 2; y += rowStep) {
    for (let x = reachPx; x < width - reachPx; x++) {
      const at = y * width + x;
      if (mask[at] === mask[at + 1]) continue;
      const share = stepShare(grey.data, at, threshold);
      if (share === null) continue;
      const bin = Math.round(share * 100);
      shares[bin] = (shares[bin] ?? 0) + 1;
      count++;
    }
  }
  if (count < minEdges) return null;
  // The sharper half: rounded and slanting outlines are crossed at an angle and look softer than they are.
  let above = 0;
  for (let bin = 100; bin > 0; bin--) {
    above += shares[bin] ?? 0;
    if (above >= 0.3 * count) return Math.max(0, Math.min(1, (bin / 100 - softest) / (sharpest - softest)));
  }
  return 0;
}

/** Greatest step among the pixels around an outline against the whole rise there. */
function stepShare(data: Uint8Array, at: number, threshold: number): number | null {
  let [lowest, highest, steepest] = [255, 0, 0];
  for (let offset = -reachPx + 1; offset <= reachPx; offset++) {
    const level = data[at + offset] ?? 0;
    if (level < lowest) lowest = level;
    if (level > highest) highest = level;
    const step = Math.abs(level - (data[at + offset - 1] ?? 0));
    if (step > steepest) steepest = step;
  }
  const rise = highest - lowest;
  return rise < 1.6 * threshold ? null : Math.min(1, steepest / rise);
}
