import type { MaterialId } from '#shared/domain/ids';
import type { ViewableMaterial } from '#shared/domain/viewing';

/** Which page of which material is on the screen; `page` is an index. */
export type ReadingPlace = { readonly materialId: MaterialId | null; readonly page: number };

/** What is laid beside the page that is read: the next material with pages, or another page of the same. */
export function placeBeside(materials: readonly ViewableMaterial[], place: ReadingPlace): ReadingPlace {
  const position = materials.findIndex(({ id }) => id === place.materialId);
  const others = [...materials.slice(position + 1), ...materials.slice(0, Math.max(0, position))];
  const other = others.find(({ pages }) => pages.length > 0);
  return other ? { materialId: other.id, page: 0 } : place;
}
