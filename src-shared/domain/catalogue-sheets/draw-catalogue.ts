import { formatMaterialNumber } from '../catalogue.ts';
import { boxLines, setCellText, type CellBox } from '../cell-text.ts';
import { formatSecrecyMark, type Secrecy } from '../secrecy.ts';
import type { LineMark, SheetMark } from '../sheet-mark.ts';
import type { Typeface } from '../typeface.ts';
import { headingText, linesPerSheet, rowKey, type CatalogueSlot, type CatalogueTemplateName, type PrintedRow } from './catalogue-book.ts';
import type { PlannedSheet } from './plan-catalogue.ts';

type Column = {
  readonly title: string;
  readonly widthMm: number;
  readonly align: 'start' | 'middle';
  readonly text: (row: PrintedRow) => string;
  /** Columns beside each other under one title, with their own below it. */
  readonly group?: string;
};

const sequence: Column = { title: '序号', widthMm: 14, align: 'middle', text: row => String(row.sequence) };
const number: Column = { title: '类号', widthMm: 16, align: 'middle', text: row => formatMaterialNumber(row.classCode, row.sequence) };
const name = (widthMm: number): Column => ({ title: '材料名称', widthMm, align: 'start', text: row => row.name });
const dates = (group: string): readonly Column[] => [
  { group, title: '年', widthMm: 14, align: 'middle', text: ({ formedOn }) => formedOn?.slice(0, 4) ?? '' },
  { group, title: '月', widthMm: 10, align: 'middle', text: ({ formedOn }) => dropZero(formedOn?.slice(4, 6)) },
  { group, title: '日', widthMm: 10, align: 'middle', text: ({ formedOn }) => dropZero(formedOn?.slice(6, 8)) },
];
const pages: Column = { title: '页数', widthMm: 12, align: 'middle', text: row => String(row.pageCount) };
const remark = (widthMm: number): Column => ({ title: '备注', widthMm, align: 'start', text: row => row.remark });
/** A row is one paper; who has two files them as two rows, as the catalogue of pages demands. */
const copies: Column = { title: '份数', widthMm: 12, align: 'middle', text: () => '1' };

const dropZero = (part: string | undefined): string => (part ?? '').replace(/^0/u, '');

/** Millimetres of A4, with room at the left for the holes. Both templates fill the same frame, so that a sheet of either can be continued. */
const columns: Readonly<Record<CatalogueTemplateName, readonly Column[]>> = {
  'since-2012': [sequence, name(80), ...dates('材料形成时间'), pages, remark(33)],
  'before-2012': [number, name(72), ...dates('材料制成时间'), copies, pages, remark(27)],
};

export const catalogueSheetMm = { widthMm: 210, heightMm: 297 } as const;
const left = 25;
const top = 33;
const headMm = 13;
const lineMm = 11;
const frameMm = { x: left, y: top, width: 173, height: headMm + linesPerSheet * lineMm } as const;
const thin = 0.15;
const pt = 25.4 / 72;

export type CatalogueOwner = { readonly personName: string; readonly archiveNumber: string; readonly copy: 'original' | 'duplicate'; readonly ordinal: number; readonly secrecy: Secrecy };
type Drawn = { readonly template: CatalogueTemplateName; readonly owner: CatalogueOwner; /** From one. */ readonly number: number; readonly sheet: PlannedSheet };
export type DrawnSheet = { readonly marks: readonly SheetMark[]; /** Keys of the rows whose text does not fit even at its smallest. */ readonly cut: readonly string[] };

/** What the printer is to put on this sheet: all of it, or the new rows alone, each on the line that waits for it. */
export function drawCatalogueSheet(of: Drawn): DrawnSheet {
  const { sheet } = of;
  const isAdded = sheet.way === 'added';
  const rows = sheet.slots.map((slot, line) => drawSlot(of, { slot, line, isWanted: !isAdded || isNew(slot, sheet) }));
  return { marks: [...(isAdded ? [] : frameOf(of)), ...rows.flatMap(({ marks }) => marks)], cut: rows.flatMap(({ cut }) => cut) };
}

/** For the eyes: what is on the paper already in grey, what will be printed in black. */
export function previewCatalogueSheet(of: Drawn): readonly SheetMark[] {
  const { sheet } = of;
  const whole = drawCatalogueSheet({ ...of, sheet: { ...sheet, way: 'blank' } }).marks;
  if (sheet.way === 'blank') return whole;
  const news = sheet.way === 'added' ? drawCatalogueSheet(of).marks : [];
  const spots = new Set(news.map(spotOf));
  return [...whole.filter(mark => !spots.has(spotOf(mark))).map((mark): SheetMark => ({ ...mark, ink: 'grey' })), ...news];
}

const spotOf = (mark: SheetMark): string => JSON.stringify({ ...mark, ink: '' });

function isNew(slot: CatalogueSlot, { added }: PlannedSheet): boolean {
  return slot.kind === 'row' && slot.row !== null && added.includes(rowKey(slot.row));
}

type Placed = { readonly slot: CatalogueSlot; readonly line: number; readonly isWanted: boolean };

function drawSlot({ template, owner, number: sheetNumber }: Drawn, { slot, line, isWanted }: Placed): DrawnSheet {
  if (!isWanted) return { marks: [], cut: [] };
  const y = top + headMm + line * lineMm;
  if (slot.kind === 'heading') return { marks: drawHeading(slot, { template, y }), cut: [] };
  const { row } = slot;
  if (row === null) return { marks: [], cut: [] };
  const place = `${owner.archiveNumber} 目录第 ${String(sheetNumber)} 张 ${rowKey(row)}`;
  const cells = cellsOf(template).map(({ column, x }) =>
    setCellText(column.text(row), { x, y, width: column.widthMm, height: lineMm }, { size: 12 * pt, least: 6.4 * pt, align: column.align, typeface: 'song', ink: 'black', place }),
  );
  return { marks: cells.flatMap(({ marks }) => marks), cut: cells.some(({ isCut }) => isCut) ? [rowKey(row)] : [] };
}

/** The first column holds the number of the class, the second its name, both in bold: classes larger than their parts. */
function drawHeading(slot: Extract<CatalogueSlot, { kind: 'heading' }>, { template, y }: { readonly template: CatalogueTemplateName; readonly y: number }): readonly SheetMark[] {
  const [first, second] = cellsOf(template);
  if (!first || !second) return [];
  const said = headingText(slot);
  const style = { size: (slot.code.includes('-') ? 12 : 14) * pt, least: 8 * pt, typeface: 'song-bold', ink: 'black' } as const;
  return [
    ...setCellText(said.number, boxOf(first, y), { ...style, align: 'middle' }).marks,
    ...setCellText(said.name, boxOf(second, y), { ...style, align: 'start' }).marks,
  ];
}

type Cell = { readonly column: Column; readonly x: number };

function cellsOf(template: CatalogueTemplateName): readonly Cell[] {
  let x = left;
  return columns[template].map(column => {
    const cell = { column, x };
    x += column.widthMm;
    return cell;
  });
}

const boxOf = ({ column, x }: Cell, y: number): CellBox => ({ x, y, width: column.widthMm, height: lineMm });

const thinLine = (ends: Pick<LineMark, 'x1' | 'y1' | 'x2' | 'y2'>): LineMark => ({ kind: 'line', ...ends, width: thin, ink: 'black' });

function frameOf({ template, owner, number: sheetNumber }: Drawn): readonly SheetMark[] {
  const cells = cellsOf(template);
  const [right, bottom] = [left + frameMm.width, top + frameMm.height];
  const across = (y: number): SheetMark => thinLine({ x1: left, y1: y, x2: right, y2: y });
  return [
    ...headOf(owner, sheetNumber),
    ...boxLines(frameMm, { ink: 'black', width: 0.3 }),
    ...Array.from({ length: linesPerSheet }, (_, index) => across(top + headMm + index * lineMm)),
    // Under a title of several columns theirs begin half-way down.
    ...cells.slice(1).map(({ column, x }, index) => thinLine({ x1: x, y1: column.group !== undefined && column.group === cells[index]?.column.group ? top + headMm / 2 : top, x2: x, y2: bottom })),
    ...titlesOf(cells),
  ];
}

const titleStyle = (size: number, typeface: Typeface = 'song-bold') => ({ size: size * pt, least: 7 * pt, align: 'middle', typeface, ink: 'black' }) as const;

function titlesOf(cells: readonly Cell[]): readonly SheetMark[] {
  const groups = [...new Set(cells.flatMap(({ column: { group } }) => (group === undefined ? [] : [group])))];
  return [
    ...cells.flatMap(({ column, x }) => {
      const [y, height] = column.group === undefined ? [top, headMm] : [top + headMm / 2, headMm / 2];
      return setCellText(column.title, { x, y, width: column.widthMm, height }, titleStyle(12)).marks;
    }),
    ...groups.flatMap(group => {
      const own = cells.filter(({ column }) => column.group === group);
      const [x, width] = [own[0]?.x ?? left, own.reduce((sum, { column }) => sum + column.widthMm, 0)];
      return [...setCellText(group, { x, y: top, width, height: headMm / 2 }, titleStyle(11)).marks, thinLine({ x1: x, y1: top + headMm / 2, x2: x + width, y2: top + headMm / 2 })];
    }),
  ];
}

/** Secrecy mark top left (三号黑体), title, whose it is, which sheet. Nothing here changes when further sheets follow. */
function headOf({ personName, archiveNumber, copy, ordinal, secrecy }: CatalogueOwner, sheetNumber: number): readonly SheetMark[] {
  const whole = { x: left, width: frameMm.width };
  const place = `${archiveNumber} 目录表头`;
  const small = { size: 10.5 * pt, least: 6 * pt, typeface: 'song', ink: 'black', place } as const;
  const volume = `${copy === 'original' ? '正本' : '副本'}第 ${String(ordinal)} 卷`;
  return [
    ...setCellText(formatSecrecyMark(secrecy), { ...whole, y: 6, height: 8 }, { size: 16 * pt, least: 12 * pt, align: 'start', typeface: 'hei', ink: 'black' }).marks,
    ...setCellText('干部人事档案目录', { ...whole, y: 13, height: 12 }, { ...titleStyle(22), place }).marks,
    ...setCellText(`姓名：${personName}`, { x: left, width: 78, y: 25.5, height: 7 }, { ...small, align: 'start' }).marks,
    ...setCellText(`档案编号：${archiveNumber}`, { x: left + 78, width: 60, y: 25.5, height: 7 }, { ...small, align: 'start' }).marks,
    ...setCellText(volume, { x: left + 138, width: 35, y: 25.5, height: 7 }, { ...small, align: 'end' }).marks,
    ...setCellText(`第 ${String(sheetNumber)} 张`, { ...whole, y: top + frameMm.height + 1.5, height: 7 }, { ...small, align: 'end' }).marks,
  ];
}
