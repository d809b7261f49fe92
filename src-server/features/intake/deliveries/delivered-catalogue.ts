import type { z } from 'zod';
import type { DeliveredMaterial } from '#shared/domain/intake';
import type { Page } from '#shared/domain/volume';
import type { Db } from '../../../db/schema.ts';
import { inCatalogueOrder, listMaterials } from '../../volumes/index.ts';
import type { PackageRecord } from './delivery-repository.ts';

type Delivered = z.input<typeof DeliveredMaterial>;
type PageInput = z.input<typeof Page>;

/** Rows with the pages at their place; images that belong to no row are told by their findings. */
export async function deliveredCatalogue(db: Db, { id, state, staged }: Pick<PackageRecord, 'id' | 'state' | 'staged'>): Promise<Delivered[]> {
  if (state === 'accepted') return acceptedCatalogue(db, id);
  const pages = await db.selectFrom('intakePages').select(['id', 'classCode', 'sequence', 'number', 'widthPx', 'heightPx']).where('packageId', '=', id).orderBy('number').orderBy('id').execute();
  const pagesAt = new Map<string, PageInput[]>();
  for (const { classCode, sequence, ...page } of pages) {
    const place = placeOf({ classCode, sequence });
    pagesAt.set(place, [...(pagesAt.get(place) ?? []), page]);
  }
  const rows = (staged?.rows ?? []).flatMap(({ classCode, sequence, name, formedOn, pageCount, remark }): Delivered[] =>
    classCode === null || sequence === null || sequence < 1 ? [] : [{ classCode, sequence, name, formedOn, pageCount, remark: remark.slice(0, 200), pages: pagesAt.get(placeOf({ classCode, sequence })) ?? [] }],
  );
  return rows.sort(inCatalogueOrder);
}

export function placeOf({ classCode, sequence }: { readonly classCode: string; readonly sequence: number }): string {
  return `${classCode}/${String(sequence)}`;
}

async function acceptedCatalogue(db: Db, packageId: string): Promise<Delivered[]> {
  const materials = await listMaterials(db, { packageId });
  return materials.map(({ classCode, sequence, name, formedOn, pageCount, remark, pages }) => ({ classCode, sequence, name, formedOn: formedOn ?? '', pageCount, remark, pages }));
}
