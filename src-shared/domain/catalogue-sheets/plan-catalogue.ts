import { z } from 'zod';
import { classPosition, type ClassCode } from '../catalogue.ts';
import { CatalogueSheet, leavesInOrder, linesPerSheet, PrintedRow, rowKey, type CatalogueSetting, type CatalogueSlot, type CatalogueTemplateName, type LeafHeadings } from './catalogue-book.ts';

/** Why what is on paper no longer says what the catalogue says. */
export const CatalogueFinding = z.object({
  problem: z.enum(['changed', 'removed', 'out-of-order']),
  /** Of the paper, from one. */
  sheet: z.int().positive(),
  row: PrintedRow,
});
export type CatalogueFinding = z.infer<typeof CatalogueFinding>;

/** `blank`: the whole sheet onto empty paper. `added`: only what is new, onto the sheet that is put in again. `as-it-is`: nothing to print. `added`: keys of the new rows. */
export const PlannedSheet = CatalogueSheet.omit({ isPrinted: true }).extend({ way: z.enum(['blank', 'added', 'as-it-is']), added: z.array(z.string()).readonly() });
export type PlannedSheet = z.infer<typeof PlannedSheet>;

export const CataloguePlan = z.object({ sheets: z.array(PlannedSheet).readonly(), findings: z.array(CatalogueFinding).readonly() });
export type CataloguePlan = z.infer<typeof CataloguePlan>;

export type PlanInput = {
  readonly template: CatalogueTemplateName;
  readonly setting: CatalogueSetting;
  /** In the order of the catalogue. */
  readonly rows: readonly PrintedRow[];
  /** What is on paper already; empty for a print from the beginning. */
  readonly printed: readonly CatalogueSheet[];
  /** Numbers of printed sheets that are printed whole again, onto blank paper. */
  readonly anew: readonly number[];
};

/** 续打: new rows go into the spare rows of their class, and where none are left onto further sheets. */
export function planCatalogue(input: PlanInput): CataloguePlan {
  const { printed, rows } = input;
  const isAnew = ({ isPrinted }: CatalogueSheet, index: number): boolean => !isPrinted || input.anew.includes(index + 1);
  const onPaper = new Set(printed.flatMap(({ slots }) => slots).flatMap(slot => (slot.kind === 'row' && slot.row ? [rowKey(slot.row)] : [])));
  const fresh = rows.filter(row => !onPaper.has(rowKey(row)));
  const current = new Map(rows.map(row => [rowKey(row), row]));
  const refreshed = printed.map((sheet, index) => (isAnew(sheet, index) ? { ...sheet, slots: sheet.slots.map(slot => refresh(slot, current)) } : sheet));
  const { sheets, left } = fillSpareRows(refreshed, fresh);
  const wasEmpty = printed.length === 0;
  const further = wasEmpty || left.length > 0 ? paginate(blocksOf(input, { rows: left, isWhole: wasEmpty }), input.setting) : [];
  const added = new Set(fresh.map(rowKey));
  const planned = sheets.map(({ slots, ...sheet }, index): PlannedSheet => {
    const news = slots.flatMap(slot => (slot.kind === 'row' && slot.row && added.has(rowKey(slot.row)) ? [rowKey(slot.row)] : []));
    return { slots, way: isAnew({ ...sheet, slots }, index) ? 'blank' : news.length > 0 ? 'added' : 'as-it-is', added: news };
  });
  return { sheets: [...planned, ...further.map((slots): PlannedSheet => ({ slots, way: 'blank', added: [] }))], findings: findDifferences(refreshed, rows) };
}

/** A row that was taken out of the catalogue leaves its line empty. */
function refresh(slot: CatalogueSlot, current: ReadonlyMap<string, PrintedRow>): CatalogueSlot {
  return slot.kind === 'heading' || slot.row === null ? slot : { ...slot, row: current.get(rowKey(slot.row)) ?? null };
}

function fillSpareRows(printed: readonly CatalogueSheet[], fresh: readonly PrintedRow[]): { readonly sheets: readonly CatalogueSheet[]; readonly left: readonly PrintedRow[] } {
  const sheets = printed.map(({ slots }) => [...slots]);
  const left: PrintedRow[] = [];
  for (const row of fresh) {
    const place = freePlace(sheets, row.classCode);
    const slots = place && sheets[place.sheet];
    if (slots) slots[place.line] = { kind: 'row', classCode: row.classCode, row };
    else left.push(row);
  }
  return { sheets: sheets.map((slots, index) => ({ isPrinted: printed[index]?.isPrinted ?? false, slots })), left };
}

/** Behind the last row of the class, so that the order on paper stays that of the catalogue. */
function freePlace(sheets: readonly (readonly CatalogueSlot[])[], classCode: ClassCode): { readonly sheet: number; readonly line: number } | undefined {
  const places = sheets.flatMap((slots, sheet) => slots.flatMap((slot, line) => (slot.kind === 'row' && slot.classCode === classCode ? [{ sheet, line, isTaken: slot.row !== null }] : [])));
  return places[places.findLastIndex(({ isTaken }) => isTaken) + 1];
}

type Block = { readonly main: number; readonly classCode: ClassCode; readonly slots: readonly CatalogueSlot[] };

/** Each leaf with its headings, rows and spare rows. */
function blocksOf({ template, setting }: PlanInput, { rows, isWhole }: { readonly rows: readonly PrintedRow[]; readonly isWhole: boolean }): readonly Block[] {
  const isWanted = ({ leaf: { code } }: LeafHeadings): boolean => (isWhole && setting.hasEmptyClasses) || rows.some(({ classCode }) => classCode === code);
  return leavesInOrder.filter(isWanted).map((of, index, wanted) => {
    const isFirstOfMain = wanted[index - 1]?.main !== of.main;
    const isDivided = leavesInOrder.filter(({ main }) => main === of.main).length > 1;
    const headings = [...(isDivided && isFirstOfMain ? [String(of.main)] : []), of.leaf.code];
    const own = rows.filter(({ classCode }) => classCode === of.leaf.code);
    const spare = Array.from({ length: setting.spareRows }, (): CatalogueSlot => ({ kind: 'row', classCode: of.leaf.code, row: null }));
    const head = template === 'since-2012' ? headings.map((code): CatalogueSlot => ({ kind: 'heading', code, isContinued: !isWhole })) : [];
    return { main: of.main, classCode: of.leaf.code, slots: [...head, ...own.map((row): CatalogueSlot => ({ kind: 'row', classCode: row.classCode, row })), ...spare] };
  });
}

/** A heading does not stay behind at the foot of a sheet; what is left of a sheet are spare rows of its last class. */
function paginate(blocks: readonly Block[], { isPerClass }: CatalogueSetting): readonly (readonly CatalogueSlot[])[] {
  const sheets: CatalogueSlot[][] = [];
  let main: number | undefined;
  for (const block of blocks) {
    if (sheets.length === 0 || (isPerClass && block.main !== main)) startSheet(sheets);
    main = block.main;
    for (const [index, slot] of block.slots.entries()) {
      if ((sheets.at(-1)?.length ?? 0) + linesTogether(block.slots.slice(index)) > linesPerSheet) startSheet(sheets);
      sheets.at(-1)?.push(slot);
    }
  }
  fill(sheets.at(-1));
  return sheets;
}

/** Headings stand together with the row below them. */
function linesTogether(slots: readonly CatalogueSlot[]): number {
  const headings = slots.findIndex(({ kind }) => kind !== 'heading');
  return (headings < 0 ? slots.length : headings) + 1;
}

function startSheet(sheets: CatalogueSlot[][]): void {
  fill(sheets.at(-1));
  sheets.push([]);
}

function fill(slots: CatalogueSlot[] | undefined): void {
  const classCode = slots?.findLast(slot => slot.kind === 'row')?.classCode;
  if (!slots || classCode === undefined) return;
  while (slots.length < linesPerSheet) slots.push({ kind: 'row', classCode, row: null });
}

function findDifferences(printed: readonly CatalogueSheet[], rows: readonly PrintedRow[]): readonly CatalogueFinding[] {
  const current = new Map(rows.map(row => [rowKey(row), row]));
  const onPaper = printed.flatMap(({ slots }, index) => slots.flatMap(slot => (slot.kind === 'row' && slot.row ? [{ sheet: index + 1, row: slot.row }] : [])));
  const known = new Set(onPaper.map(({ row }) => rowKey(row)));
  const differing = onPaper.flatMap(({ sheet, row }): CatalogueFinding[] => {
    const now = current.get(rowKey(row));
    if (!now) return [{ problem: 'removed', sheet, row }];
    return isSame(now, row) ? [] : [{ problem: 'changed', sheet, row: now }];
  });
  const early = rows.filter(row => !known.has(rowKey(row))).flatMap((row): CatalogueFinding[] => {
    const later = onPaper.findLast(({ row: other }) => classPosition(other.classCode) === classPosition(row.classCode) && other.sequence > row.sequence);
    return later ? [{ problem: 'out-of-order', sheet: later.sheet, row }] : [];
  });
  return [...differing, ...early];
}

function isSame(one: PrintedRow, other: PrintedRow): boolean {
  return (['classCode', 'sequence', 'name', 'formedOn', 'pageCount', 'remark'] as const).every(field => one[field] === other[field]);
}
