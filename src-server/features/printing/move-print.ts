import { countSheetsOf, countWholeCopies } from '#shared/domain/print-copy';
import { canPrintJobBecome, type PrintOutcome, type PrintState } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { requireApprovedPrinter } from '../printers/index.ts';
import { printFacts, requirePrintJob, type PrintJobRecord } from './print-repository.ts';

export async function submitPrint({ db }: Services, subject: Subject, { id, printerName }: { readonly id: string; readonly printerName: string }): Promise<PrintJobRecord> {
  return db.transaction().execute(async tx => {
    const job = await requirePrintJob(tx, id);
    requireAllowed(subject, 'printing.submitted', printFacts(job));
    // Terminals say it again when the answer was lost.
    if (job.state === 'submitted' && job.printerName === printerName) return job;
    await requireApprovedPrinter(tx, subject, printerName);
    await move(tx, job, { to: 'submitted', printerName });
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
    const goodSheets = goodSheetsOf(job, outcome);
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

/** Known of itself when all was printed, or when nothing had gone to a printer; else a person has to count. */
function goodSheetsOf({ state, pageIds, copies }: PrintJobRecord, outcome: Pick<PrintOutcome, 'state'>): number | null {
  if (outcome.state === 'completed') return pageIds.length * copies;
  return state === 'prepared' ? 0 : null;
}

export type SheetCount = { readonly id: string; readonly goodSheets: number; readonly wasteSheets: number };

/** Once: what was counted is what later copies are charged against. */
export async function countSheets({ db }: Services, subject: Subject, { id, goodSheets, wasteSheets }: SheetCount): Promise<PrintJobRecord> {
  return db.transaction().execute(async tx => {
    const job = await requirePrintJob(tx, id);
    requireAllowed(subject, 'printing.countSheets', printFacts(job));
    const most = job.pageIds.length * job.copies;
    if (goodSheets > most) throw new AppError('print.wrong-count', { most });
    const counted = await tx.updateTable('printJobs').set({ goodSheets, wasteSheets }).where('id', '=', id).where('state', 'in', ['failed', 'cancelled']).where('goodSheets', 'is', null).returning('id').executeTakeFirst();
    if (!counted) throw new AppError('print.state-conflict', { state: job.state });
    await settleCopies(tx, job, goodSheets);
    await recordEvent(tx, subject, { act: 'printing.countSheets', object: job.registerNumber, detail: `good=${String(goodSheets)} waste=${String(wasteSheets)} of=${String(most)}`, personId: job.personId });
    return requirePrintJob(tx, id);
  });
}

/**
 * Those of which every sheet is good exist on paper, and of one at most some sheets: sheets leave the printer copy by copy. Good sheets are
 * kept and charged; whoever does not keep them counts them as waste.
 */
async function settleCopies(tx: Db, { id, pageIds }: PrintJobRecord, goodSheets: number): Promise<void> {
  const whole = countWholeCopies(goodSheets, pageIds.length);
  const planned = tx.updateTable('printCopies').where('jobId', '=', id).where('state', '=', 'planned');
  await planned.set({ state: 'made' }).where('number', '<=', whole).execute();
  if (countSheetsOf(whole + 1, goodSheets, pageIds.length) > 0) await planned.set({ state: 'partial' }).where('number', '=', whole + 1).execute();
}

function describe({ impressions, detail }: PrintOutcome): string {
  return [...(impressions === null ? [] : [`impressions=${String(impressions)}`]), ...(detail === '' ? [] : [detail])].join(' ');
}

type Move = { readonly to: PrintState; readonly printerName?: string; readonly detail?: string; readonly finishedAt?: Date; readonly goodSheets?: number | null };

async function move(tx: Db, { id, state }: PrintJobRecord, { to, ...values }: Move): Promise<void> {
  if (!canPrintJobBecome(state, to)) throw new AppError('print.state-conflict', { state });
  const moved = await tx.updateTable('printJobs').set({ ...values, state: to }).where('id', '=', id).where('state', '=', state).returning('id').executeTakeFirst();
  if (!moved) throw new AppError('print.state-conflict', { state: (await requirePrintJob(tx, id)).state });
}
