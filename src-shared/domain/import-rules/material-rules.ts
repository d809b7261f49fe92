import type { ClassCode } from '../catalogue.ts';
import type { CheckedImage, ImageLayer } from '../staged-volume.ts';
import { isInNaturalOrder } from './file-order.ts';
import { defineRule, type CheckedVolume, type Found } from './rule.ts';
import { countedLayer, countingNumber, formatRun, groupBy, groupByMaterial, groupRows, listPages, materialKey, missingRuns, placeOf, rowPlace } from './volume-index.ts';

export const materialRules = {
  M01: defineRule({
    severity: 'block',
    isFixed: true,
    origin: 'confirmed',
    source: '目录页数与图像数一致：目录与图像对应须 100% 正确',
    variants: ['fewer', 'more-images'],
    check: compareCounts,
  }),
  M02: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'confirmed',
    source: '目录中的每份材料都有图像',
    variants: ['no-images', 'volume-without-images'],
    check: volume => {
      const { rows, images } = volume;
      if (rows.length > 0 && images.length === 0) return [{ variant: 'volume-without-images', expected: String(rows.length), found: '0' }];
      const groups = groupByMaterial(volume, countedLayer(volume));
      return [...groupRows(rows)].filter(([key]) => !groups.has(key)).flatMap(([, [row]]) => (row ? [{ variant: 'no-images', place: rowPlace(row), expected: row.rawPageCount, found: '0' } as const] : []));
    },
  }),
  M03: defineRule({
    severity: 'block',
    isFixed: true,
    final: 'all',
    origin: 'confirmed',
    source: '多余文件：不属于任何目录行的图像或文件夹，逐一列出，绝不无声删除',
    variants: ['no-row', 'no-catalogue'],
    check: findOrphans,
  }),
  M04: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['duplicate'],
    origin: 'confirmed',
    source: '一份材料的页号从 1 起连续，不缺不重',
    variants: ['gap', 'duplicate'],
    check: volume => layersOf(volume).flatMap(layer => [...groupByMaterial(volume, layer).values()].flatMap(checkPageNumbers)),
  }),
  M05: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['no-original', 'originals-missing'],
    origin: 'own',
    source: '原始图像与优化图像逐页对应',
    variants: ['no-original', 'no-optimised', 'originals-missing'],
    check: compareLayers,
  }),
  M06: defineRule({
    severity: 'block',
    isFixed: true,
    final: ['unknown-name'],
    origin: 'confirmed',
    source: '图像文件名符合约定，文件的自然顺序即页序',
    variants: ['unknown-name', 'order'],
    check: volume => [
      // What lies in a folder of no class is told there (C01).
      ...volume.images.filter(image => image.classCode !== null && (!image.isNameKnown || placeOf(image).page === null)).map(image => ({ variant: 'unknown-name', place: { classCode: image.classCode, path: image.path } }) as const),
      ...layersOf(volume).flatMap(layer => [...groupByMaterial(volume, layer).values()].flatMap(({ classCode, sequence, images }) => tellDisorder(classCode, sequence, images))),
    ],
  }),
};

/** The originals alone where both were delivered: what is wrong with the other layer is told by M05. */
const layersOf = (volume: CheckedVolume): readonly ImageLayer[] => [countedLayer(volume)];

function compareCounts(volume: CheckedVolume): readonly Found<'fewer' | 'more-images'>[] {
  const groups = groupByMaterial(volume, countedLayer(volume));
  return [...groupRows(volume.rows)].flatMap(([key, [row, ...others]]) => {
    const images = groups.get(key)?.images.length;
    // A number given twice (C02), unreadable pages (C06) and no image at all (M02) are told there.
    if (!row || others.length > 0 || images === undefined) return [];
    const pages = countingNumber(row.pageCount);
    return pages === null || images === pages ? [] : [{ variant: images < pages ? 'fewer' : 'more-images', place: rowPlace(row), expected: String(pages), found: String(images) } as const];
  });
}

/** Once for each material that no row names, with the number of its images. */
function findOrphans(volume: CheckedVolume): readonly Found<'no-row' | 'no-catalogue'>[] {
  const { rows, images } = volume;
  if (rows.length === 0) return images.length === 0 ? [] : [{ variant: 'no-catalogue', found: String(images.length) }];
  const known = groupRows(rows);
  const orphans = images.filter(image => isOrphan(image, known));
  return [...groupBy(orphans, image => materialKey(image.classCode as ClassCode, placeOf(image).sequence as number)).values()].flatMap(group => { // `as`: an orphan has both
    const first = group.find(({ layer }) => layer === 'original') ?? group[0];
    if (!first) return [];
    const { classCode, sequence, path } = placeOf(first);
    return [{ variant: 'no-row', place: { classCode, sequence, path }, found: String(group.filter(({ layer }) => layer === first.layer).length) } as const];
  });
}

function isOrphan(image: CheckedImage, known: ReadonlyMap<string, unknown>): boolean {
  const { classCode, sequence } = placeOf(image);
  return classCode !== null && sequence !== null && !known.has(materialKey(classCode, sequence));
}

function checkPageNumbers({ classCode, sequence, images }: { readonly classCode: ClassCode; readonly sequence: number; readonly images: readonly CheckedImage[] }): readonly Found<'gap' | 'duplicate'>[] {
  const numbered = images.filter(image => placeOf(image).page !== null);
  const numbers = numbered.map(({ page }) => page ?? 0);
  const gaps = missingRuns(numbers).map(run => ({ variant: 'gap', place: { classCode, sequence, page: run.first }, expected: formatRun(run) }) as const);
  const twice = [...groupBy(numbered, ({ page }) => page).values()].flatMap(([first, ...others]) => (first ? others.map(image => ({ variant: 'duplicate', place: placeOf(image), expected: first.path, found: image.path }) as const) : []));
  return [...gaps, ...twice];
}

/** A package without the improved layer is whole: the data centre makes it from the originals. */
function compareLayers(volume: CheckedVolume): readonly Found<'no-original' | 'no-optimised' | 'originals-missing'>[] {
  const count = (layer: ImageLayer): number => volume.images.filter(image => image.layer === layer).length;
  const [originals, optimised] = [count('original'), count('optimised')];
  if (optimised === 0) return [];
  if (originals === 0) return [{ variant: 'originals-missing', expected: String(optimised), found: '0' }];
  return listPages(volume)
    .filter(({ place, original, optimised: improved }) => place.page !== null && (original === null || improved === null))
    .map(({ place, original }) => ({ variant: original === null ? 'no-original' : 'no-optimised', place }));
}

function tellDisorder(classCode: ClassCode, sequence: number, images: readonly CheckedImage[]): readonly Found<'order'>[] {
  const byPage = images.filter(({ page }) => page !== null).toSorted((a, b) => (a.page ?? 0) - (b.page ?? 0));
  const at = byPage.findIndex((image, index) => {
    const next = byPage[index + 1];
    return next !== undefined && next.page !== image.page && !isInNaturalOrder(image.path, next.path, sequence);
  });
  const [first, second] = [byPage[at], byPage[at + 1]];
  return first && second ? [{ variant: 'order', place: { classCode, sequence, page: placeOf(second).page, path: second.path }, expected: fileName(second.path), found: fileName(first.path) }] : [];
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
