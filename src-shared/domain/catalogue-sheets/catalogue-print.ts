import { z } from 'zod';
import { VolumeId } from '../ids.ts';
import { CatalogueSetting, CatalogueTemplateName, mostSheets } from './catalogue-book.ts';

export const CataloguePrintId = z.uuid().brand<'CataloguePrintId'>();
export type CataloguePrintId = z.infer<typeof CataloguePrintId>;

/** prepared → printing → done | counting → done. `counting`: the printer did not say that all was well, so a person counts. `replaced`: never begun, and another one was prepared. */
export const CataloguePrintState = z.enum(['prepared', 'printing', 'counting', 'done', 'replaced']);
export type CataloguePrintState = z.infer<typeof CataloguePrintState>;

/** A sheet on its way through the printer: which one is put in, and how it is printed. */
export const PrintedSheet = z.object({ number: z.int().positive().max(mostSheets), way: z.enum(['blank', 'added']), rows: z.int().nonnegative() });
export type PrintedSheet = z.infer<typeof PrintedSheet>;

/** One row of the register of catalogues (目录打印登记). */
export const CataloguePrint = z.object({
  id: CataloguePrintId,
  registerNumber: z.string(),
  volumeId: VolumeId,
  archiveNumber: z.string(),
  template: CatalogueTemplateName,
  setting: CatalogueSetting,
  /** Counts how often the catalogue was begun on new paper. */
  edition: z.int().positive(),
  state: CataloguePrintState,
  /** In the order in which they go through the printer. */
  sheets: z.array(PrintedSheet).min(1).max(mostSheets).readonly(),
  /** How many of them came out right, counted from the first; null while nobody knows. */
  goodSheets: z.int().nonnegative().nullable(),
  printerName: z.string().nullable(),
  outcome: z.enum(['completed', 'failed', 'cancelled']).nullable(),
  operatorName: z.string(),
  preparedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type CataloguePrint = z.infer<typeof CataloguePrint>;
