import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import { classPosition } from '#shared/domain/catalogue';
import type { Material, Page } from '#shared/domain/volume';
import type { z } from 'zod';
import type { Db, Schema } from '../../db/schema.ts';

export type VolumeRecord = Selectable<Schema['volumes']>;
export type MaterialRecord = z.input<typeof Material> & { readonly volumeId: string };

export async function requireVolumeRecord(db: Db, id: string): Promise<VolumeRecord> {
  const volume = await db.selectFrom('volumes').selectAll().where('id', '=', id).executeTakeFirst();
  if (!volume) throw new AppError('resource.not-found');
  return volume;
}

/** Which materials: a whole volume as it stands, the ones a request was granted, the ones a delivery brought, or one. */
export type MaterialScope = { readonly volumeId: string } | { readonly grantOf: string } | { readonly packageId: string } | { readonly materialId: string };

/** With their pages, in catalogue order: class, then sequence, then page number. Three queries, however many pages. */
export async function listMaterials(db: Db, scope: MaterialScope): Promise<MaterialRecord[]> {
  const materials = await materialsIn(db, scope)
    .select(['materials.id', 'materials.volumeId', 'classCode', 'sequence', 'name', 'formedOn', 'pageCount', 'remark'])
    .execute();
  const pages = await db
    .selectFrom('pages')
    .select(['id', 'materialId', 'number', 'widthPx', 'heightPx'])
    .where('materialId', 'in', materialsIn(db, scope).select('materials.id'))
    .orderBy('number')
    .execute();
  const asides = await db
    .selectFrom('setAsideSides')
    .select(({ fn }) => ['materialId', fn.countAll<string>().as('count')])
    .where('materialId', 'in', materialsIn(db, scope).select('materials.id'))
    .groupBy('materialId')
    .execute();
  const asideOf = new Map(asides.map(({ materialId, count }) => [materialId, Number(count)]));
  const pagesOf = new Map<string, z.input<typeof Page>[]>(materials.map(({ id }) => [id, []]));
  for (const { materialId, ...page } of pages) pagesOf.get(materialId)?.push(page);
  return materials
    .map(material => ({ ...material, pages: pagesOf.get(material.id) ?? [], setAsideCount: asideOf.get(material.id) ?? 0 }))
    .sort(inCatalogueOrder);
}

function materialsIn(db: Db, scope: MaterialScope) {
  const materials = db.selectFrom('materials');
  if ('volumeId' in scope) return materials.where('materials.volumeId', '=', scope.volumeId).where('materials.untilVersion', 'is', null);
  if ('packageId' in scope) return materials.where('materials.packageId', '=', scope.packageId);
  if ('materialId' in scope) return materials.where('materials.id', '=', scope.materialId);
  return materials.where('materials.id', 'in', db.selectFrom('grantMaterials').select('materialId').where('requestId', '=', scope.grantOf));
}

type Placed = Pick<MaterialRecord, 'classCode' | 'sequence'>;

export function inCatalogueOrder(a: Placed, b: Placed): number {
  return classPosition(a.classCode) - classPosition(b.classCode) || a.sequence - b.sequence;
}
