import { blurField, type Field } from './field.ts';
import { createPlane, transformToTransposed } from './fourier.ts';

/** How alike a field is to itself when it is moved; `values[y * size + x]`, with distances beyond half the size negative. */
export type Autocorrelation = { readonly size: number; readonly values: Float64Array; readonly deviation: number };

/** A power of two: `whole` holds a picture of the reading size, `middle` the part of it that a slanting camera bends least. */
export const autocorrelationSize = { whole: 2048, middle: 1024 } as const;
/** Cycles a pixel that a mark can have in a picture of this size. */
const band = { lowest: 0.012, highest: 0.3, leastFromAxis: 0.004 } as const;
const whiteningRadius = 6;
/** Single lines of the spectrum (halftones, screens) do not outweigh the rest. */
const largestPower = 4;

/** Of the middle of the field; the spectrum is made flat first, so that the mark's many waves count and not the few of writing. */
export function correlateWithItself({ width, height, values }: Field, size: number): Autocorrelation {
  const plane = createPlane(size);
  const [across, down] = [Math.min(width, size), Math.min(height, size)];
  const [left, top] = [(width - across) >> 1, (height - down) >> 1];
  for (let y = 0; y < down; y++) {
    const from = (y + top) * width + left;
    plane.re.set(values.subarray(from, from + across), y * size);
  }
  transformToTransposed(plane, 'forward');
  plane.re.set(whiten(plane.re, plane.im, size));
  plane.im.fill(0);
  transformToTransposed(plane, 'inverse');
  return { size, values: plane.re, deviation: deviationOf(plane.re) };
}

/** Each frequency against its surroundings, within the band; its mean is taken away. */
function whiten(re: Float64Array, im: Float64Array, size: number): Float32Array {
  const power: Field = { width: size, height: size, values: powerOf(re, im) };
  const { values: around } = blurField(power, whiteningRadius);
  const flat = power.values;
  for (let y = 0; y < size; y++) {
    const down = Math.abs(y < size / 2 ? y : y - size) / size;
    for (let x = 0; x < size; x++) {
      const index = y * size + x;
      flat[index] = isInBand(Math.abs(x < size / 2 ? x : x - size) / size, down) ? Math.min(largestPower, (flat[index] ?? 0) / ((around[index] ?? 0) + 1e-9)) : 0;
    }
  }
  takeMeanAway(flat);
  return flat;
}

/** Of what lies within the band; the rest stays nothing. */
function takeMeanAway(values: Float32Array): void {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    if (value > 0) count++;
  }
  const mean = sum / Math.max(1, count);
  for (let index = 0; index < values.length; index++) if ((values[index] ?? 0) > 0) values[index] = (values[index] ?? 0) - mean;
}

function powerOf(re: Float64Array, im: Float64Array): Float32Array {
  const power = new Float32Array(re.length);
  for (let index = 0; index < power.length; index++) {
    const [a, b] = [re[index] ?? 0, im[index] ?? 0];
    power[index] = a * a + b * b;
  }
  return power;
}

/** Cycles a pixel across and down, without sign. */
function isInBand(across: number, down: number): boolean {
  if (across < band.leastFromAxis || down < band.leastFromAxis) return false;
  const square = across * across + down * down;
  return square >= band.lowest * band.lowest && square <= band.highest * band.highest;
}

function deviationOf(values: Float64Array): number {
  const stride = 7;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let index = 0; index < values.length; index += stride) {
    const value = values[index] ?? 0;
    sum += value;
    squares += value * value;
    count++;
  }
  return Math.sqrt(squares / count - (sum / count) ** 2) || 1;
}

export type Point = { readonly x: number; readonly y: number };
export type Peak = Point & { readonly height: number };

const heightAt = ({ size, values }: Autocorrelation, x: number, y: number): number => values[((y + size) % size) * size + ((x + size) % size)] ?? 0;

/** The highest place within two pixels, with fractions; its height in standard deviations. */
export function refinePeak(correlation: Autocorrelation, { x, y }: Point): Peak {
  let [bestX, bestY, best] = [Math.round(x), Math.round(y), -Infinity];
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const value = heightAt(correlation, Math.round(x) + dx, Math.round(y) + dy);
      if (value > best) [bestX, bestY, best] = [Math.round(x) + dx, Math.round(y) + dy, value];
    }
  }
  const along = (dx: number, dy: number): number => summit(heightAt(correlation, bestX - dx, bestY - dy), best, heightAt(correlation, bestX + dx, bestY + dy));
  return { x: bestX + along(1, 0), y: bestY + along(0, 1), height: best / correlation.deviation };
}

/** Of a parabola through three neighbours, from the middle one. */
export function summit(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
}

/** Peaks higher than all around them, in the upper half-plane (the lower is its mirror), highest first. */
export function findPeaks(correlation: Autocorrelation, { least, nearest, farthest }: { readonly least: number; readonly nearest: number; readonly farthest: number }): readonly Peak[] {
  const peaks: Peak[] = [];
  for (let y = 0; y <= farthest; y++) {
    for (let x = y === 0 ? 1 : -farthest; x <= farthest; x++) {
      const height = heightAt(correlation, x, y);
      if (height < least * correlation.deviation) continue;
      const distance = Math.hypot(x, y);
      if (distance >= nearest && distance <= farthest && isHighest(correlation, { x, y }, height)) peaks.push({ x, y, height });
    }
  }
  return peaks.toSorted((a, b) => b.height - a.height);
}

function isHighest(correlation: Autocorrelation, { x, y }: Point, height: number): boolean {
  for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) if (heightAt(correlation, x + dx, y + dy) > height) return false;
  return true;
}
