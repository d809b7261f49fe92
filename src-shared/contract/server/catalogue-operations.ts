import { z } from 'zod';
import { CatalogueBook, CatalogueSetting, CatalogueTemplateName, mostSheets } from '../../domain/catalogue-sheets/catalogue-book.ts';
import { CataloguePrint, CataloguePrintId } from '../../domain/catalogue-sheets/catalogue-print.ts';
import { CataloguePlan } from '../../domain/catalogue-sheets/plan-catalogue.ts';
import { MissingGlyph } from '../../domain/missing-glyph.ts';
import { IdempotencyKey, VolumeId } from '../../domain/ids.ts';
import { Secrecy } from '../../domain/secrecy.ts';
import { operation } from '../operation.ts';

/** `continue`: new rows onto the sheets there are (续打); `whole`: from the beginning, on new paper. */
const Wish = z.object({
  volumeId: VolumeId,
  template: CatalogueTemplateName,
  way: z.enum(['continue', 'whole']),
  /** Of a print from the beginning; sheets that are continued keep theirs. */
  setting: CatalogueSetting,
  /** Sheets that are printed whole again, because theirs was spoilt or says what is no longer so. */
  anew: z.array(z.int().positive().max(mostSheets)).max(mostSheets).readonly(),
});

export const CatalogueView = z.object({
  owner: z.object({ personName: z.string(), archiveNumber: z.string(), copy: z.enum(['original', 'duplicate']), ordinal: z.int().positive(), secrecy: Secrecy }),
  /** What is on paper; null when this template was never printed. */
  book: CatalogueBook.nullable(),
  plan: CataloguePlan,
  /** Characters that no font of the data centre has: nothing is registered or printed with them. */
  missing: z.array(MissingGlyph).readonly(),
  /** The newest prints of this volume, all templates. */
  prints: z.array(CataloguePrint).readonly(),
});
export type CatalogueView = z.infer<typeof CatalogueView>;

/** 目录 on paper: what will be printed where, and the register of what was. */
export const catalogueOperations = {
  'catalogues.plan': operation(Wish, CatalogueView),
  /** Registers the print with what will stand on each sheet; `catalogue.nothing-new` when there is nothing to print, `catalogue.count-first` while an earlier one is open. */
  'catalogues.prepare': operation(Wish.extend({ idempotencyKey: IdempotencyKey }), CataloguePrint),
  'catalogues.started': operation(z.object({ id: CataloguePrintId, printerName: z.string().min(1).max(200) }), CataloguePrint),
  'catalogues.ended': operation(z.object({ id: CataloguePrintId, outcome: z.enum(['completed', 'failed', 'cancelled']), detail: z.string().max(300) }), CataloguePrint),
  /** How many sheets came out right, said by a person; also against the printer, as long as nothing was printed since. */
  'catalogues.confirmGood': operation(z.object({ id: CataloguePrintId, goodSheets: z.int().nonnegative().max(mostSheets) }), CataloguePrint),
};

/** The sheets of a registered print. */
export const cataloguePrintPath = (id: CataloguePrintId): string => `/api/v1/catalogues/${id}.pdf`;
/** The catalogue as a file: from the beginning, whatever is on paper; registered as read, not as printed. */
export const catalogueFilePath = (volumeId: VolumeId, format: 'pdf' | 'xlsx', of: { readonly template: CatalogueTemplateName; readonly setting: CatalogueSetting }): string =>
  `/api/v1/volumes/${volumeId}/catalogue.${format}?template=${of.template}&spareRows=${String(of.setting.spareRows)}&isPerClass=${String(of.setting.isPerClass)}&hasEmptyClasses=${String(of.setting.hasEmptyClasses)}`;
