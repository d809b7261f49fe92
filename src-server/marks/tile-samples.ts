import { sampleField, type Field } from './field.ts';
import { createPlane, transformPlane, type Plane } from './fourier.ts';
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

/** How many samples showed something. */
function sampleTile(residual: Field, [a, b, c, d, e, f, g, h]: Placement, { x: column, y: row, values }: TileSample): number {
  let filled = 0;
  for (let y = 0; y < sampleSize; y++) {
    const v = row + y / sampleSize;
    for (let x = 0; x < sampleSize; x++) {
      const u = column + x / sampleSize;
      const depth = g * u + h * v + 1;
      const value = sampleField(residual, (a * u + b * v + c) / depth, (d * u + e * v + f) / depth);
      if (value === 0) continue;
      values[y * sampleSize + x] = value;
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

export function spectrumOf(values: Float32Array): Plane {
  const plane = createPlane(sampleSize);
  plane.re.set(values);
  transformPlane(plane, 'forward');
  return plane;
}
