import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { nextSequence } from '#shared/domain/volume';
import type { Db } from '../../../db/schema.ts';
import type { MaterialPlan, PlannedMaterial } from './plan-materials.ts';

type Place = { readonly packageId: string; readonly volumeId: string; readonly version: number; readonly isLoose: boolean; readonly filedBy: string | null; readonly at: Date };

/** New rows under the new version; a whole volume ends the rows that stood, loose material is added after them. */
export async function writeMaterials(tx: Db, plan: MaterialPlan, place: Place): Promise<void> {
  const { volumeId, version, isLoose } = place;
  if (!isLoose) await tx.updateTable('materials').set({ untilVersion: version - 1 }).where('volumeId', '=', volumeId).where('untilVersion', 'is', null).execute();
  const numbered = isLoose ? await numberAfter(tx, volumeId, plan.materials) : plan.materials;
  for (const material of numbered) await writeMaterial(tx, material, place);
  await tx.deleteFrom('intakePages').where('packageId', '=', place.packageId).execute();
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

/** The pages move: same ids, same images, no byte is touched. */
async function writeMaterial(tx: Db, { row, pageIds }: PlannedMaterial, { packageId, volumeId, version, filedBy, at }: Place): Promise<void> {
  const id = randomUUID();
  await tx.insertInto('materials').values({ ...row, id, volumeId, packageId, sinceVersion: version, filedBy, filedAt: at, idempotencyKey: null }).execute();
  await tx
    .insertInto('pages')
    .columns(['id', 'materialId', 'number', 'widthPx', 'heightPx', 'dpi', 'originalBlob', 'originalDigest', 'optimisedBlob', 'perceptualHash', 'recipe'])
    .expression(eb =>
      eb
        .selectFrom('intakePages')
        .select(['id', sql<string>`${id}::uuid`.as('materialId'), 'number', 'widthPx', 'heightPx', 'dpi', 'originalBlob', 'originalDigest', 'optimisedBlob', 'perceptualHash', 'recipe'])
        .where('id', 'in', pageIds),
    )
    .execute();
}
