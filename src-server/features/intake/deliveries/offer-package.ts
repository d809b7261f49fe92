import { randomUUID } from 'node:crypto';
import { sql, type Insertable } from 'kysely';
import type { z } from 'zod';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import { createInserter } from '../../../db/insert-rows.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db, Schema } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { requirePackageUpload } from '../../uploads/index.ts';
import { batchFacts, lockBatch, requireBatch, requireState } from '../batches/batch-repository.ts';
import { requireReceivedMedium } from '../batches/create-batch.ts';
import { objectOf, requirePackage, requirePackageState, type PackageRecord } from './delivery-repository.ts';

/** Everything else is what checking will find out. */
const insertOffered = createInserter('intakePackages', ['id', 'batchId', 'name', 'uploadId', 'digest', 'idempotencyKey', 'number', 'bytes', 'state', 'offeredBy', 'offeredAt']);

type Offer = z.output<(typeof intakeOperations)['intake.offerPackage']['input']>;

/** From here on the data centre has it: the upload stays until the package has ended. Twice under one key is once. */
export async function offerPackage(services: Services, subject: Subject, offer: Offer): Promise<PackageRecord> {
  const { db, now } = services;
  const batch = await requireBatch(db, offer.batchId);
  requireAllowed(subject, 'intake.offerPackage', batchFacts(batch));
  const known = await findOffered(db, subject, offer);
  if (known) return known;
  const size = await requirePackageUpload(services, subject.accountId, offer.uploadId);
  if (size !== offer.bytes) throw new AppError('package.upload-incomplete');
  return db.transaction().execute(async tx => {
    const locked = await lockBatch(tx, batch.id);
    const twin = await findOffered(tx, subject, offer);
    if (twin) return twin;
    requireState(locked, ['open']);
    if (locked.mediumId !== null) await requireReceivedMedium(tx, locked.unitId, locked.mediumId);
    await requireFreeUpload(tx, offer.uploadId);
    const id = randomUUID();
    const { batchId, name, uploadId, bytes, digest, idempotencyKey } = offer;
    const number = await nextPackageNumber(tx, batchId);
    await insertOffered(tx, [{ id, batchId, name, uploadId, digest, idempotencyKey, number, bytes: String(bytes), state: 'waiting', offeredBy: subject.accountId, offeredAt: now() }]);
    await recordEvent(tx, subject, { act: 'intake.offerPackage', object: `${batch.number}/${String(number)}`, detail: `bytes=${String(bytes)} sha256=${digest}` });
    return requirePackage(tx, id);
  });
}

/** Everything that checking will find out. */
export const newPackage = {
  ...{ state: 'waiting', verdict: null, format: null, personId: null, subjectIdNumber: null, subjectName: null, archiveNumber: null, volumeId: null, volumeVersion: null },
  ...{ secrecyLevel: null, secrecyYears: null, staged: null, leaseOwner: null, leaseUntil: null, previousId: null, checkedAt: null, endedAt: null },
} as const satisfies Partial<Insertable<Schema['intakePackages']>>;

/** Under the lock of the batch. */
export async function nextPackageNumber(tx: Db, batchId: string): Promise<number> {
  const { last } = await tx.selectFrom('intakePackages').select(sql<number>`coalesce(max(number), 0)`.as('last')).where('batchId', '=', batchId).modifyEnd(keptPlan).executeTakeFirstOrThrow();
  return last + 1;
}

async function findOffered(db: Db, { accountId }: Subject, { idempotencyKey, batchId }: Offer): Promise<PackageRecord | undefined> {
  const known = await db.selectFrom('intakePackages').select(['id', 'offeredBy', 'batchId']).where('idempotencyKey', '=', idempotencyKey).orderBy('number').limit(1).modifyEnd(keptPlan).executeTakeFirst();
  if (!known) return undefined;
  if (known.offeredBy !== accountId || known.batchId !== batchId) throw new AppError('record.changed');
  return requirePackage(db, known.id);
}

async function requireFreeUpload(tx: Db, uploadId: string): Promise<void> {
  // The row of the upload lines up two offers of the same one.
  await tx.selectFrom('uploads').select('id').where('id', '=', uploadId).forUpdate().modifyEnd(keptPlan).execute();
  const taken = await tx.selectFrom('intakePackages').select('id').where('uploadId', '=', uploadId).limit(1).modifyEnd(keptPlan).executeTakeFirst();
  if (taken) throw new AppError('package.upload-taken');
}

export type Withdrawal = { readonly id: string; readonly reason: string };

/** Taken back by who offered it, before it was checked; it stays in the account of the batch. */
export async function withdrawPackage({ db, now }: Services, subject: Subject, { id, reason }: Withdrawal): Promise<PackageRecord> {
  const record = await requirePackage(db, id);
  requireAllowed(subject, 'intake.withdrawPackage', { managingUnitId: record.batchUnitId, object: objectOf(record) });
  return db.transaction().execute(async tx => {
    const withdrawn = await tx.updateTable('intakePackages').set({ state: 'withdrawn', endedAt: now() }).where('id', '=', id).where('state', '=', 'waiting').returning('id').executeTakeFirst();
    if (!withdrawn) requirePackageState(await requirePackage(tx, id), ['waiting']);
    await recordEvent(tx, subject, { act: 'intake.withdrawPackage', object: objectOf(record), detail: reason });
    return requirePackage(tx, id);
  });
}
