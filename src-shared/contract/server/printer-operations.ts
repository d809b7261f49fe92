import { z } from 'zod';
import { TerminalId } from '../../domain/ids.ts';
import { PrinterApproval, ReportedPrinter, TerminalPrinter, TerminalPrinterId } from '../../domain/printing.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

/** More queues than any terminal has; what lies beyond is not printed to. */
export const mostPrinters = 50;

export const printerOperations = {
  /** What the terminal sees now, before it prints; the answer goes in the same order. A printer that is new waits for the security officer. */
  'printers.report': operation(z.object({ printers: z.array(ReportedPrinter).max(mostPrinters).readonly() }), z.object({ approvals: z.array(PrinterApproval).readonly() })),
};

/** 打印机准用: by the security officer, for each device at each terminal. */
export const printerApprovalOperations = {
  'printers.list': operation(z.object({ terminalId: TerminalId }), z.object({ printers: z.array(TerminalPrinter).readonly() })),
  'printers.approve': operation(z.object({ id: TerminalPrinterId }), Nothing),
  /** Also takes an approval back. */
  'printers.refuse': operation(z.object({ id: TerminalPrinterId, reason: z.string().trim().min(1).max(200) }), Nothing),
};
