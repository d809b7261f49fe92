import { randomUUID } from 'node:crypto';
import { PrintJobId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { measurePdf } from '../printing/index.ts';

type Devices = Pick<TerminalServices, 'devices'>;

/** Before anything is asked of the data centre, which records that a document left. */
export async function requirePrinter({ devices }: Devices, printerName: string): Promise<void> {
  const { printers } = await devices('printers.list', {});
  if (!printers.some(printer => printer.name === printerName)) throw new AppError('printer.not-found', { printer: printerName });
}

/** `title` is what the print queue shows to everybody. */
export async function printDocument({ devices }: Devices, document: { readonly printerName: string; readonly title: string; readonly pdf: Uint8Array<ArrayBuffer>; readonly printJobId?: PrintJobId; readonly isMonochrome?: boolean }): Promise<PrintOutcome> {
  const sheets = await measurePdf(document.pdf);
  return devices('printers.print', { ...document, printJobId: document.printJobId ?? PrintJobId.parse(randomUUID()), copies: 1, ...sheets });
}
