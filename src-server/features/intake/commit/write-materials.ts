import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { nextSequence } from '#shared/domain/volume';
import { createInserter } from '../../../db/insert-rows.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';
import type { MaterialPlan, PlannedMaterial } from './plan-materials.ts';

type Place = { readonly packageId: string; readonly volumeId: string; readonly version: number; readonly isLoose: boolean; readonly filedBy: string | null; readonly at: Date };

/** New rows under the new version; a whole volume ends the rows that stood, loose material is added after them. */
export async function writeMaterials(tx: Db, plan: MaterialPlan, place: Place): Promise<void> {
  const { volumeId, version, isLoose } = place;
  if (!isLoose && version > 1) await tx.updateTable('materials').set({ untilVersion: version - 1 }).where('volumeId', '=', volumeId).where('untilVersion', 'is', null).execute();
  const numbered = isLoose ? await numberAfter(tx, volumeId, plan.materials) : plan.materials;
  const placed = numbered.map(material => ({ ...material, id: randomUUID() }));
  await insertMaterials(tx, placed, place);
  await movePages(tx, placed);
  await tx.deleteFrom('intakePages').where('packageId', '=', place.packageId).modifyEnd(keptPlan).execute();
}

/** In the order of the delivery, from the next free number of each class. */
async function numberAfter(tx: Db, volumeId: string, materials: readonly PlannedMaterial[]): Promise<PlannedMaterial[]> {
  const standing = await tx.selectFrom('materials').select(['classCode', 'sequence']).where('volumeId', '=', volumeId).where('untilVersion', 'is', null).execute();
  return [...materials]
    .sort((a, b) => a.row.sequence - b.row.sequence)
    .map(({ row, pageIds }) => {
      const { classCode } = row;
      const sequence = nextSequence(standing, classCode);
      standing.push({ classCode, sequence });
      return { row: { ...row, sequence }, pageIds };
    });
}

type PlacedMaterial = PlannedMaterial & { readonly id: string };

const insertMaterialRows = createInserter('materials', ['id', 'volumeId', 'packageId', 'sinceVersion', 'classCode', 'sequence', 'name', 'formedOn', 'pageCount', 'remark', 'filedBy', 'filedAt']);

async function insertMaterials(tx: Db, materials: readonly PlacedMaterial[], { packageId, volumeId, version, filedBy, at }: Place): Promise<void> {
  await insertMaterialRows(tx, materials.map(({ id, row }) => ({ ...row, id, volumeId, packageId, sinceVersion: version, filedBy, filedAt: at })));
}

/** The pages move: same ids, same images, no byte is touched. */
async function movePages(tx: Db, materials: readonly PlacedMaterial[]): Promise<void> {
  const moved = materials.flatMap(({ id, pageIds }) => pageIds.map(pageId => ({ id, pageId })));
  await sql`${keptPlan}
    insert into pages (id, material_id, number, width_px, height_px, dpi, original_blob, original_digest, optimised_blob, perceptual_hash, recipe)
    select i.id, moved.material_id, i.number, i.width_px, i.height_px, i.dpi, i.original_blob, i.original_digest, i.optimised_blob, i.perceptual_hash, i.recipe
    from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ pageId }) => pageId)}::uuid[]) as moved(material_id, page_id) join intake_pages i on i.id = moved.page_id`.execute(tx);
}
