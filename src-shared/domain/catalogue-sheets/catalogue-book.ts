import { z } from 'zod';
import { ClassCode, formatClassCode, formatMaterialNumber, mainClasses, type LeafClass } from '../catalogue.ts';
import { CatalogueRow } from '../volume.ts';

/** `since-2012` (组通字〔2012〕28号): 序号 below a heading for each class, no 份数. `before-2012`: 类号 in each row, 份数, no headings. */
export const CatalogueTemplateName = z.enum(['since-2012', 'before-2012']);
export type CatalogueTemplateName = z.infer<typeof CatalogueTemplateName>;

export const mostSpareRows = 20;

export const CatalogueSetting = z.object({
  /** Empty rows behind each class, for material that comes later (目录空余行数). */
  spareRows: z.int().min(0).max(mostSpareRows),
  /** Each of the ten classes begins on a sheet of its own. */
  isPerClass: z.boolean(),
  /** Headings and spare rows also of classes that hold nothing yet. */
  hasEmptyClasses: z.boolean(),
});
export type CatalogueSetting = z.infer<typeof CatalogueSetting>;

export const usualSetting: CatalogueSetting = { spareRows: 3, isPerClass: false, hasEmptyClasses: true };

/** A row as it stands on paper, known by its class and sequence; what the catalogue says today may differ. */
export const PrintedRow = CatalogueRow;
export type PrintedRow = CatalogueRow;

/** One line of a sheet. Headings are of a leaf, or of class 4 or 9 as a whole. */
export const CatalogueSlot = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), code: z.string().regex(/^(?:[1-9]|10)(?:-[1-4])?$/), isContinued: z.boolean() }),
  z.object({ kind: z.literal('row'), classCode: ClassCode, row: PrintedRow.nullable() }),
]);
export type CatalogueSlot = z.infer<typeof CatalogueSlot>;

/** As many lines as a sheet of A4 holds; the same in both templates. */
export const linesPerSheet = 21;
export const mostSheets = 200;

/** `isPrinted`: it lies there. One that was planned and did not come out right waits for blank paper. */
export const CatalogueSheet = z.object({ isPrinted: z.boolean(), slots: z.array(CatalogueSlot).max(linesPerSheet).readonly() });
export type CatalogueSheet = z.infer<typeof CatalogueSheet>;
export const CatalogueSheets = z.array(CatalogueSheet).max(mostSheets).readonly();

/** What stands on the paper sheets of one volume in one template. */
export const CatalogueBook = z.object({ edition: z.int().positive(), setting: CatalogueSetting, sheets: CatalogueSheets, printedAt: z.iso.datetime() });
export type CatalogueBook = z.infer<typeof CatalogueBook>;

/** What tells one row from another, on paper and in the catalogue. */
export function rowKey({ classCode, sequence }: Pick<PrintedRow, 'classCode' | 'sequence'>): string {
  return formatMaterialNumber(classCode, sequence);
}

/** A leaf with what is said in front of it: nothing, its own heading, or that of its class and its own. */
export type LeafHeadings = { readonly leaf: LeafClass; readonly main: number; readonly headings: readonly string[] };

export const leavesInOrder: readonly LeafHeadings[] = mainClasses.flatMap(({ number, leaves }) =>
  leaves.map((leaf, index) => ({ leaf, main: number, headings: leaves.length > 1 && index === 0 ? [String(number), leaf.code] : [leaf.code] })),
);

/** `四　学历学位、专业技术职务和教育培训类材料`, `四-1　学历学位类材料（续）`. */
export function headingText({ code, isContinued }: Extract<CatalogueSlot, { kind: 'heading' }>): { readonly number: string; readonly name: string } {
  const leaf = leavesInOrder.find(({ leaf: { code: of } }) => of === code)?.leaf;
  const name = leaf?.name ?? mainClasses.find(({ number }) => String(number) === code)?.name ?? '';
  // `as`: the number of a class alone is spelt like the code of a leaf.
  return { number: formatClassCode(code as ClassCode), name: isContinued ? `${name}（续）` : name };
}
