import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { readMediumContents } from '../batches/medium-contents.ts';
import { batchFacts, lockBatch, requireBatch, requireState } from '../batches/batch-repository.ts';
import { digestOfDraw, drawForPackages } from './draw-sample.ts';

/** Everything has been offered and checked: draws the sample. Seed and digest are in the log before anybody has seen a page of it. */
export async function closeBatch({ db, now }: Services, subject: Subject, id: string): Promise<void> {
  const { number, ...batch } = await requireBatch(db, id);
  requireAllowed(subject, 'intake.closeBatch', batchFacts({ number, unitId: batch.unitId }));
  await db.transaction().execute(async tx => {
    requireState(await lockBatch(tx, id), ['open']);
    const packages = await tx.selectFrom('intakePackages').select(['id', 'state', 'verdict']).where('batchId', '=', id).where('state', '!=', 'withdrawn').orderBy('number').execute();
    if (packages.length === 0) throw new AppError('batch.empty');
    const underWay = packages.filter(({ state }) => state !== 'checked').length;
    if (underWay > 0) throw new AppError('batch.still-checking', { count: underWay });
    const sampleSeed = randomBytes(32).toString('hex');
    await tx.updateTable('intakeBatches').set({ state: 'sampling', closedAt: now(), sampleSeed }).where('id', '=', id).execute();
    // What cannot be accepted goes back as it is: nobody need look at it.
    const drawn = await drawForPackages(tx, { batchId: id, packageIds: packages.filter(({ verdict }) => verdict !== 'defective').map(each => each.id) });
    await recordEvent(tx, subject, { act: 'intake.closeBatch', object: number, detail: `packages=${String(packages.length)} seed=${sampleSeed} drawn=${String(drawn.length)} sha256=${digestOfDraw(drawn)}${await describeMedium(tx, batch.mediumId)}` });
  });
}

/** Whoever closes a batch that brings another number of volumes than the register says answers for it. */
async function describeMedium(tx: Db, mediumId: string | null): Promise<string> {
  if (mediumId === null) return '';
  const contents = (await readMediumContents(tx, [mediumId])).get(mediumId);
  return contents === undefined ? '' : ` registered=${String(contents.registeredVolumes)} offered=${String(contents.offeredVolumes)}`;
}
