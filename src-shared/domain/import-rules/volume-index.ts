import { classPosition, type ClassCode } from '../catalogue.ts';
import type { Place } from '../finding.ts';
import type { CheckedImage, ImageLayer, StagedRow } from '../staged-volume.ts';
import type { CheckedVolume } from './rule.ts';

/** The number of a material or a page that can be counted with; whatever else a package writes is null. */
export const countingNumber = (value: number | null): number | null => (value !== null && Number.isSafeInteger(value) && value > 0 ? value : null);

/** As far as its name tells. */
export function placeOf({ classCode, sequence, page, path }: CheckedImage): Place {
  const material = classCode === null ? null : countingNumber(sequence);
  return { classCode, sequence: material, page: material === null ? null : countingNumber(page), path };
}

export function rowPlace({ classCode, sequence, source }: StagedRow): Place {
  return { classCode, sequence: classCode === null ? null : countingNumber(sequence), page: null, path: source };
}

export const materialKey = (classCode: ClassCode, sequence: number): string => `${classCode} ${String(sequence)}`;

/**
 * The layer that is counted: the originals. A package that brings improved images alone is told so once (M05) and counted by what
 * it has, so that one fault does not look like hundreds.
 */
export function countedLayer({ images }: CheckedVolume): ImageLayer {
  return images.some(({ layer }) => layer === 'original') || images.length === 0 ? 'original' : 'optimised';
}

export type MaterialImages = { readonly classCode: ClassCode; readonly sequence: number; readonly images: readonly CheckedImage[] };

/** Images of one layer by the material they claim; what claims none is not among them. */
export function groupByMaterial({ images }: CheckedVolume, layer: ImageLayer): ReadonlyMap<string, MaterialImages> {
  const placed = images.flatMap(image => {
    const { classCode, sequence } = placeOf(image);
    return image.layer === layer && classCode !== null && sequence !== null ? [{ classCode, sequence, image }] : [];
  });
  const groups = groupBy(placed, ({ classCode, sequence }) => materialKey(classCode, sequence));
  return new Map([...groups].flatMap(([key, [first, ...rest]]) => (first ? [[key, { ...first, images: [first, ...rest].map(({ image }) => image) }] as const] : [])));
}

export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Rows by their place; more than one where the catalogue gives a number twice. */
export function groupRows(rows: readonly StagedRow[]): ReadonlyMap<string, readonly StagedRow[]> {
  return groupBy(
    rows.filter(row => rowPlace(row).sequence !== null),
    row => materialKey(row.classCode as ClassCode, row.sequence as number), // `as`: a row with a place has both
  );
}

/** The rows of each leaf class in the order of their numbers. */
export function rowsByClass(rows: readonly StagedRow[]): readonly (readonly [ClassCode, readonly StagedRow[]])[] {
  const placed = rows.filter((row): row is StagedRow & { readonly classCode: ClassCode } => row.classCode !== null);
  return [...groupBy(placed, ({ classCode }) => classCode)]
    .toSorted(([a], [b]) => classPosition(a) - classPosition(b))
    .map(([code, own]) => [code, own.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))] as const);
}

export type PageImages = { readonly place: Place; readonly original: CheckedImage | null; readonly optimised: CheckedImage | null };

/** Each page with its image in either layer; a file without a place is a page of its own. The first wins where two claim one page (M04). */
export function listPages({ images }: CheckedVolume): readonly PageImages[] {
  const pages = new Map<string, { place: Place; original: CheckedImage | null; optimised: CheckedImage | null }>();
  for (const image of images) {
    const place = placeOf(image);
    const key = place.page === null ? `${image.layer} ${image.path}` : [place.classCode, place.sequence, place.page].join(' ');
    const page = pages.get(key) ?? { place, original: null, optimised: null };
    page[image.layer] ??= image;
    if (image.layer === 'original') page.place = place;
    pages.set(key, page);
  }
  return [...pages.values()];
}

export type NumberRun = { readonly first: number; readonly last: number };

/** The runs of whole numbers that lie between `from` and the largest and are not there; linear in what is there, whatever its size. */
export function missingRuns(present: readonly number[], from = 1): readonly NumberRun[] {
  const runs: NumberRun[] = [];
  let next = from;
  for (const value of [...new Set(present)].toSorted((a, b) => a - b)) {
    if (value > next) runs.push({ first: next, last: value - 1 });
    next = Math.max(next, value + 1);
  }
  return runs;
}

/** `3`, `3-7` */
export const formatRun = ({ first, last }: NumberRun): string => (first === last ? String(first) : `${String(first)}-${String(last)}`);
