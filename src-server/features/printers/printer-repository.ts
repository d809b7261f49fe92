import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { PrinterApproval, ReportedPrinter, TerminalPrinter } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';

const mostListed = 200;

type Seen = { readonly terminalId: string; readonly printer: ReportedPrinter; readonly approval: PrinterApproval; readonly at: Date };

/** The row of this device, made when it is new (`isNew`). The newest row of a name is the device that stands behind it now. */
export async function seePrinter(tx: Db, { terminalId, printer, approval, at }: Seen): Promise<{ readonly approval: PrinterApproval; readonly isNew: boolean }> {
  const known = await tx.selectFrom('terminalPrinters').select(['deviceUri', 'approval', 'seenAt']).where('terminalId', '=', terminalId).where('name', '=', printer.name).orderBy('seenAt', 'desc').limit(20).execute();
  const [newest] = known;
  if (newest?.deviceUri === printer.deviceUri) return { approval: newest.approval, isNew: false };
  // Never at the same moment as the one that it takes the place of, whatever the clock says.
  const seenAt = new Date(Math.max(at.getTime(), (newest?.seenAt.getTime() ?? 0) + 1));
  const before = known.find(({ deviceUri }) => deviceUri === printer.deviceUri);
  const row = await tx
    .insertInto('terminalPrinters')
    .values({ id: randomUUID(), terminalId, ...printer, approval, seenAt, decidedBy: null, decidedAt: null })
    .onConflict(conflict => conflict.columns(['terminalId', 'name', 'deviceUri']).doUpdateSet({ seenAt, model: printer.model }))
    .returning('approval')
    .executeTakeFirstOrThrow();
  return { approval: row.approval, isNew: before === undefined };
}

/** Of the device that stands behind the name now; undefined when the terminal never told of it. */
export async function findApproval(db: Db, terminalId: string, name: string): Promise<PrinterApproval | undefined> {
  const row = await db.selectFrom('terminalPrinters').select('approval').where('terminalId', '=', terminalId).where('name', '=', name).orderBy('seenAt', 'desc').limit(1).executeTakeFirst();
  return row?.approval;
}

export type PrinterRow = Selectable<Schema['terminalPrinters']> & { readonly terminalName: string };

/** Held until the transaction ends. Throws `resource.not-found`. */
export async function lockPrinter(tx: Db, id: string): Promise<PrinterRow> {
  const row = await tx
    .selectFrom('terminalPrinters')
    .innerJoin('terminals', 'terminals.id', 'terminalPrinters.terminalId')
    .selectAll('terminalPrinters')
    .select('terminals.name as terminalName')
    .where('terminalPrinters.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('resource.not-found');
  return row;
}

export async function listPrinters(db: Db, terminalId: string): Promise<z.input<typeof TerminalPrinter>[]> {
  const rows = await db
    .selectFrom('terminalPrinters')
    .leftJoin('accounts', 'accounts.id', 'terminalPrinters.decidedBy')
    .select(['terminalPrinters.id', 'terminalId', 'name', 'device', 'deviceUri', 'model', 'approval', 'seenAt', 'decidedAt', 'reason', 'accounts.displayName as decidedByName'])
    .where('terminalId', '=', terminalId)
    .orderBy('name')
    .orderBy('seenAt', 'desc')
    .limit(mostListed)
    .execute();
  return rows.map(({ seenAt, decidedAt, ...row }) => ({ ...row, seenAt: seenAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null }));
}
