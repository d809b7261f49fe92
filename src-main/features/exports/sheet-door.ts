import type { PrintOutcome } from '#shared/domain/printing';
import type { PrintedRef } from '#shared/domain/sheet-print';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { CommonServices } from '../../app/services.ts';
import { requirePrinter } from '../printing/index.ts';
import { keepFile } from './keep-file.ts';
import { printRegistered } from './print-registered.ts';

/** A sheet of the data centre; not a file of hundreds of pages. */
export const sheetLimitBytes = 256 * 1024 * 1024;

export type SheetDoor = {
  readonly save: (path: string, fileName: string) => Promise<{ path: string }>;
  readonly print: (path: string, as: { readonly printerName: string; readonly of: PrintedRef }) => Promise<PrintOutcome>;
  /** For names of files. */
  readonly today: () => string;
};

/** Documents that the data centre makes for paper: as a file of this terminal, or printed. */
export function createSheetDoor(services: CommonServices): SheetDoor {
  const { server, session, exportDirectory, now } = services;
  const today = (): string => formatSiteDay(now());
  const fetchBytes = async (path: string): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(path, sheetLimitBytes)).bytes;
  const save: SheetDoor['save'] = async (path, fileName) => {
    session.requireUnlocked();
    return { path: await keepFile(exportDirectory, fileName, await fetchBytes(path)) };
  };
  const print: SheetDoor['print'] = async (path, { printerName, of }) => {
    session.requireUnlocked();
    await requirePrinter(services, printerName);
    return (await printRegistered(services, { of, printerName, pdf: await fetchBytes(path) })).outcome;
  };
  return { save, print, today };
}
