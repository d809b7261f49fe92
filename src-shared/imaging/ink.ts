import { quantileOf, sumOf, type Histogram } from './paper.ts';
import { pixelsPerMm, type GreyRaster } from './raster.ts';

/** What is written or printed, apart from the paper and its stains. */
export type Ink = {
  /** 1 where there is ink, 0 where there is none. */
  readonly mask: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly share: number;
  /** How much darker than the paper around it a pixel had to be. */
  readonly threshold: number;
  /** By how much the core of the strokes is darker than the paper around them, 0 to 255. */
  readonly depth: number;
};

const tileMm = 5;
/** For a distribution some of the rows are enough. */
const depthRowStep = 3;
/** Ink is darker than its paper by this share of the darkest that the page has. */
const depthShare = 0.42;
/** Grain of paper and sensor stays below. */
const minDepth = 16;
const maxDepthShare = 0.3;
/** Of all pixels so many are the darkest ink of even a single line. */
const darkestShare = 0.0008;
/** Of the ink so much is darker than its outlines: the core of the strokes. */
const coreShare = 0.75;

/** `grey` without its border. */
export function findInk(grey: GreyRaster, paper: number): Ink {
  const tiles = tilesOf(grey, paper);
  const depths = new Uint32Array(256);
  for (const tile of tiles) addDepths(grey, tile, depths);
  // What is no darker than its background was not counted.
  depths[0] = Math.max(0, Math.ceil(grey.data.length / depthRowStep) - sumOf(depths, 1, 255));
  const deepest = quantileOf(depths, 1 - darkestShare);
  const threshold = Math.round(Math.max(minDepth, Math.min(depthShare * deepest, maxDepthShare * paper)));
  const mask = new Uint8Array(grey.data.length);
  let count = 0;
  for (const tile of tiles) count += markInk(grey, tile, { mask, threshold });
  depths.fill(0, 0, Math.ceil(threshold));
  return { mask, width: grey.width, height: grey.height, share: count / Math.max(1, mask.length), threshold, depth: count === 0 ? 0 : quantileOf(depths, coreShare) };
}

type Tile = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number; readonly background: number };

function tilesOf(grey: GreyRaster, paper: number): Tile[] {
  const size = Math.max(8, Math.round(tileMm * pixelsPerMm(grey)));
  const tiles: Tile[] = [];
  const counts = new Uint32Array(64);
  for (let top = 0; top < grey.height; top += size) {
    for (let left = 0; left < grey.width; left += size) {
      const tile = { left, top, right: Math.min(grey.width, left + size), bottom: Math.min(grey.height, top + size), background: 0 };
      // Never darker than half the page's paper, as a photo or a black bar is.
      tile.background = Math.round(Math.max(0.55 * paper, brightQuartile(grey, tile, counts)));
      tiles.push(tile);
    }
  }
  return tiles;
}

/** Level of the paper around a place: what the brightest 30 % of its tile reach. Every third row is enough. */
function brightQuartile({ data, width }: GreyRaster, { left, top, right, bottom }: Tile, counts: Uint32Array): number {
  counts.fill(0);
  let all = 0;
  for (let y = top; y < bottom; y += 3) {
    const end = y * width + right;
    for (let at = y * width + left; at < end; at++) {
      const bin = (data[at] ?? 0) >> 2;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    all += right - left;
  }
  let above = 0;
  for (let bin = 63; bin > 0; bin--) {
    above += counts[bin] ?? 0;
    if (above >= 0.3 * all) return bin * 4 + 1;
  }
  return 0;
}

function addDepths({ data, width }: GreyRaster, { left, top, right, bottom, background }: Tile, depths: Histogram): void {
  for (let y = top; y < bottom; y += depthRowStep) {
    const end = y * width + right;
    for (let at = y * width + left; at < end; at++) {
      const depth = background - (data[at] ?? 0);
      if (depth > 0) depths[depth] = (depths[depth] ?? 0) + 1;
    }
  }
}

type Marking = { readonly mask: Uint8Array; readonly threshold: number };

function markInk({ data, width }: GreyRaster, { left, top, right, bottom, background }: Tile, { mask, threshold }: Marking): number {
  const limit = background - threshold;
  let count = 0;
  for (let y = top; y < bottom; y++) {
    const end = y * width + right;
    for (let at = y * width + left; at < end; at++) {
      if ((data[at] ?? 0) >= limit) continue;
      mask[at] = 1;
      count++;
    }
  }
  return count;
}
