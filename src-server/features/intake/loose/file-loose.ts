import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { nextSequence } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { factsOf, requirePerson, type PersonRecord } from '../../people/index.ts';
import { removeUpload } from '../../uploads/index.ts';
import { insertSetAside, listMaterials, preparePages, prepareSetAside, requireVolumeRecord, type PreparedPage, type PreparedSide } from '../../volumes/index.ts';

type Filing = z.output<(typeof intakeOperations)['intake.fileLoose']['input']>;
type Filed = z.input<(typeof intakeOperations)['intake.fileLoose']['output']>;
type Target = { readonly volumeId: string; readonly person: PersonRecord; readonly key: string };

/** 散材料: one sheet into the volumes of many people; each volume has images of its own, so that one can be removed without the others. */
export async function fileLoose(services: Services, subject: Subject, filing: Filing): Promise<Filed> {
  const { db } = services;
  const targets: Target[] = [];
  // In one order for everybody: two filings into the same volumes wait for each other and do not block.
  for (const volumeId of [...new Set(filing.volumeIds)].sort()) {
    const { personId } = await requireVolumeRecord(db, volumeId);
    const person = await requirePerson(db, personId);
    requireAllowed(subject, 'intake.fileLoose', factsOf(person));
    targets.push({ volumeId, person, key: keyOf(filing.idempotencyKey, volumeId) });
  }
  const known = await findFiled(db, targets);
  if (known) return known;
  const images = new Set(filing.pages.map(({ uploadId }) => uploadId)).size;
  if (images !== filing.row.pageCount || images !== filing.pages.length) throw new AppError('catalogue.pages-differ', { catalogue: filing.row.pageCount, images });
  return fileIntoAll(services, subject, { filing, targets });
}

/** One key for the whole filing, another for each of its rows; always the same ones. */
function keyOf(idempotencyKey: string, volumeId: string): string {
  const hex = createHash('sha256').update(`${idempotencyKey} ${volumeId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** All of them were filed together, so either all are there or none. */
async function findFiled(db: Db, targets: readonly Target[]): Promise<Filed | undefined> {
  const rows = await db.selectFrom('materials').select(['id', 'volumeId']).where('idempotencyKey', 'in', targets.map(({ key }) => key)).execute();
  if (rows.length === 0) return undefined;
  if (rows.length !== targets.length) throw new AppError('record.changed');
  const materials: Filed['materials'][number][] = [];
  for (const { id, volumeId } of rows) {
    const [material] = await listMaterials(db, { materialId: id });
    if (material) materials.push({ volumeId, material });
  }
  return { materials };
}

type Work = { readonly filing: Filing; readonly targets: readonly Target[] };

async function fileIntoAll(services: Services, subject: Subject, { filing, targets }: Work): Promise<Filed> {
  const { db, pages } = services;
  const blobs: string[] = [];
  try {
    const prepared = await preparePages({ services, accountId: subject.accountId, pages: filing.pages }, blobs);
    const sides = await prepareSetAside({ services, accountId: subject.accountId, sides: filing.setAside, pageCount: filing.pages.length }, blobs);
    const copies = new Map<string, readonly PreparedPage[]>();
    for (const [index, { volumeId }] of targets.entries()) copies.set(volumeId, index === 0 ? prepared : await copyPages(services, prepared, blobs));
    await db.transaction().execute(async tx => {
      for (const target of targets) await fileOne(services, tx, { subject, filing, target, prepared: copies.get(target.volumeId) ?? [], sides: target.volumeId === filing.volumeIds[0] ? sides : [] });
    });
    await Promise.allSettled([...filing.pages, ...filing.setAside].map(({ uploadId }) => removeUpload(services, subject.accountId, uploadId)));
  } catch (error) {
    await Promise.allSettled(blobs.map(blob => pages.remove(blob)));
    throw error;
  }
  const filed = await findFiled(db, targets);
  if (!filed) throw new Error('What was filed is not there.');
  return filed;
}

async function copyPages({ pages }: Services, prepared: readonly PreparedPage[], blobs: string[]): Promise<PreparedPage[]> {
  const copy = async (blob: string): Promise<string> => {
    const made = await pages.put(await pages.get(blob));
    blobs.push(made);
    return made;
  };
  const copies: PreparedPage[] = [];
  for (const page of prepared) copies.push({ ...page, id: randomUUID(), originalBlob: await copy(page.originalBlob), optimisedBlob: await copy(page.optimisedBlob) });
  return copies;
}

type One = { readonly subject: Subject; readonly filing: Filing; readonly target: Target; readonly prepared: readonly PreparedPage[]; readonly sides: readonly PreparedSide[] };

async function fileOne({ now }: Services, tx: Db, { subject, filing: { row }, target, prepared, sides }: One): Promise<void> {
  const { volumeId, person, key } = target;
  const { version } = await tx.selectFrom('volumes').select('version').where('id', '=', volumeId).forUpdate().executeTakeFirstOrThrow();
  const standing = await tx.selectFrom('materials').select(['classCode', 'sequence']).where('volumeId', '=', volumeId).where('untilVersion', 'is', null).execute();
  const sequence = nextSequence(standing, row.classCode);
  const id = randomUUID();
  await tx.insertInto('materials').values({ ...row, sequence, id, volumeId, sinceVersion: version + 1, filedBy: subject.accountId, filedAt: now(), idempotencyKey: key }).execute();
  await tx.insertInto('pages').values(prepared.map(page => ({ ...page, materialId: id }))).execute();
  await insertSetAside(tx, id, sides);
  await tx.updateTable('volumes').set({ version: version + 1 }).where('id', '=', volumeId).execute();
  await recordEvent(tx, subject, {
    act: 'intake.fileLoose',
    object: person.archiveNumber,
    detail: `${formatMaterialNumber(row.classCode, sequence)} pages=${String(prepared.length)} version=${String(version + 1)}`,
    personId: person.id,
    changes: [{ field: 'version', before: String(version), after: String(version + 1) }],
  });
}
