import { IdempotencyKey, PrintJobId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import type { PrintedRef, SheetPrint } from '#shared/domain/sheet-print';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import { measurePdf } from '../printing/index.ts';
import { printDocument } from './print-document.ts';

type Order = { readonly of: PrintedRef; readonly printerName: string; readonly pdf: Uint8Array<ArrayBuffer>; readonly printJobId?: PrintJobId; readonly isMonochrome?: boolean };

/** A form on paper is a row of the register: begun before the printer hears of it, with its sheets counted, and ended whatever happens. The queue shows its number. */
export async function printRegistered(services: CommonServices, { of, printerName, pdf, printJobId = PrintJobId.parse(crypto.randomUUID()), isMonochrome = false }: Order): Promise<{ readonly print: SheetPrint; readonly outcome: PrintOutcome }> {
  const { pageCount: sheetCount } = await measurePdf(pdf);
  const { id, registerNumber } = await services.server.call('sheetPrints.begin', { idempotencyKey: IdempotencyKey.parse(crypto.randomUUID()), of, sheetCount, printerName });
  const end = ({ state: outcome, detail }: Pick<PrintOutcome, 'state' | 'detail'>): Promise<SheetPrint> => services.server.call('sheetPrints.end', { id, outcome, detail });
  let outcome: PrintOutcome;
  try {
    outcome = await printDocument(services, { printerName, title: registerNumber, pdf, printJobId, isMonochrome });
  } catch (error) {
    await end({ state: 'failed', detail: error instanceof AppError ? error.code : 'internal' });
    throw error;
  }
  return { print: await end(outcome), outcome };
}
