import type { Field } from './field.ts';
import { createLine, transformLine, type Line } from './fourier.ts';

/**
 * The waves of a square of real numbers: their other half says the same once more, and waves too short to matter are left out. That of `u`
 * cycles across and `v` down (from the other end where negative) stands at `u * stride + v`.
 */
export type HalfSpectrum = { readonly size: number; readonly columns: number; readonly stride: number; readonly re: Float32Array; readonly im: Float32Array };

/** Rows that begin a power of two apart would push each other out of the cache. */
const padding = 8;

/** A square of `size` × `size`, a power of two; of waves of fewer than `columns` cycles across. */
export function createHalfSpectrum(size: number, columns: number): HalfSpectrum {
  const stride = size + padding;
  return { size, columns, stride, re: new Float32Array(columns * stride), im: new Float32Array(columns * stride) };
}

/** Of a field in the upper left corner of the square; the rest of it is empty. */
export function transformField({ width, height, values }: Field, size: number, columns: number): HalfSpectrum {
  const spectrum = createHalfSpectrum(size, columns);
  const line = createLine(size);
  // Two rows at a time, one as the imaginary part of the other.
  for (let y = 0; y < height; y += 2) {
    placeRow(line.re, values.subarray(y * width, (y + 1) * width));
    placeRow(line.im, values.subarray((y + 1) * width, (y + 2) * width));
    transformLine(line, 'forward');
    keepTwoRows(spectrum, line, y);
  }
  for (let u = 0; u < columns; u++) transformColumn(spectrum, line, { u, direction: 'forward' });
  return spectrum;
}

function placeRow(to: Float64Array, row: Float32Array): void {
  to.set(row);
  to.fill(0, row.length);
}

function keepTwoRows({ size, columns, stride, re, im }: HalfSpectrum, line: Line, y: number): void {
  for (let u = 0; u < columns; u++) {
    const mirrored = (size - u) % size;
    const a = line.re[u] ?? 0;
    const b = line.im[u] ?? 0;
    const c = line.re[mirrored] ?? 0;
    const d = line.im[mirrored] ?? 0;
    const at = u * stride + y;
    re[at] = (a + c) / 2;
    im[at] = (b - d) / 2;
    re[at + 1] = (b + d) / 2;
    im[at + 1] = (c - a) / 2;
  }
}

function transformColumn({ size, stride, re, im }: HalfSpectrum, line: Line, { u, direction }: { readonly u: number; readonly direction: 'forward' | 'inverse' }): void {
  const start = u * stride;
  line.re.set(re.subarray(start, start + size));
  line.im.set(im.subarray(start, start + size));
  transformLine(line, direction);
  re.set(line.re, start);
  im.set(line.im, start);
}

/** `first` is counted from the top and may lie beyond an edge: the square goes on and on. `count` is even. */
export type Rows = { readonly first: number; readonly count: number };

/** What the waves add up to, `size` numbers a row; twice as much as a full spectrum would. Leaves nothing of the spectrum. */
export function addWaves(spectrum: HalfSpectrum, { first, count }: Rows): Float32Array {
  const { size, columns } = spectrum;
  const line = createLine(size);
  for (let u = 0; u < columns; u++) {
    if (!isEmptyColumn(spectrum, u)) transformColumn(spectrum, line, { u, direction: 'inverse' });
  }
  const rows = new Float32Array(count * size);
  for (let row = 0; row < count; row += 2) {
    placeTwoRows(spectrum, line, { upper: mod(first + row, size), lower: mod(first + row + 1, size) });
    transformLine(line, 'inverse');
    rows.set(line.re, row * size);
    rows.set(line.im, (row + 1) * size);
  }
  return rows;
}

function placeTwoRows({ size, columns, stride, re, im }: HalfSpectrum, line: Line, { upper, lower }: { readonly upper: number; readonly lower: number }): void {
  line.re.fill(0);
  line.im.fill(0);
  for (let u = 0; u < columns; u++) {
    const a = re[u * stride + upper] ?? 0;
    const b = im[u * stride + upper] ?? 0;
    const c = re[u * stride + lower] ?? 0;
    const d = im[u * stride + lower] ?? 0;
    const mirrored = (size - u) % size;
    line.re[u] = a - d;
    line.im[u] = b + c;
    // The first column is its own other half, of which only what is real is left.
    line.re[mirrored] = u === 0 ? a : a + d;
    line.im[mirrored] = u === 0 ? c : c - b;
  }
}

const mod = (value: number, size: number): number => ((value % size) + size) % size;

function isEmptyColumn({ size, stride, re, im }: HalfSpectrum, u: number): boolean {
  for (let at = u * stride; at < u * stride + size; at++) if (re[at] !== 0 || im[at] !== 0) return false;
  return true;
}
