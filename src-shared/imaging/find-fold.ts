import type { Ink } from './ink.ts';
import type { GreyRaster } from './raster.ts';

/** Where the fold of an A3 sheet is looked for: share of its longer edge. */
const [from, to] = [0.42, 0.58] as const;
/** Nobody writes across the fold of a form: the emptiest strip this wide, in shares of the edge. */
const stripShare = 0.012;
/** A crease shows as a line a little darker or brighter than the paper beside it. */
const minCrease = 3;

type Folded = { readonly grey: GreyRaster; readonly ink: Ink };

/** Share of the longer edge at which the sheet is folded: at its crease where one is seen, else where least is written. */
export function findFold({ grey, ink }: Folded): number {
  const isWide = grey.width >= grey.height;
  const [length, across] = isWide ? [grey.width, grey.height] : [grey.height, grey.width];
  const first = Math.floor(from * length);
  const count = Math.ceil(to * length) - first;
  const [inks, levels] = [new Float32Array(count), new Float32Array(count)];
  for (let index = 0; index < count; index++) {
    let [marked, sum, bare] = [0, 0, 0];
    for (let place = 0; place < across; place += 2) {
      const at = isWide ? place * grey.width + first + index : (first + index) * grey.width + place;
      if (ink.mask[at] === 1) marked++;
      else [sum, bare] = [sum + (grey.data[at] ?? 0), bare + 1];
    }
    inks[index] = marked;
    levels[index] = sum / Math.max(1, bare);
  }
  const crease = creaseOf(levels);
  const fold = crease !== null && (inks[crease] ?? 0) <= 0.9 * (across / 2) ? crease : emptiestOf(inks, Math.max(1, Math.round(stripShare * length)));
  return (first + fold + 0.5) / length;
}

function creaseOf(levels: Float32Array): number | null {
  let [best, most] = [-1, minCrease];
  for (let index = 4; index < levels.length - 4; index++) {
    const beside = ((levels[index - 4] ?? 0) + (levels[index + 4] ?? 0)) / 2;
    const step = Math.abs((levels[index] ?? 0) - beside);
    if (step > most) [best, most] = [index, step];
  }
  return best < 0 ? null : best;
}

/** Of equally empty places the one nearest the middle. */
function emptiestOf(inks: Float32Array, strip: number): number {
  const middle = inks.length / 2;
  let [best, least] = [Math.floor(middle), Infinity];
  for (let index = strip; index < inks.length - strip; index++) {
    let marked = 0;
    for (let near = index - strip; near <= index + strip; near++) marked += inks[near] ?? 0;
    const cost = marked + (Math.abs(index - middle) / inks.length) * strip;
    if (cost < least) [best, least] = [index, cost];
  }
  return best;
}
