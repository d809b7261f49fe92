import { fieldOf, smoothed, valueAt, valueBetween, type Field } from './field.ts';
import { cellMm, type WritingMap } from './writing-map.ts';

/** A landmark is asked for the writing around it at so many places in each direction, so far from each other. */
const places = 9;
const pitchMm = 3.2;
const bits = 36;
/** A bit says that one place is written on more than another, by so much of what is usual around here. */
const step = 0.5;
/** Landmarks with a bit that stands so close to its edge would be others in the next scan. */
const leastMargin = 0.02;
const leastWritten = 0.12;
/** Cells from the edge of the page. */
const margin = 6;
/** A page is described by at most so many; the most stable ones. */
export const maxLandmarks = 96;

/**
 * Numbers by which a page is found again among millions: each describes the pattern of writing around one clump of it, wherever on
 * the page that lies. A second scan has most of the same numbers; another filling of the form only those of what is printed.
 */
export function landmarksOf(map: WritingMap): readonly number[] {
  const near = smoothed(fieldOf(map));
  const wide = smoothed(near);
  const found = new Map<number, number>();
  for (let y = margin; y < wide.rows - margin; y++) {
    for (let x = margin; x < wide.columns - margin; x++) {
      if (!isPeak(wide, x, y)) continue;
      const described = describe(near, finePlace(wide, x, y));
      if (described) found.set(described.key, Math.max(described.clearance, found.get(described.key) ?? 0));
    }
  }
  return [...found].sort(([, one], [, other]) => other - one).slice(0, maxLandmarks).map(([key]) => key);
}

function isPeak(field: Field, x: number, y: number): boolean {
  const value = valueAt(field, x, y);
  if (value < leastWritten) return false;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const other = valueAt(field, x + dx, y + dy);
      // Of equal ones the last in the order of reading.
      if (other > value || (other === value && 5 * dy + dx > 0)) return false;
    }
  }
  return true;
}

/** The top of the parabola through a peak and its neighbours. */
function finePlace(field: Field, x: number, y: number): readonly [number, number] {
  const top = valueAt(field, x, y);
  const between = (before: number, after: number): number => {
    const bend = before - 2 * top + after;
    return bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : 0;
  };
  return [x + between(valueAt(field, x - 1, y), valueAt(field, x + 1, y)), y + between(valueAt(field, x, y - 1), valueAt(field, x, y + 1))];
}

/** Null for one that the next scan may describe otherwise. */
function describe(field: Field, [x, y]: readonly [number, number]): { readonly key: number; readonly clearance: number } | null {
  const around = writingAround(field, x, y);
  let squares = 0;
  for (const value of around) squares += value * value;
  const usual = Math.sqrt(squares / around.length);
  let [key, clearance] = [0, Infinity];
  for (const [one, other] of comparisons) {
    const difference = ((around[one] ?? 0) - (around[other] ?? 0)) / usual;
    key = key * 2 + (difference > step ? 1 : 0);
    clearance = Math.min(clearance, Math.abs(difference - step));
    if (!(clearance >= leastMargin)) return null;
  }
  return { key, clearance };
}

function writingAround(field: Field, x: number, y: number): Float64Array {
  const half = (places - 1) / 2;
  const pitch = pitchMm / cellMm;
  const around = new Float64Array(places * places);
  for (let place = 0; place < around.length; place++) around[place] = valueBetween(field, x + ((place % places) - half) * pitch, y + (Math.floor(place / places) - half) * pitch);
  return around;
}

/** Pairs of places as far from the middle as each other, the same throw for ever: stored numbers must stay comparable. */
function drawComparisons(): readonly (readonly [number, number])[] {
  const half = (places - 1) / 2;
  const distance = (place: number): number => Math.hypot((place % places) - half, Math.floor(place / places) - half);
  const drawn = new Map<string, readonly [number, number]>();
  let seed = 12_345;
  const draw = (): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % (places * places);
  };
  while (drawn.size < bits) {
    const [one, other] = [draw(), draw()];
    if (one !== other && distance(one) >= 0.9 && Math.abs(distance(one) - distance(other)) <= 0.45) drawn.set([one, other].sort((a, b) => a - b).join('/'), [one, other]);
  }
  return [...drawn.values()];
}

const comparisons = drawComparisons();
