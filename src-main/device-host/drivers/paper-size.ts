import { isRange, type IppAttribute, type IppValue } from './ipp-codec.ts';

/** In hundredths of a millimetre, as PWG 5100.7 counts. */
export type PaperSize = readonly [x: number, y: number];

/** CUPS itself takes sizes for the same within this. */
const toleratedHundredths = 50;

/**
 * CUPS cuts sizes without a name down to whole points, up to 0.35 mm. Asking for the nearest whole point keeps it below
 * 0.18 mm; rounding up the hundredths keeps the point from being cut again.
 */
function toNearestPoint(hundredths: number): number {
  return Math.ceil((Math.round((hundredths / 2540) * 72) / 72) * 2540);
}

function isCollection(value: IppValue | undefined): value is readonly IppAttribute[] {
  return Array.isArray(value) && typeof value[0] === 'object';
}

/** The sizes from the smallest to the largest; a single one is both. */
function extentOf(size: readonly IppAttribute[], name: string): readonly [min: number, max: number] | undefined {
  const value = size.find(member => member.name === name)?.values[0];
  if (typeof value === 'number') return [value, value];
  return isRange(value) ? value : undefined;
}

function within(wanted: number, [min, max]: readonly [number, number]): number | undefined {
  if (wanted < min - toleratedHundredths || wanted > max + toleratedHundredths) return undefined;
  return Math.min(Math.max(min === max ? min : toNearestPoint(wanted), min), max);
}

function fit(wanted: PaperSize, size: IppValue): PaperSize | undefined {
  if (!isCollection(size)) return undefined;
  const [width, height] = [extentOf(size, 'x-dimension'), extentOf(size, 'y-dimension')];
  const [x, y] = [width && within(wanted[0], width), height && within(wanted[1], height)];
  return x === undefined || y === undefined ? undefined : [x, y];
}

/**
 * What to ask the queue for, out of its `media-size-supported`; undefined when it has no such paper. Asked for a size that it
 * does not have, CUPS would silently take its default, Letter perhaps. A queue that names no sizes is believed.
 */
export function choosePaper(supported: readonly IppValue[], widthMm: number, heightMm: number): PaperSize | undefined {
  const wanted: PaperSize = [Math.round(widthMm * 100), Math.round(heightMm * 100)];
  if (supported.length === 0) return wanted;
  const fits = supported.map(size => fit(wanted, size)).filter(size => size !== undefined);
  // A named size is exact, one out of a range may be a little off: the nearest wins.
  const distance = ([x, y]: PaperSize): number => Math.abs(x - wanted[0]) + Math.abs(y - wanted[1]);
  return fits.sort((a, b) => distance(a) - distance(b))[0];
}
