import { randomUUID } from 'node:crypto';
import type { catalogueDeskOperations } from '#shared/contract/catalogue-desk-operations';
import type { Handlers } from '#shared/contract/operation';
import { catalogueFilePath, cataloguePrintPath } from '#shared/contract/server/catalogue-operations';
import type { CataloguePrint, CataloguePrintId } from '#shared/domain/catalogue-sheets/catalogue-print';
import { PrintJobId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import { formatSiteDay } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile, printDocument } from '../exports/index.ts';
import { requirePrinter } from '../printing/index.ts';
import { calibratePdf, printerCalibrations } from '../strips/index.ts';

const limitBytes = 64 * 1024 * 1024;

/** 目录 on paper: rows that are added must meet the lines of a sheet that is printed already, hence always corrected for the printer. */
export function cataloguePrintHandlers(services: TerminalServices): Handlers<typeof catalogueDeskOperations, unknown> {
  const { server, session, devices, exportDirectory, now } = services;
  const calibrations = printerCalibrations(services);
  const running = new Map<CataloguePrintId, PrintJobId>();
  const fetchBytes = async (path: string): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(path, limitBytes)).bytes;
  return {
    'catalogues.print': async ({ id, printerName }) => {
      session.requireUnlocked();
      if (running.has(id)) throw new AppError('catalogue.state-conflict');
      const printJobId = PrintJobId.parse(randomUUID());
      running.set(id, printJobId);
      try {
        await requirePrinter(services, printerName);
        const pdf = await calibratePdf(await fetchBytes(cataloguePrintPath(id)), (await calibrations.find(printerName)).calibration);
        const print = await server.call('catalogues.started', { id, printerName });
        return await printRun(services, { print, pdf, printerName, printJobId });
      } finally {
        running.delete(id);
      }
    },
    'catalogues.cancelPrint': async ({ id }) => {
      const printJobId = running.get(id);
      if (printJobId) await devices('printers.cancel', { printJobId });
      return {};
    },
    // The name says nothing of whose it is.
    'catalogues.save': async ({ volumeId, format, ...of }) => {
      session.requireUnlocked();
      const bytes = await fetchBytes(catalogueFilePath(volumeId, format, of));
      return { path: await keepFile(exportDirectory, `目录-${formatSiteDay(now())}-${volumeId.slice(0, 8)}.${format}`, bytes) };
    },
  };
}

type Run = { readonly print: CataloguePrint; readonly pdf: Uint8Array<ArrayBuffer>; readonly printerName: string; readonly printJobId: PrintJobId };

/** Every end is registered, also that of a printer that could not be asked. */
async function printRun(services: TerminalServices, { print, pdf, printerName, printJobId }: Run): Promise<CataloguePrint> {
  const end = ({ state: outcome, detail }: Pick<PrintOutcome, 'state' | 'detail'>): Promise<CataloguePrint> => services.server.call('catalogues.ended', { id: print.id, outcome, detail });
  let outcome: PrintOutcome;
  try {
    outcome = await printDocument(services, { printerName, title: print.registerNumber, pdf, printJobId, isMonochrome: true });
  } catch (error) {
    await end({ state: 'failed', detail: error instanceof AppError ? error.code : 'internal' });
    throw error;
  }
  return end(outcome);
}
