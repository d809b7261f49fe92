import { countWholeCopies } from '#shared/domain/print-copy';
import { canPrintJobBecome, canPrintOn, needsCount, type PrintOutcome, type PrintState } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { requireApprovedPrinter } from '../printers/index.ts';
import { requireCopiesLeft } from './granted-copies.ts';
import { printFacts, requirePrintJob, type PrintJobRecord } from './print-repository.ts';

export async function submitPrint({ db }: Services, subject: Subject, { id, printerName }: { readonly id: string; readonly printerName: string }): Promise<PrintJobRecord> {
  return db.transaction().execute(async tx => {
    const job = await requirePrintJob(tx, id);
    requireAllowed(subject, 'printing.submitted', printFacts(job));
    // Terminals say it again when the answer was lost.
    if (job.state === 'submitted' && job.printerName === printerName) return job;
    await requireApprovedPrinter(tx, subject, printerName);
    if (job.state === 'failed' || job.state === 'cancelled') await requirePrintingOn(tx, job);
    await move(tx, job, { to: 'submitted', printerName, firstSheet: job.goodSheets ?? 0, goodSheets: null });
    await recordEvent(tx, subject, { act: 'printing.submitted', object: job.registerNumber, detail: printerName, personId: job.personId, changes: [{ field: 'state', before: job.state, after: 'submitted' }] });
    return requirePrintJob(tx, id);
  });
}

export async function finishPrint({ db, now }: Services, subject: Subject, { id, ...outcome }: PrintOutcome & { readonly id: string }): Promise<PrintJobRecord> {
  const detail = describe(outcome);
  return db.transaction().execute(async tx => {
    const job = await requirePrintJob(tx, id);
    requireAllowed(subject, 'printing.finished', printFacts(job));
    if (job.state === outcome.state) return job;
    // What was never sent to a printer has left no sheet; of what failed on the way a person has to say.
    const goodSheets = outcome.state === 'completed' ? sheetsOf(job) : job.state === 'prepared' ? 0 : null;
    await move(tx, job, { to: outcome.state, detail, finishedAt: now(), goodSheets });
    if (goodSheets !== null) await settleCopies(tx, job, goodSheets);
    await recordEvent(tx, subject, {
      act: 'printing.finished',
      object: job.registerNumber,
      result: outcome.state === 'completed' ? 'done' : 'failed',
      detail: `${outcome.state} ${detail}`,
      personId: job.personId,
      changes: [{ field: 'state', before: job.state, after: outcome.state }],
    });
    return requirePrintJob(tx, id);
  });
}

function describe({ impressions, detail }: PrintOutcome): string {
  return [...(impressions === null ? [] : [`impressions=${String(impressions)}`]), ...(detail === '' ? [] : [detail])].join(' ');
}

type Move = { readonly to: PrintState; readonly printerName?: string; readonly detail?: string; readonly finishedAt?: Date; readonly firstSheet?: number; readonly goodSheets: number | null; readonly wasteSheets?: number };

/** The rest of a run that stopped goes on under the same number, once it is known what came out of it. */
async function requirePrintingOn(tx: Db, job: PrintJobRecord): Promise<void> {
  if (needsCount(job)) throw new AppError('print.count-first');
  if (!canPrintOn({ ...job, pageCount: job.pageIds.length })) throw new AppError('print.state-conflict', { state: job.state });
  const whole = countWholeCopies(job.goodSheets ?? 0, job.pageIds.length);
  await requireCopiesLeft(tx, { requestId: job.requestId, materialId: job.materialId, copies: job.copies - whole });
}

export const sheetsOf = ({ pageIds, copies }: PrintJobRecord): number => pageIds.length * copies;

/** Which of the copies are whole on paper; what a copy has been through since is not touched. */
export async function settleCopies(tx: Db, { id, pageIds }: PrintJobRecord, goodSheets: number): Promise<void> {
  const whole = countWholeCopies(goodSheets, pageIds.length);
  await tx.updateTable('printCopies').set({ state: 'made' }).where('jobId', '=', id).where('number', '<=', whole).where('state', '=', 'planned').execute();
  await tx.updateTable('printCopies').set({ state: 'planned' }).where('jobId', '=', id).where('number', '>', whole).where('state', '=', 'made').execute();
}

export async function move(tx: Db, { id, state }: PrintJobRecord, { to, ...values }: Move): Promise<void> {
  if (!canPrintJobBecome(state, to)) throw new AppError('print.state-conflict', { state });
  const moved = await tx.updateTable('printJobs').set({ ...values, state: to }).where('id', '=', id).where('state', '=', state).returning('id').executeTakeFirst();
  if (!moved) throw new AppError('print.state-conflict', { state: (await requirePrintJob(tx, id)).state });
}
