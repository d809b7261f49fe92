import type { Handlers } from '#shared/contract/operation';
import type { printerApprovalOperations, printerOperations } from '#shared/contract/server/printer-operations';
import type { PrinterApproval, ReportedPrinter } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import type { Site } from '../identity/index.ts';
import { findApproval, listPrinters, lockPrinter, seePrinter } from './printer-repository.ts';

type Operations = typeof printerOperations & typeof printerApprovalOperations;

/** 打印机准用: each printer of each terminal waits for the security officer. What prints into a file is refused for good. */
export function printerHandlers({ db, now }: Services, { isProduction }: Site): Handlers<Operations, RequestContext> {
  return {
    'printers.report': async ({ printers }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'printers.report');
      return db.transaction().execute(async tx => {
        const approvals: PrinterApproval[] = [];
        for (const printer of printers) approvals.push(await reportPrinter(tx, subject, { printer, at: now(), isProduction }));
        return { approvals };
      });
    },
    'printers.list': async ({ terminalId }, context) => {
      requireAllowed(requireSubject(context), 'printers.list');
      return { printers: await listPrinters(db, terminalId) };
    },
    'printers.approve': async ({ id }, context) => {
      await decidePrinter(db, requireSubject(context), { id, approval: 'approved', reason: '', at: now() });
      return {};
    },
    'printers.refuse': async ({ id, reason }, context) => {
      await decidePrinter(db, requireSubject(context), { id, approval: 'refused', reason, at: now() });
      return {};
    },
  };
}

type Report = { readonly printer: ReportedPrinter; readonly at: Date; readonly isProduction: boolean };

async function reportPrinter(tx: Db, subject: Subject, { printer, at, isProduction }: Report): Promise<PrinterApproval> {
  const { approval, isNew } = await seePrinter(tx, { terminalId: terminalOf(subject), printer, approval: firstApproval(printer, isProduction), at });
  if (isNew) await recordEvent(tx, subject, { act: 'printers.report', object: printer.name, detail: `${printer.device} ${printer.deviceUri} ${approval}` });
  return printer.device === 'file' ? 'refused' : approval;
}

/** A demonstration has nobody who would have to come first: a device beside the machine is taken at once. */
function firstApproval({ device }: ReportedPrinter, isProduction: boolean): PrinterApproval {
  if (device === 'file') return 'refused';
  return device === 'local' && !isProduction ? 'approved' : 'waiting';
}

function terminalOf({ terminalId }: Subject): string {
  if (terminalId === null) throw new AppError('terminal.not-enrolled');
  return terminalId;
}

type Decision = { readonly id: string; readonly approval: 'approved' | 'refused'; readonly reason: string; readonly at: Date };

async function decidePrinter(db: Db, subject: Subject, { id, approval, reason, at }: Decision): Promise<void> {
  const act = approval === 'approved' ? 'printers.approve' : 'printers.refuse';
  requireAllowed(subject, act);
  await db.transaction().execute(async tx => {
    const printer = await lockPrinter(tx, id);
    if (approval === 'approved' && printer.device === 'file') throw new AppError('printer.to-file', { printer: printer.name });
    await tx.updateTable('terminalPrinters').set({ approval, reason, decidedBy: subject.accountId, decidedAt: at }).where('id', '=', id).execute();
    const detail = [printer.name, printer.device, printer.deviceUri, reason].filter(Boolean).join(' ');
    await recordEvent(tx, subject, { act, object: printer.terminalName, detail, changes: [{ field: 'approval', before: printer.approval, after: approval }] });
  });
}

/** Asked where a sheet is about to leave: by name, of the device that the terminal told of last. */
export async function requireApprovedPrinter(tx: Db, subject: Subject, printerName: string): Promise<void> {
  if ((await findApproval(tx, terminalOf(subject), printerName)) !== 'approved') throw new AppError('printer.not-approved', { printer: printerName });
}
