import type { CataloguePrint, CataloguePrintState } from '#shared/domain/catalogue-sheets/catalogue-print';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Act, type Subject } from '../authority/index.ts';
import { requireApprovedPrinter } from '../printers/index.ts';
import { factsOf, requirePerson } from '../people/index.ts';
import { requirePrint, type PrintRecord } from './print-repository.ts';

type Change = { readonly state: CataloguePrintState; readonly goodSheets?: number; readonly printerName?: string; readonly outcome?: CataloguePrint['outcome']; readonly detail: string };
type Move = { readonly id: string; readonly act: Act; readonly step: (tx: Db, print: PrintRecord) => Promise<Change | undefined> };

/** One step of a print under the lock of its volume, with its entry in the log. */
async function movePrint({ db, now }: Services, subject: Subject, { id, act, step }: Move): Promise<PrintRecord> {
  const { volumeId } = await requirePrint(db, id);
  return db.transaction().execute(async tx => {
    await tx.selectFrom('volumes').select('id').where('id', '=', volumeId).forUpdate().execute();
    const print = await requirePrint(tx, id);
    requireAllowed(subject, act, factsOf(await requirePerson(tx, print.personId)));
    const change = await step(tx, print);
    if (!change) return print;
    const { state, detail, ...rest } = change;
    await tx.updateTable('cataloguePrints').set({ state, ...rest, ...(state === 'printing' ? {} : { detail, endedAt: now() }) }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act, object: print.registerNumber, detail, changes: [{ field: 'state', before: print.state, after: state }], personId: print.personId });
    return requirePrint(tx, id);
  });
}

function requireState({ state }: PrintRecord, ...allowed: readonly CataloguePrintState[]): void {
  if (!allowed.includes(state)) throw new AppError('catalogue.state-conflict');
}

export function startCatalogue(services: Services, subject: Subject, { id, printerName }: { readonly id: string; readonly printerName: string }): Promise<PrintRecord> {
  return movePrint(services, subject, {
    ...{ id, act: 'catalogues.started' },
    step: async (tx, print) => {
      requireState(print, 'prepared');
      await requireApprovedPrinter(tx, subject, printerName);
      return { state: 'printing', printerName, detail: printerName };
    },
  });
}

export function endCatalogue(services: Services, subject: Subject, { id, outcome, detail }: { readonly id: string; readonly outcome: 'completed' | 'failed' | 'cancelled'; readonly detail: string }): Promise<PrintRecord> {
  return movePrint(services, subject, {
    ...{ id, act: 'catalogues.ended' },
    step: (_tx, print) => {
      // Terminals say it again when the answer was lost.
      if (print.outcome === outcome && print.state !== 'printing') return Promise.resolve(undefined);
      requireState(print, 'printing');
      const said = `${outcome} ${detail}`.trim();
      return Promise.resolve(outcome === 'completed' ? { state: 'done', outcome, goodSheets: print.sheets.length, detail: said } : { state: 'counting', outcome, detail: said });
    },
  });
}

/** Also after the printer said that all was well, when the paper says otherwise; and when a terminal died and never reported. */
export function confirmCatalogue(services: Services, subject: Subject, { id, goodSheets }: { readonly id: string; readonly goodSheets: number }): Promise<PrintRecord> {
  return movePrint(services, subject, {
    ...{ id, act: 'catalogues.confirmGood' },
    step: async (tx, print) => {
      requireState(print, 'printing', 'counting', 'done');
      if (goodSheets > print.sheets.length) throw new AppError('catalogue.wrong-count', { most: print.sheets.length });
      if (print.state === 'done') await requireLast(tx, print);
      return { state: 'done', goodSheets, outcome: print.outcome ?? 'failed', detail: `good=${String(goodSheets)} of=${String(print.sheets.length)}` };
    },
  });
}

/** Sheets that were continued since are no longer what this print left. */
async function requireLast(tx: Db, { id, volumeId, template }: PrintRecord): Promise<void> {
  const last = await tx.selectFrom('cataloguePrints').select('id').where('volumeId', '=', volumeId).where('template', '=', template).where('state', '!=', 'replaced').orderBy('preparedAt', 'desc').orderBy('registerNumber', 'desc').executeTakeFirst();
  if (last?.id !== id) throw new AppError('catalogue.state-conflict');
}
