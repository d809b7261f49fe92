import type { sheetOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { catalogueTemplatePath } from '#shared/contract/server/intake-operations';
import { excerptSheetPath } from '#shared/contract/server-api';
import { evidencePath } from '#shared/contract/server/evidence-operations';
import type { PrintOutcome } from '#shared/domain/printing';
import type { PrintedRef } from '#shared/domain/sheet-print';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { TerminalServices } from '../../app/services.ts';
import { defectSheets, sheetLimitBytes } from './defect-sheets.ts';
import { keepFile } from './keep-file.ts';
import { requirePrinter } from '../printing/index.ts';
import { printRegistered } from './print-registered.ts';

const templateNames = { 'since-2012': '目录模板-2012年起.xlsx', 'before-2012': '目录模板-2012年前.xlsx' } as const;

/** Documents that the data centre makes for paper or for a supplier: as a file of this terminal, or printed. */
export function sheetHandlers(services: TerminalServices): Handlers<typeof sheetOperations, unknown> {
  const { server, session, exportDirectory, now } = services;
  const today = (): string => formatSiteDay(now());
  const fetchBytes = async (path: string): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(path, sheetLimitBytes)).bytes;
  const save = async (path: string, fileName: string): Promise<{ path: string }> => {
    session.requireUnlocked();
    return { path: await keepFile(exportDirectory, fileName, await fetchBytes(path)) };
  };
  const print = async (path: string, { printerName, of }: { readonly printerName: string; readonly of: PrintedRef }): Promise<PrintOutcome> => {
    session.requireUnlocked();
    await requirePrinter(services, printerName);
    return (await printRegistered(services, { of, printerName, pdf: await fetchBytes(path) })).outcome;
  };
  const defects = defectSheets(services);
  return {
    'intake.saveDefects': ({ format, ...of }) => defects.save(of, format),
    'intake.printDefects': ({ printerName, ...of }) => defects.print(of, printerName),
    'intake.saveTemplate': ({ template }) => save(catalogueTemplatePath(template), templateNames[template]),
    'printing.saveSheet': ({ id }) => save(excerptSheetPath(id), `摘录单-${today()}-${id.slice(0, 8)}.pdf`),
    'printing.printSheet': ({ id, printerName }) => print(excerptSheetPath(id), { printerName, of: { kind: 'excerpt-sheet', id } }),
    'evidence.print': ({ personId, printerName }) => print(evidencePath(personId), { printerName, of: { kind: 'evidence-sheet', personId } }),
  };
}
