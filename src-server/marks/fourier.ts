/** A square of complex numbers, row after row; `size` is a power of two. */
export type Plane = { readonly size: number; readonly re: Float64Array; readonly im: Float64Array };

export function createPlane(size: number): Plane {
  return { size, re: new Float64Array(size * size), im: new Float64Array(size * size) };
}

/** In place. The inverse is divided by the number of cells, so that there and back changes nothing. */
export function transformPlane(plane: Plane, direction: 'forward' | 'inverse'): void {
  transformToTransposed(plane, direction);
  transpose(plane);
}

/** Half the walks over memory for those to whom rows and columns are alike; a second call turns the plane back. */
export function transformToTransposed(plane: Plane, direction: 'forward' | 'inverse'): void {
  transformRows(plane, direction);
  transpose(plane);
  transformRows(plane, direction);
}

type Tables = { readonly cosine: Float64Array; readonly sine: Float64Array; readonly reversed: Uint32Array };

const tablesBySize = new Map<number, Tables>();

function tablesOf(size: number): Tables {
  const known = tablesBySize.get(size);
  if (known) return known;
  const bits = Math.log2(size);
  const half = Array.from({ length: size / 2 }, (_, index) => (2 * Math.PI * index) / size);
  const tables: Tables = {
    cosine: Float64Array.from(half, Math.cos),
    sine: Float64Array.from(half, Math.sin),
    reversed: Uint32Array.from({ length: size }, (_, index) => reverseBits(index, bits)),
  };
  tablesBySize.set(size, tables);
  return tables;
}

function reverseBits(index: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) reversed |= ((index >> bit) & 1) << (bits - 1 - bit);
  return reversed;
}

function transformRows(plane: Plane, direction: 'forward' | 'inverse'): void {
  const { size, re, im } = plane;
  const { cosine, sine, reversed } = tablesOf(size);
  const sign = direction === 'inverse' ? 1 : -1;
  const scale = direction === 'inverse' ? 1 / size : 1;
  // Rows are worked on in a buffer of their own: it stays in the cache, whatever the size of the plane.
  const a = new Float64Array(size);
  const b = new Float64Array(size);
  const directed = sign === 1 ? sine : sine.map(value => -value);
  for (let start = 0; start < size * size; start += size) {
    if (isEmpty(plane, start)) continue;
    for (let x = 0; x < size; x++) {
      const from = start + (reversed[x] ?? 0);
      a[x] = (re[from] ?? 0) * scale;
      b[x] = (im[from] ?? 0) * scale;
    }
    transformLine(a, b, { cosine, sine: directed });
    re.set(a, start);
    im.set(b, start);
  }
}

/** What a picture smaller than the plane leaves free. */
function isEmpty({ size, re, im }: Plane, start: number): boolean {
  for (let index = start; index < start + size; index++) if (re[index] !== 0 || im[index] !== 0) return false;
  return true;
}

/** Radix 2, decimation in time; the input comes in bit-reversed order. */
function transformLine(re: Float64Array, im: Float64Array, { cosine, sine }: Pick<Tables, 'cosine' | 'sine'>): void {
  const size = re.length;
  for (let span = 1, step = size / 2; span < size; span *= 2, step /= 2) {
    for (let block = 0; block < size; block += 2 * span) {
      for (let upper = block, angle = 0; upper < block + span; upper++, angle += step) {
        const lower = upper + span;
        const c = cosine[angle] ?? 0;
        const s = sine[angle] ?? 0;
        const x = re[lower] ?? 0;
        const y = im[lower] ?? 0;
        const turnedRe = x * c - y * s;
        const turnedIm = y * c + x * s;
        const upperRe = re[upper] ?? 0;
        const upperIm = im[upper] ?? 0;
        re[lower] = upperRe - turnedRe;
        im[lower] = upperIm - turnedIm;
        re[upper] = upperRe + turnedRe;
        im[upper] = upperIm + turnedIm;
      }
    }
  }
}

const tileEdge = 16;

function transpose({ size, re, im }: Plane): void {
  for (const values of [re, im]) {
    for (let top = 0; top < size; top += tileEdge) {
      for (let left = top; left < size; left += tileEdge) swapTiles(values, size, { top, left });
    }
  }
}

function swapTiles(values: Float64Array, size: number, { top, left }: { readonly top: number; readonly left: number }): void {
  const edge = Math.min(tileEdge, size);
  for (let y = top; y < top + edge; y++) {
    for (let x = top === left ? y + 1 : left; x < left + edge; x++) {
      const here = y * size + x;
      const there = x * size + y;
      const value = values[here] ?? 0;
      values[here] = values[there] ?? 0;
      values[there] = value;
    }
  }
}
