import { mostPrinters } from '#shared/contract/server/printer-operations';
import type { OfferedPrinter } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';

type Asked = Pick<CommonServices, 'devices' | 'server'>;

/** The printers of this terminal, each with what the security officer says of it. Asked anew each time: approvals are taken back, queues are led elsewhere. */
export async function offerPrinters({ devices, server }: Asked): Promise<readonly OfferedPrinter[]> {
  const printers = (await devices('printers.list', {})).printers.slice(0, mostPrinters);
  if (printers.length === 0) return [];
  const { approvals } = await server.call('printers.report', { printers: printers.map(({ name, device, deviceUri, model }) => ({ name, device, deviceUri, model })) });
  return printers.map((printer, index) => ({ ...printer, approval: approvals[index] ?? 'waiting' }));
}

/** Before anything is asked of the data centre, which records that a document left. */
export async function requirePrinter(services: Asked, printerName: string): Promise<OfferedPrinter> {
  const printer = (await offerPrinters(services)).find(({ name }) => name === printerName);
  if (!printer) throw new AppError('printer.not-found', { printer: printerName });
  if (printer.device === 'file') throw new AppError('printer.to-file', { printer: printerName });
  if (printer.approval !== 'approved') throw new AppError('printer.not-approved', { printer: printerName });
  return printer;
}
