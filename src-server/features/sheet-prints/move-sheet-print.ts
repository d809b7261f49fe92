import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { sheetPrintOperations } from '#shared/contract/server/sheet-print-operations';
import type { SheetPrint, SheetPrintState } from '#shared/domain/sheet-print';
import { formatSiteDay } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db, Schema } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Act, type Subject } from '../authority/index.ts';
import { requireApprovedPrinter } from '../printers/index.ts';
import { findPrinted } from './find-printed.ts';
import { ofOffice } from './list-outputs.ts';

type Input<Name extends keyof typeof sheetPrintOperations> = z.output<(typeof sheetPrintOperations)[Name]['input']>;
export type SheetPrintRecord = Selectable<Schema['sheetPrints']>;

/** Registers a print once for each key, before paper moves. */
export async function beginSheetPrint(services: Services, subject: Subject, { idempotencyKey, of, sheetCount, printerName }: Input<'sheetPrints.begin'>): Promise<SheetPrintRecord> {
  const { db, now } = services;
  requireAllowed(subject, 'sheetPrints.begin');
  const { object, personId } = await findPrinted(services, subject, of);
  const at = now();
  return db.transaction().execute(async tx => {
    await requireApprovedPrinter(tx, subject, printerName);
    const year = formatSiteDay(at).slice(0, 4);
    const count = await nextNumber(tx, `sheet-prints:${year}`);
    // The series was held until here: a twin of this call has committed or has not begun.
    const known = await tx.selectFrom('sheetPrints').selectAll().where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
    if (known && known.accountId !== subject.accountId) throw new AppError('record.changed');
    if (known) return known;
    const [id, registerNumber] = [randomUUID(), `BD${year}-${String(count).padStart(5, '0')}`];
    await tx
      .insertInto('sheetPrints')
      .values({
        ...{ id, registerNumber, unitId: subject.unitId, kind: of.kind, object, personId: personId ?? null, sheetCount, goodSheets: null, state: 'printing' },
        ...{ printerName, outcome: null, accountId: subject.accountId, startedAt: at, endedAt: null, idempotencyKey },
      })
      .execute();
    await recordEvent(tx, subject, { act: 'sheetPrints.begin', object: registerNumber, detail: `${of.kind} ${object} sheets=${String(sheetCount)} ${printerName}`, ...(personId === undefined ? {} : { personId }) });
    return requireSheetPrint(tx, id);
  });
}

async function requireSheetPrint(db: Db, id: string): Promise<SheetPrintRecord> {
  const print = await db.selectFrom('sheetPrints').selectAll().where('id', '=', id).executeTakeFirst();
  if (!print) throw new AppError('resource.not-found');
  return print;
}

type Change = { readonly state: SheetPrintState; readonly goodSheets?: number; readonly outcome: NonNullable<SheetPrint['outcome']>; readonly detail: string };
type Move = { readonly id: string; readonly act: Act; readonly step: (print: SheetPrintRecord) => Change | undefined };

/** One step of a print under its row's lock, with its entry in the log. */
function moveSheetPrint({ db, now }: Services, subject: Subject, { id, act, step }: Move): Promise<SheetPrintRecord> {
  return db.transaction().execute(async tx => {
    await tx.selectFrom('sheetPrints').select('id').where('id', '=', id).forUpdate().execute();
    const print = await requireSheetPrint(tx, id);
    requireAllowed(subject, act, { ...(ofOffice.has(print.kind) ? {} : { managingUnitId: print.unitId }), participantIds: [print.accountId], object: print.registerNumber });
    const change = step(print);
    if (!change) return print;
    await tx.updateTable('sheetPrints').set({ ...change, endedAt: now() }).where('id', '=', id).execute();
    const personId = print.personId === null ? {} : { personId: print.personId };
    await recordEvent(tx, subject, { act, object: print.registerNumber, detail: change.detail, changes: [{ field: 'state', before: print.state, after: change.state }], ...personId });
    return requireSheetPrint(tx, id);
  });
}

export function endSheetPrint(services: Services, subject: Subject, { id, outcome, detail }: Input<'sheetPrints.end'>): Promise<SheetPrintRecord> {
  return moveSheetPrint(services, subject, {
    ...{ id, act: 'sheetPrints.end' },
    step: print => {
      // Terminals say it again when the answer was lost.
      if (print.outcome === outcome) return undefined;
      if (print.state !== 'printing') throw new AppError('sheet-print.state-conflict');
      const said = `${outcome} ${detail}`.trim();
      return outcome === 'completed' ? { state: 'done', goodSheets: print.sheetCount, outcome, detail: said } : { state: 'counting', outcome, detail: said };
    },
  });
}

/** Also after the printer said that all was well, when the paper says otherwise; and when a terminal died and never reported. */
export function countSheetPrint(services: Services, subject: Subject, { id, goodSheets }: Input<'sheetPrints.count'>): Promise<SheetPrintRecord> {
  return moveSheetPrint(services, subject, {
    ...{ id, act: 'sheetPrints.count' },
    step: ({ sheetCount, outcome }) => {
      if (goodSheets > sheetCount) throw new AppError('sheet-print.wrong-count', { most: sheetCount });
      return { state: 'done', goodSheets, outcome: outcome ?? 'failed', detail: `good=${String(goodSheets)} of=${String(sheetCount)}` };
    },
  });
}
