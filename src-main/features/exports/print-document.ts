import { randomUUID } from 'node:crypto';
import { PrintJobId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import type { CommonServices } from '../../app/services.ts';
import { measurePdf } from '../printing/index.ts';

type Devices = Pick<CommonServices, 'devices'>;

/** `title` is what the print queue shows to everybody. */
export async function printDocument({ devices }: Devices, document: { readonly printerName: string; readonly title: string; readonly pdf: Uint8Array<ArrayBuffer>; readonly printJobId?: PrintJobId; readonly isMonochrome?: boolean }): Promise<PrintOutcome> {
  const sheets = await measurePdf(document.pdf);
  return devices('printers.print', { ...document, printJobId: document.printJobId ?? PrintJobId.parse(randomUUID()), copies: 1, ...sheets });
}
