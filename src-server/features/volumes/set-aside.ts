import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FiledSide } from '#shared/contract/server/volume-operations';
import { MaterialId } from '#shared/domain/ids';
import { maxSetAside, type SetAsideSide } from '#shared/domain/set-aside';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson } from '../people/index.ts';
import { readUpload } from '../uploads/index.ts';
import { namePage } from './prepare-pages.ts';
import { requireVolumeRecord } from './volume-repository.ts';

export type PreparedSide = Pick<FiledSide, 'after' | 'dpi' | 'recipe'> & { readonly id: string; readonly position: number; readonly originalBlob: string; readonly originalDigest: string };

type Asked = { readonly services: Services; readonly accountId: string; readonly sides: readonly FiledSide[]; /** Named in errors behind the pages. */ readonly pageCount: number };

/** Checked like pages, decoded like pages, and kept as they came. `blobs` fills as they are stored. */
export async function prepareSetAside({ services, accountId, sides, pageCount }: Asked, blobs: string[]): Promise<readonly PreparedSide[]> {
  const prepared: PreparedSide[] = [];
  for (const [position, { uploadId, digest, after, dpi, recipe }] of sides.entries()) {
    const number = pageCount + position + 1;
    const original = await readUpload(services, accountId, uploadId).catch((error: unknown) => namePage(error, number));
    const originalDigest = createHash('sha256').update(original).digest('hex');
    if (originalDigest !== digest) throw new AppError('upload.digest-differs', { page: number });
    await services.marker.optimise(original, recipe).catch((error: unknown) => namePage(error, number));
    const originalBlob = await services.pages.put(original);
    blobs.push(originalBlob);
    prepared.push({ id: randomUUID(), position, after, dpi, recipe, originalBlob, originalDigest });
  }
  return prepared;
}

export async function insertSetAside(tx: Db, materialId: string, sides: readonly PreparedSide[]): Promise<void> {
  if (sides.length > 0) await tx.insertInto('setAsideSides').values(sides.map(side => ({ ...side, materialId }))).execute();
}

/** For whoever keeps the volume, and in the log: what was laid aside may be more than blank. */
export async function listSetAside({ db }: Services, subject: Subject, materialId: string): Promise<readonly z.input<typeof SetAsideSide>[]> {
  await requireKeeper(db, subject, materialId);
  return db.selectFrom('setAsideSides').select(['id', 'after', 'dpi', 'recipe']).where('materialId', '=', materialId).orderBy('position').limit(maxSetAside).execute();
}

export async function readSetAside({ db, pages }: Services, subject: Subject, { materialId, sideId }: { readonly materialId: string; readonly sideId: string }): Promise<Buffer> {
  if (!MaterialId.safeParse(materialId).success || !z.uuid().safeParse(sideId).success) throw new AppError('resource.not-found');
  await requireKeeper(db, subject, materialId);
  const side = await db.selectFrom('setAsideSides').select('originalBlob').where('id', '=', sideId).where('materialId', '=', materialId).executeTakeFirst();
  if (!side) throw new AppError('resource.not-found');
  return pages.get(side.originalBlob);
}

async function requireKeeper(db: Db, subject: Subject, materialId: string): Promise<void> {
  const material = await db.selectFrom('materials').select('volumeId').where('id', '=', materialId).executeTakeFirst();
  if (!material) throw new AppError('resource.not-found');
  const { personId } = await requireVolumeRecord(db, material.volumeId);
  const person = await requirePerson(db, personId);
  requireAllowed(subject, 'volumes.listSetAside', factsOf(person));
  await recordEvent(db, subject, { act: 'volumes.listSetAside', object: person.archiveNumber, personId });
}
