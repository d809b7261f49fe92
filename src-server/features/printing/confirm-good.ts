import { countWholeCopies } from '#shared/domain/print-copy';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { move, settleCopies, sheetsOf } from './move-print.ts';
import { printFacts, requirePrintJob, type PrintJobRecord } from './print-repository.ts';

export type SheetCount = { readonly id: string; readonly goodSheets: number; readonly wasteSheets: number };

/** What a person counted, after a failure and also when the paper says otherwise than the printer. Waste stays in the register until it is destroyed. */
export async function confirmGood({ db }: Services, subject: Subject, { id, goodSheets, wasteSheets }: SheetCount): Promise<PrintJobRecord> {
  return db.transaction().execute(async tx => {
    await tx.selectFrom('printJobs').select('id').where('id', '=', id).forUpdate().execute();
    const job = await requirePrintJob(tx, id);
    requireAllowed(subject, 'printing.confirmGood', printFacts(job));
    if (job.printerName === '' || job.state === 'prepared' || job.state === 'submitted') throw new AppError('print.state-conflict', { state: job.state });
    const most = sheetsOf(job);
    if (goodSheets < job.firstSheet || goodSheets > most) throw new AppError('print.wrong-count', { least: job.firstSheet, most });
    await requireCopiesUntouched(tx, job, goodSheets);
    const isWhole = goodSheets === most;
    if (job.state === 'completed' && !isWhole) await move(tx, job, { to: 'failed', goodSheets });
    await tx
      .updateTable('printJobs')
      .set({ goodSheets, wasteSheets: job.wasteSheets + wasteSheets, ...(wasteSheets > 0 ? { wasteDestroyedAt: null, wasteDestroyedBy: null, wasteWitness: '' } : {}) })
      .where('id', '=', id)
      .execute();
    await settleCopies(tx, job, goodSheets);
    await recordEvent(tx, subject, {
      ...{ act: 'printing.confirmGood', object: job.registerNumber, detail: `good=${String(goodSheets)} of=${String(most)} waste=${String(wasteSheets)}`, personId: job.personId },
      changes: [{ field: 'goodSheets', before: job.goodSheets === null ? '' : String(job.goodSheets), after: String(goodSheets) }],
    });
    return requirePrintJob(tx, id);
  });
}

/** A copy that was handed over was whole. */
async function requireCopiesUntouched(tx: Db, { id, pageIds }: PrintJobRecord, goodSheets: number): Promise<void> {
  const gone = await tx.selectFrom('printCopies').select('number').where('jobId', '=', id).where('number', '>', countWholeCopies(goodSheets, pageIds.length)).where('state', 'not in', ['planned', 'made']).executeTakeFirst();
  if (gone) throw new AppError('print.copy-state-conflict');
}
