import type { MaterialId, PageId } from '#shared/domain/ids';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { choosePages } from './page-range.ts';

/** What was written of each material that is wanted; nothing written means all that may be printed. */
export type Wanted = ReadonlyMap<MaterialId, string>;
export type WantedPage = { readonly materialId: MaterialId; readonly id: PageId; readonly number: number };

/** In the order in which they come out of the printer; undefined when nothing is wanted, or something that cannot be had. */
export function wantedPages(materials: readonly ViewableMaterial[], wanted: Wanted): readonly WantedPage[] | undefined {
  const chosen = materials.filter(({ id }) => wanted.has(id)).map(material => ({ material, choice: choosePages(wanted.get(material.id) ?? '', material) }));
  if (chosen.length === 0 || chosen.some(({ choice }) => choice.kind !== 'chosen')) return undefined;
  return chosen.flatMap(({ material: { id: materialId, pages }, choice }) =>
    pages.flatMap(({ id, number }) => (choice.kind === 'chosen' && choice.numbers.includes(number) ? [{ materialId, id, number }] : [])));
}

/** The same pages, written down again. */
export function writtenDown(pages: readonly WantedPage[]): Wanted {
  const wanted = new Map<MaterialId, string>();
  for (const { materialId, number } of pages) wanted.set(materialId, [wanted.get(materialId), String(number)].filter(text => text !== undefined).join(', '));
  return wanted;
}
