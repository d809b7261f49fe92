/** Complex numbers in a row, with room to work in; as many as a power of two. */
export type Line = { readonly re: Float64Array; readonly im: Float64Array; readonly spare: { readonly re: Float64Array; readonly im: Float64Array } };

export function createLine(size: number): Line {
  const create = () => ({ re: new Float64Array(size), im: new Float64Array(size) });
  return { ...create(), spare: create() };
}

/** In place; nothing is divided by the number of cells. */
export function transformLine({ re, im, spare }: Line, direction: 'forward' | 'inverse'): void {
  // Turned the other way round, the parts of a complex number change places.
  if (direction === 'forward') transform({ re, im }, spare);
  else transform({ re: im, im: re }, { re: spare.im, im: spare.re });
}

type Numbers = { readonly re: Float64Array; readonly im: Float64Array };
type Tables = { readonly cosine: Float64Array; readonly sine: Float64Array };

const tablesBySize = new Map<number, Tables>();

function tablesOf(size: number): Tables {
  const known = tablesBySize.get(size);
  if (known) return known;
  const angles = Array.from({ length: size }, (_, index) => (-2 * Math.PI * index) / size);
  const tables: Tables = { cosine: Float64Array.from(angles, Math.cos), sine: Float64Array.from(angles, Math.sin) };
  tablesBySize.set(size, tables);
  return tables;
}

/** Radix 4 in Stockham's order: each pass writes sorted what it reads, from one room into the other, so nothing has to be sorted before. */
function transform(line: Numbers, spare: Numbers): void {
  const size = line.re.length;
  const tables = tablesOf(size);
  let [from, to] = [line, spare];
  let stride = 1;
  for (; size / stride >= 4; stride *= 4) {
    passOfFour(from, to, { stride, tables });
    [from, to] = [to, from];
  }
  if (stride < size) {
    passOfTwo(from, to);
    [from, to] = [to, from];
  }
  if (from === line) return;
  line.re.set(from.re);
  line.im.set(from.im);
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;

/** Numbers one by one here, not in pairs: this is where a trace spends its time. */
function passOfFour({ re, im }: Numbers, { re: toRe, im: toIm }: Numbers, { stride, tables: { cosine, sine } }: { readonly stride: number; readonly tables: Tables }): void {
  const quarter = re.length / 4;
  for (let turn = 0; turn < quarter; turn += stride) {
    const c1 = at(cosine, turn);
    const s1 = at(sine, turn);
    const c2 = at(cosine, 2 * turn);
    const s2 = at(sine, 2 * turn);
    const c3 = at(cosine, 3 * turn);
    const s3 = at(sine, 3 * turn);
    for (let a = turn, out = 4 * turn; a < turn + stride; a++, out++) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const evenRe = at(re, a) + at(re, c);
      const evenIm = at(im, a) + at(im, c);
      const acrossRe = at(re, a) - at(re, c);
      const acrossIm = at(im, a) - at(im, c);
      const oddRe = at(re, b) + at(re, d);
      const oddIm = at(im, b) + at(im, d);
      const leanRe = at(im, b) - at(im, d);
      const leanIm = at(re, d) - at(re, b);
      toRe[out] = evenRe + oddRe;
      toIm[out] = evenIm + oddIm;
      const xRe = acrossRe + leanRe;
      const xIm = acrossIm + leanIm;
      toRe[out + stride] = xRe * c1 - xIm * s1;
      toIm[out + stride] = xIm * c1 + xRe * s1;
      const yRe = evenRe - oddRe;
      const yIm = evenIm - oddIm;
      toRe[out + 2 * stride] = yRe * c2 - yIm * s2;
      toIm[out + 2 * stride] = yIm * c2 + yRe * s2;
      const zRe = acrossRe - leanRe;
      const zIm = acrossIm - leanIm;
      toRe[out + 3 * stride] = zRe * c3 - zIm * s3;
      toIm[out + 3 * stride] = zIm * c3 + zRe * s3;
    }
  }
}

function passOfTwo({ re, im }: Numbers, { re: toRe, im: toIm }: Numbers): void {
  const half = re.length / 2;
  for (let a = 0, b = half; a < half; a++, b++) {
    const aRe = at(re, a);
    const aIm = at(im, a);
    toRe[a] = aRe + at(re, b);
    toIm[a] = aIm + at(im, b);
    toRe[b] = aRe - at(re, b);
    toIm[b] = aIm - at(im, b);
  }
}
