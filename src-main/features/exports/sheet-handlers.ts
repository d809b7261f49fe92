import type { sheetOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { catalogueTemplatePath } from '#shared/contract/server/intake-operations';
import type { TerminalServices } from '../../app/services.ts';
import { defectSheets, sheetLimitBytes } from './defect-sheets.ts';
import { keepFile } from './keep-file.ts';

const templateNames = { 'since-2012': '目录模板-2012年起.xlsx', 'before-2012': '目录模板-2012年前.xlsx' } as const;

/** Documents that the data centre makes for paper or for a supplier: as a file of this terminal, or printed. */
export function sheetHandlers(services: TerminalServices): Handlers<typeof sheetOperations, unknown> {
  const { server, session, exportDirectory } = services;
  const fetchBytes = async (path: string): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(path, sheetLimitBytes)).bytes;
  const save = async (path: string, fileName: string): Promise<{ path: string }> => {
    session.requireUnlocked();
    return { path: await keepFile(exportDirectory, fileName, await fetchBytes(path)) };
  };
  const defects = defectSheets(services);
  return {
    'intake.saveDefects': ({ format, ...of }) => defects.save(of, format),
    'intake.printDefects': ({ printerName, ...of }) => defects.print(of, printerName),
    'intake.saveTemplate': ({ template }) => save(catalogueTemplatePath(template), templateNames[template]),
  };
}
