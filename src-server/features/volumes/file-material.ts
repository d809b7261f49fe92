import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { doPagesAgree, nextSequence, type CatalogueRow } from '#shared/domain/volume';
import type { FiledPage, FiledSide } from '#shared/contract/server/volume-operations';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { removeUpload } from '../uploads/index.ts';
import { preparePages, type PreparedPage } from './prepare-pages.ts';
import { insertSetAside, prepareSetAside, type PreparedSide } from './set-aside.ts';
import { listMaterials, requireVolumeRecord, type MaterialRecord } from './volume-repository.ts';

export type MaterialFiling = {
  readonly volumeId: string;
  readonly archiveNumber: string;
  readonly idempotencyKey: string;
  readonly row: CatalogueRow;
  readonly pages: readonly FiledPage[];
  readonly setAside: readonly FiledSide[];
};

/** Files one material whole or not at all; the same key again answers with what the first filing made. */
export async function fileMaterial(services: Services, subject: Subject, filing: MaterialFiling): Promise<MaterialRecord> {
  const { db } = services;
  const before = await findFiled(db, subject, filing);
  if (before) return before;
  requireAgreement(filing.row.pageCount, filing.pages);
  // Once before the work on the images and once, with the volume locked, before the rows.
  await requireNextSequence(db, filing);

  const blobs: string[] = [];
  try {
    const prepared = await preparePages({ services, accountId: subject.accountId, pages: filing.pages }, blobs);
    const sides = await prepareSetAside({ services, accountId: subject.accountId, sides: filing.setAside, pageCount: filing.pages.length }, blobs);
    const { material, isNew } = await insertMaterial(services, subject, { ...filing, prepared, sides });
    if (!isNew) await removeBlobs(services, blobs);
    // A leftover upload is swept some day; the filing stands.
    await Promise.allSettled([...filing.pages, ...filing.setAside].map(({ uploadId }) => removeUpload(services, subject.accountId, uploadId)));
    return material;
  } catch (error) {
    await removeBlobs(services, blobs);
    throw error;
  }
}

function requireAgreement(cataloguePages: number, pages: readonly FiledPage[]): void {
  // One image sent for two pages would make the numbers agree and a page vanish.
  const images = new Set(pages.map(({ uploadId }) => uploadId)).size;
  if (!doPagesAgree({ cataloguePages, originalImages: images, optimisedImages: pages.length })) {
    throw new AppError('catalogue.pages-differ', { catalogue: cataloguePages, images });
  }
}

async function findFiled(db: Db, { accountId }: Subject, { idempotencyKey, volumeId }: MaterialFiling): Promise<MaterialRecord | undefined> {
  const filed = await db.selectFrom('materials').select(['id', 'volumeId', 'filedBy']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (!filed) return undefined;
  if (filed.volumeId !== volumeId || filed.filedBy !== accountId) throw new AppError('record.changed');
  const [material] = await listMaterials(db, { materialId: filed.id });
  return material;
}

async function requireNextSequence(db: Db, { volumeId, row: { classCode, sequence } }: MaterialFiling): Promise<void> {
  const rows = await db.selectFrom('materials').select(['classCode', 'sequence']).where('volumeId', '=', volumeId).where('classCode', '=', classCode).where('untilVersion', 'is', null).execute();
  const next = nextSequence(rows, classCode);
  if (sequence < next) throw new AppError('catalogue.sequence-taken', { classCode, sequence, next });
  if (sequence > next) throw new AppError('catalogue.sequence-gap', { classCode, sequence, next });
}

type PreparedFiling = MaterialFiling & { readonly prepared: readonly PreparedPage[]; readonly sides: readonly PreparedSide[] };

/** Material, pages, what was laid aside, version and audit event in one transaction; the locked volume makes filings wait for each other. */
function insertMaterial({ db, now }: Services, subject: Subject, filing: PreparedFiling): Promise<{ material: MaterialRecord; isNew: boolean }> {
  const { volumeId, row, prepared, sides, idempotencyKey } = filing;
  return db.transaction().execute(async tx => {
    await tx.selectFrom('volumes').select('id').where('id', '=', volumeId).forUpdate().execute();
    const before = await findFiled(tx, subject, filing);
    if (before) return { material: before, isNew: false };
    await requireNextSequence(tx, filing);
    const { version, personId } = await requireVolumeRecord(tx, volumeId);
    const id = randomUUID();
    await tx.insertInto('materials').values({ ...row, id, volumeId, sinceVersion: version + 1, filedBy: subject.accountId, filedAt: now(), idempotencyKey }).execute();
    await tx
      .insertInto('pages')
      .values(prepared.map(page => ({ ...page, materialId: id })))
      .execute();
    await insertSetAside(tx, id, sides);
    await tx.updateTable('volumes').set({ version: version + 1 }).where('id', '=', volumeId).execute();
    await recordEvent(tx, subject, {
      act: 'volumes.fileMaterial',
      object: filing.archiveNumber,
      detail: `${formatMaterialNumber(row.classCode, row.sequence)} pages=${String(prepared.length)}${sides.length > 0 ? ` set-aside=${String(sides.length)}` : ''} version=${String(version + 1)}`,
      personId,
      changes: [{ field: 'version', before: String(version), after: String(version + 1) }],
    });
    const [material] = await listMaterials(tx, { materialId: id });
    if (!material) throw new Error('The filed material is not there.');
    return { material, isNew: true };
  });
}

async function removeBlobs({ pages }: Services, blobs: readonly string[]): Promise<void> {
  await Promise.allSettled(blobs.map(blob => pages.remove(blob)));
}
