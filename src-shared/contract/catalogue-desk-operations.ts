import { z } from 'zod';
import { CataloguePrint, CataloguePrintId } from '../domain/catalogue-sheets/catalogue-print.ts';
import { CatalogueSetting, CatalogueTemplateName } from '../domain/catalogue-sheets/catalogue-book.ts';
import { VolumeId } from '../domain/ids.ts';
import { operation } from './operation.ts';
import { catalogueOperations } from './server/catalogue-operations.ts';

const { 'catalogues.started': _toldByTheTerminal, 'catalogues.ended': _too, ...forwarded } = catalogueOperations;
export const forwardedCatalogues = forwarded;

/** 目录 on paper and as a file of this terminal. */
export const catalogueDeskOperations = {
  /** Prints what was registered, corrected for what the printer does to a sheet; answers when it is done, and the register knows it. */
  'catalogues.print': operation(z.object({ id: CataloguePrintId, printerName: z.string().min(1).max(200) }), CataloguePrint),
  'catalogues.cancelPrint': operation(z.object({ id: CataloguePrintId }), z.object({})),
  'catalogues.save': operation(z.object({ volumeId: VolumeId, template: CatalogueTemplateName, setting: CatalogueSetting, format: z.enum(['pdf', 'xlsx']) }), z.object({ path: z.string() })),
};
