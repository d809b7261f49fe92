import { blurField, cropField, emptyField, type Field } from './field.ts';
import { addWaves, transformField, type HalfSpectrum } from './half-spectrum.ts';

/**
 * How alike a field is to itself when it is moved down by `y` and across by `x`: `values[y * size + x]`, with distances across beyond half the
 * size negative, and down to half the size only: up is the same.
 */
export type Autocorrelation = { readonly size: number; readonly values: Float32Array; readonly deviation: number };

/** A power of two: `whole` holds a picture of the reading size, `middle` the part of it that a slanting camera bends least. */
export const autocorrelationSize = { whole: 2048, middle: 1024 } as const;
/** Cycles a pixel that a mark can have in a picture of this size. */
const band = { lowest: 0.012, highest: 0.3, leastFromAxis: 0.004 } as const;
const whiteningRadius = 6;
/** Single lines of the spectrum (halftones, screens) do not outweigh the rest. */
const largestPower = 4;

/** Of the middle of the field; the spectrum is made flat first, so that the mark's many waves count and not the few of writing. */
export function correlateWithItself(field: Field, size: number): Autocorrelation {
  const [width, height] = [Math.min(field.width, size), Math.min(field.height, size)];
  const middle = cropField(field, { x: (field.width - width) >> 1, y: (field.height - height) >> 1, width, height });
  const spectrum = transformField(middle, size, Math.ceil(size * band.highest) + whiteningRadius + 1);
  whiten(spectrum);
  const values = addWaves(spectrum, { first: 0, count: size / 2 });
  return { size, values, deviation: deviationOf(values) };
}

/** Each frequency against its surroundings, within the band; their mean is taken away. */
function whiten({ size, columns, stride, re, im }: HalfSpectrum): void {
  const power = powerOf({ size, columns, stride, re, im });
  const { values: around } = blurField(power, whiteningRadius);
  const flat = power.values;
  for (let u = 0; u < columns; u++) {
    for (let v = 0; v < size; v++) {
      const index = u * size + v;
      flat[index] = isInBand(u / size, Math.abs(v < size / 2 ? v : v - size) / size) ? Math.min(largestPower, (flat[index] ?? 0) / ((around[index] ?? 0) + 1e-9)) : 0;
    }
  }
  takeMeanAway(flat);
  for (let u = 0; u < columns; u++) re.set(flat.subarray(u * size, (u + 1) * size), u * stride);
  im.fill(0);
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

function powerOf({ size, columns, stride, re, im }: HalfSpectrum): Field {
  const power = emptyField(size, columns);
  for (let u = 0; u < columns; u++) {
    for (let v = 0; v < size; v++) {
      const a = re[u * stride + v] ?? 0;
      const b = im[u * stride + v] ?? 0;
      power.values[u * size + v] = a * a + b * b;
    }
  }
  return power;
}

/** Cycles a pixel across and down, without sign. */
function isInBand(across: number, down: number): boolean {
  if (across < band.leastFromAxis || down < band.leastFromAxis) return false;
  const square = across * across + down * down;
  return square >= band.lowest * band.lowest && square <= band.highest * band.highest;
}

function deviationOf(values: Float32Array): number {
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

function heightAt({ size, values }: Autocorrelation, x: number, y: number): number {
  return (y < 0 ? values[-y * size + ((size - x) % size)] : values[y * size + ((x + size) % size)]) ?? 0;
}

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
