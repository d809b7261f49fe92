import type { Field } from './field.ts';
import { transformField, type HalfSpectrum } from './half-spectrum.ts';
import { waveColumns } from './mark-key.ts';
import { locate, locateBack, type Placement } from './placement.ts';
import type { Point } from './autocorrelation.ts';

/** Samples along a tile's edge when it is read: enough for its shortest waves. */
export const sampleSize = 256;
/** A tile of which less is on the picture, or free of ink, tells nothing. */
const leastFilled = 0.15;
/** More tiles than any page has come from a placement that is none. */
const mostTiles = 400;

/** One tile as the picture shows it, in its own upright coordinates. */
export type TileSample = Point & { readonly values: Float32Array };

/** All tiles of the picture, or the `most` in its middle. */
export function sampleTiles(residual: Field, placement: Placement, most = mostTiles): readonly TileSample[] {
  return tilesOn(residual, placement).toSorted((a, b) => farness(a) - farness(b)).slice(0, most).flatMap(({ x, y }) => {
    const values = new Float32Array(sampleSize * sampleSize);
    return sampleTile(residual, placement, { x, y, values }) >= leastFilled * values.length ? [{ x, y, values }] : [];
  });
}

/** Of a placement that counts from the middle. */
const farness = ({ x, y }: Point): number => Math.max(Math.abs(x + 0.5), Math.abs(y + 0.5));

function tilesOn({ width, height }: Field, placement: Placement): readonly Point[] {
  const corners = [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: 0, y: height }, { x: width, y: height }].map(corner => locateBack(placement, corner));
  const [left, right] = [Math.floor(Math.min(...corners.map(({ x }) => x))), Math.ceil(Math.max(...corners.map(({ x }) => x)))];
  const [top, bottom] = [Math.floor(Math.min(...corners.map(({ y }) => y))), Math.ceil(Math.max(...corners.map(({ y }) => y)))];
  if (!((right - left) * (bottom - top) <= mostTiles)) return [];
  const tiles: Point[] = [];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const middle = locate(placement, { x: x + 0.5, y: y + 0.5 });
      if (middle.x > -width * 0.1 && middle.y > -height * 0.1 && middle.x < width * 1.1 && middle.y < height * 1.1) tiles.push({ x, y });
    }
  }
  return tiles;
}

const levelAt = (pixels: Float32Array, index: number): number => pixels[index] ?? 0;

/** Between four pixels each; how many samples showed something. Numbers one by one: a search takes thirty million samples. */
function sampleTile({ width, height, values: pixels }: Field, [a, b, c, d, e, f, g, h]: Placement, { x: column, y: row, values }: TileSample): number {
  let filled = 0;
  for (let line = 0, index = 0; line < sampleSize; line++) {
    const v = row + line / sampleSize;
    for (let place = 0; place < sampleSize; place++, index++) {
      const u = column + place / sampleSize;
      const depth = g * u + h * v + 1;
      const x = (a * u + b * v + c) / depth;
      const y = (d * u + e * v + f) / depth;
      if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) continue;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const across = x - left;
      const at = top * width + left;
      const upper = levelAt(pixels, at) * (1 - across) + levelAt(pixels, at + 1) * across;
      const lower = levelAt(pixels, at + width) * (1 - across) + levelAt(pixels, at + width + 1) * across;
      const value = upper * (1 - y + top) + lower * (y - top);
      if (value === 0) continue;
      values[index] = value;
      filled++;
    }
  }
  return filled;
}

/** All tiles on top of each other: the page averages out, the mark adds up. */
export function foldTiles(tiles: readonly TileSample[]): Float32Array {
  const folded = new Float32Array(sampleSize * sampleSize);
  for (const { values } of tiles) for (let index = 0; index < folded.length; index++) folded[index] = (folded[index] ?? 0) + (values[index] ?? 0);
  return folded;
}

export function spectrumOf(values: Float32Array): HalfSpectrum {
  return transformField({ width: sampleSize, height: sampleSize, values }, sampleSize, waveColumns);
}
