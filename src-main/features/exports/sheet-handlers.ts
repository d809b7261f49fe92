import type { sheetOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { catalogueTemplatePath } from '#shared/contract/server/intake-operations';
import { excerptSheetPath } from '#shared/contract/server-api';
import { evidencePath } from '#shared/contract/server/evidence-operations';
import type { PrintOutcome } from '#shared/domain/printing';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { TerminalServices } from '../../app/services.ts';
import { defectSheets, sheetLimitBytes } from './defect-sheets.ts';
import { keepFile } from './keep-file.ts';
import { requirePrinter } from '../printing/index.ts';
import { printDocument } from './print-document.ts';

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
  const print = async (path: string, { printerName, title }: { readonly printerName: string; readonly title: string }): Promise<PrintOutcome> => {
    session.requireUnlocked();
    await requirePrinter(services, printerName);
    return printDocument(services, { printerName, title, pdf: await fetchBytes(path) });
  };
  const defects = defectSheets(services);
  return {
    'intake.saveDefects': ({ format, ...of }) => defects.save(of, format),
    'intake.printDefects': ({ printerName, ...of }) => defects.print(of, printerName),
    'intake.saveTemplate': ({ template }) => save(catalogueTemplatePath(template), templateNames[template]),
    'printing.saveSheet': ({ id }) => save(excerptSheetPath(id), `摘录单-${today()}-${id.slice(0, 8)}.pdf`),
    'printing.printSheet': ({ id, printerName }) => print(excerptSheetPath(id), { printerName, title: `摘录单-${id.slice(0, 8)}` }),
    'evidence.print': ({ personId, printerName }) => print(evidencePath(personId), { printerName, title: `三龄两历一身份核对表-${today()}` }),
  };
}
