import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { batchFacts, lockBatch, requireBatch, requireState, type BatchRecord } from '../batches/batch-repository.ts';
import { viewBatch } from '../batches/batch-views.ts';
import { finishBatches } from '../batches/finish-batches.ts';
import { removeEndedUploads } from '../deliveries/ended-uploads.ts';
import { returnPackages } from './return-packages.ts';

export type BatchDecision = { readonly id: string; readonly verdict: 'accept' | 'return'; readonly note: string };

/** Clean packages go into their volumes one by one, which takes a while; the others go back at once. `return`: all go back. */
export async function decideBatch(services: Services, subject: Subject, { id, verdict, note }: BatchDecision): Promise<void> {
  const { db, now } = services;
  const batch = await requireBatch(db, id);
  requireAllowed(subject, 'intake.decideBatch', batchFacts(batch));
  await db.transaction().execute(async tx => {
    const locked = await lockBatch(tx, id);
    // A package whose volume moved on comes back from accepting: the batch is decided once more, about what is left.
    requireState(locked, verdict === 'accept' ? ['sampling', 'accepting'] : ['open', 'sampling', 'accepting']);
    await requireNothingUnderWay(tx, id);
    if (verdict === 'accept') await requirePassed(tx, { ...batch, ...locked });
    const at = now();
    const accepted = verdict === 'accept' ? await startAccepting(tx, id) : 0;
    const returned = await returnPackages(tx, subject, { batchId: id, at });
    const state = accepted > 0 || locked.state === 'accepting' ? 'accepting' : 'returned';
    await tx.updateTable('intakeBatches').set({ state, decidedBy: subject.accountId, decidedAt: at, decisionNote: note }).where('id', '=', id).execute();
    await recordEvent(tx, subject, {
      act: 'intake.decideBatch',
      object: batch.number,
      detail: `${verdict} accepting=${String(accepted)} returned=${String(returned)} ${note}`.trim(),
      changes: [{ field: 'state', before: locked.state, after: state }],
    });
  });
  await finishBatches(db);
  await removeEndedUploads(services);
}

async function requireNothingUnderWay(tx: Db, batchId: string): Promise<void> {
  const { count } = await tx
    .selectFrom('intakePackages')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('batchId', '=', batchId)
    .where('state', 'in', ['waiting', 'checking', 'accepting'])
    .executeTakeFirstOrThrow();
  if (count > 0) throw new AppError('batch.still-checking', { count });
}

async function requirePassed(tx: Db, batch: BatchRecord): Promise<void> {
  const waiting = await tx
    .selectFrom('intakeFindings')
    .innerJoin('intakePackages', 'intakePackages.id', 'packageId')
    .select('intakeFindings.id')
    .where('batchId', '=', batch.id)
    .where('state', '=', 'checked')
    .where('overrideState', '=', 'proposed')
    .limit(1)
    .executeTakeFirst();
  if (waiting) throw new AppError('batch.overrides-wait');
  const { sample } = await viewBatch(tx, batch);
  if (sample.isPassed === null) throw new AppError('batch.sample-incomplete', { judged: sample.judged, drawn: sample.drawn });
  if (!sample.isPassed) throw new AppError('batch.sample-failed', { wrongPlace: sample.wrongPlace, poorPicture: sample.poorPicture });
}

async function startAccepting(tx: Db, batchId: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('intakePackages')
    .set({ state: 'accepting', leaseOwner: null, leaseUntil: null, attempts: 0 })
    .where('batchId', '=', batchId)
    .where('state', '=', 'checked')
    .where('verdict', '=', 'clean')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
