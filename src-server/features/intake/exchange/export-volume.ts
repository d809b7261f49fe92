import type { KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import { VolumeId } from '#shared/domain/ids';
import { plainRecipe, type PageRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireRole, type Subject } from '../../authority/index.ts';
import { requireRecentConfirmation } from '../../identity/index.ts';
import { factsOf, requirePerson, secrecyOf, type PersonRecord } from '../../people/index.ts';
import { listMaterials, requireVolumeRecord } from '../../volumes/index.ts';
import { listRecipients } from './partner-repository.ts';
import { fingerprintOf, readRecipientPublicKey, writeSealedPackage, type ImageToSeal, type VolumeToSeal } from '../packages/index.ts';

export type VolumeExport = { readonly volumeId: string; readonly recipient: string };

/**
 * A volume as it stands, sealed for another data centre: nothing of it is readable on the way, and nobody but a partner can be sent one.
 * The event is written before the first byte leaves; the stream fails when a page cannot be read.
 */
export async function exportVolume(services: Services, subject: Subject, { volumeId, recipient }: VolumeExport): Promise<Readable> {
  const { db, exchange, now } = services;
  requireRole(subject, 'volumes.export');
  await requireRecentConfirmation(db, { accountId: subject.accountId, now: now() });
  if (!VolumeId.safeParse(volumeId).success) throw new AppError('resource.not-found');
  const { personId, version } = await requireVolumeRecord(db, volumeId);
  const person = await requirePerson(db, personId);
  requireAllowed(subject, 'volumes.export', factsOf(person));
  const key = await requirePartner(services, recipient);
  const volume = await readVolume(services, person, volumeId);
  await recordEvent(db, subject, {
    act: 'volumes.export',
    object: person.archiveNumber,
    detail: `recipient=${fingerprintOf(key)} materials=${String(volume.rows.length)} images=${String(volume.images.length)} version=${String(version)}`,
    personId,
  });
  return writeSealedPackage({ ...volume, recipient: key, signer: exchange.signer, madeAt: now() });
}

async function requirePartner({ db, exchange }: Services, recipient: string): Promise<KeyObject> {
  const key = readRecipientPublicKey(recipient);
  if (!key) throw new AppError('input.invalid', { path: 'recipient' });
  const isPartner = recipient === exchange.publicKey || (await listRecipients(db)).some(({ publicKey }) => publicKey === recipient);
  if (!isPartner) throw new AppError('package.recipient-unknown', { fingerprint: fingerprintOf(key) });
  return key;
}

async function readVolume(services: Services, person: PersonRecord, volumeId: string): Promise<Pick<VolumeToSeal, 'person' | 'secrecy' | 'rows' | 'images'>> {
  const { db, pages } = services;
  // One snapshot: catalogue and pages of the same version.
  const { materials, blobs } = await db.transaction().setIsolationLevel('repeatable read').execute(async tx => ({ materials: await listMaterials(tx, { volumeId }), blobs: await findBlobs(tx, volumeId) }));
  if (blobs.length === 0) throw new AppError('package.nothing-to-export');
  const placeOf = new Map(materials.map(({ id, classCode, sequence }) => [id, { classCode, sequence }]));
  const images = blobs.flatMap(({ materialId, number, originalBlob, optimisedBlob, recipe }): ImageToSeal[] => {
    const place = placeOf.get(materialId);
    if (!place) throw new Error('A page without its material.');
    const image = { ...place, page: number };
    return [{ layer: 'original', ...image, read: () => readOriginal(services, originalBlob, recipe) }, { layer: 'optimised', ...image, read: () => pages.get(optimisedBlob) }];
  });
  return {
    person: personToSeal(person),
    secrecy: secrecyOf(person),
    rows: materials.map(({ classCode, sequence, name, formedOn, pageCount, remark }) => ({ classCode, sequence, name, formedOn: formedOn ?? '', pageCount, copies: null, remark })),
    images,
  };
}

/** One picture a file, as every data centre takes them: two scans of one page go laid together, and stay here as they are. */
async function readOriginal({ pages, marker }: Services, blob: string, { join }: PageRecipe): Promise<Buffer> {
  const original = await pages.get(blob);
  // A row from before pages could be joined says nothing of it.
  return (join ?? null) === null ? original : (await marker.optimise(original, { ...plainRecipe, join })).jpeg;
}

function findBlobs(tx: Db, volumeId: string): Promise<{ materialId: string; number: number; originalBlob: string; optimisedBlob: string; recipe: PageRecipe }[]> {
  return tx
    .selectFrom('pages')
    .innerJoin('materials', 'materials.id', 'materialId')
    .select(['materialId', 'number', 'originalBlob', 'optimisedBlob', 'recipe'])
    .where('volumeId', '=', volumeId)
    .where('untilVersion', 'is', null)
    .orderBy('classCode')
    .orderBy('sequence')
    .orderBy('number')
    .execute();
}

function personToSeal({ name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn, unitName, post }: PersonRecord): VolumeToSeal['person'] {
  return { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn, unitName, post };
}
