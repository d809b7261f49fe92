import type { sheetOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { catalogueTemplatePath } from '#shared/contract/server/intake-operations';
import { evidencePath } from '#shared/contract/server/evidence-operations';
import type { TerminalServices } from '../../app/services.ts';
import { defectSheets } from './defect-sheets.ts';
import { createSheetDoor } from './sheet-door.ts';

const templateNames = { 'since-2012': '目录模板-2012年起.xlsx', 'before-2012': '目录模板-2012年前.xlsx' } as const;

/** Documents that the data centre makes for paper or for a supplier: as a file of this terminal, or printed. */
export function sheetHandlers(services: TerminalServices): Handlers<typeof sheetOperations, unknown> {
  const { save, print } = createSheetDoor(services);
  const defects = defectSheets(services);
  return {
    'intake.saveDefects': ({ format, ...of }) => defects.save(of, format),
    'intake.printDefects': ({ printerName, ...of }) => defects.print(of, printerName),
    'intake.saveTemplate': ({ template }) => save(catalogueTemplatePath(template), templateNames[template]),
    'evidence.print': ({ personId, printerName }) => print(evidencePath(personId), { printerName, of: { kind: 'evidence-sheet', personId } }),
  };
}
