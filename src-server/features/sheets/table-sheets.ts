import type { LineMark, SheetMark } from '#shared/domain/sheet-mark';
import { measureEm } from '../viewing/index.ts';
import { breakLines, placeText } from './sheet-text.ts';

/** One table as it is laid out: `shares` are the widths of its columns. */
export type SheetTable = { readonly title: string; readonly columns: readonly string[]; readonly shares: readonly number[]; readonly rows: readonly (readonly (string | number)[])[] };

/** A4 in points. */
export const sheetSize = { width: (210 / 25.4) * 72, height: (297 / 25.4) * 72 } as const;
const side = 48;
const top = 56;
const bottom = 56;
const inner = sheetSize.width - 2 * side;
const line = 18;
const textPt = 10;
/** A cell shrinks to this, and no further: what is longer goes on below. */
const leastPt = 8;
const leadingPt = 11;
const mostLines = 24;

export type TableLayout = { readonly title: string; readonly lead: string; readonly foot: string; readonly tables: readonly SheetTable[] };

/** One line on the sheet, whatever it holds; a cell of a row may go on below. */
type Line = { readonly kind: 'title' | 'lead' | 'heading' | 'columns' | 'row' | 'space'; readonly cells: readonly (readonly string[])[]; readonly shares: readonly number[]; readonly numbers: readonly boolean[] };

const heights: Readonly<Record<Line['kind'], number>> = { title: 30, lead: 26, heading: 26, columns: line, row: line, space: 10 };

/** The report on as many sheets as it needs; the heads of a table that goes on are said again. */
export function drawSheets({ title, lead, foot, tables }: TableLayout): SheetMark[][] {
  const start = [plain('title', title), plain('lead', lead)];
  const sheets = paginate([...start, ...tables.flatMap(linesOf)]);
  return sheets.map((lines, index) => drawSheet(lines, `${foot}　　${String(index + 1)} / ${String(sheets.length)}`));
}

function plain(kind: Line['kind'], text: string): Line {
  return { kind, cells: [[text]], shares: [1], numbers: [false] };
}

const widthOf = (share: number | undefined): number => (share ?? 0) * inner - 8;

/** A number is never broken: read by halves it would be another. */
function cellOf(value: string | number, share: number | undefined): readonly string[] {
  const text = String(value);
  const widthPt = widthOf(share);
  return typeof value === 'number' || measureEm(text) * leastPt <= widthPt ? [text] : breakLines(text, { widthPt, sizePt: leastPt, lines: mostLines });
}

function heightOf({ kind, cells }: Line): number {
  return heights[kind] + (Math.max(1, ...cells.map(lines => lines.length)) - 1) * leadingPt;
}

function linesOf({ title, columns, shares, rows }: SheetTable): Line[] {
  const numbers = columns.map((_column, index) => rows.length > 0 && rows.every(row => typeof row[index] === 'number'));
  const body: Line[] = rows.map(row => ({ kind: 'row', cells: row.map((value, index) => cellOf(value, shares[index])), shares, numbers }));
  return [plain('space', ''), plain('heading', title), { kind: 'columns', cells: columns.map(name => [name]), shares, numbers }, ...(body.length > 0 ? body : [plain('row', '—')])];
}

function paginate(lines: readonly Line[]): Line[][] {
  const room = sheetSize.height - top - bottom;
  const sheets: Line[][] = [[]];
  let head: Line | undefined;
  for (const next of lines) {
    if (next.kind === 'columns') head = next;
    const used = (sheets.at(-1) ?? []).reduce((sum, one) => sum + heightOf(one), 0);
    if (used + roomFor(next) > room) sheets.push(next.kind === 'row' && head !== undefined ? [head] : []);
    sheets.at(-1)?.push(next);
  }
  return sheets;
}

/** A heading does not stay behind without its first row. */
function roomFor(next: Line): number {
  return heightOf(next) + (next.kind === 'heading' ? 2 * line : 0);
}

function drawSheet(lines: readonly Line[], foot: string): SheetMark[] {
  let y = top;
  const drawn = lines.flatMap(next => {
    const marks = drawLine(next, y);
    y += heightOf(next);
    return marks;
  });
  return [...drawn, placeText(foot, { x: side, y: sheetSize.height - 30, width: inner, sizePt: 8, isNumber: false, isBold: false })];
}

const sizes: Partial<Readonly<Record<Line['kind'], number>>> = { title: 18, heading: 12 };

function drawLine(of: Line, y: number): SheetMark[] {
  const { kind, cells, shares, numbers } = of;
  const end = y + heightOf(of) - heights[kind] + line;
  let x = side;
  const isBold = kind === 'title' || kind === 'heading' || kind === 'columns';
  const texts = cells.flatMap((cell, index) => {
    const place = { x, y: y + line - 6, width: widthOf(shares[index]), sizePt: cell.length > 1 ? leastPt : (sizes[kind] ?? textPt), isNumber: numbers[index] ?? false, isBold };
    x += (shares[index] ?? 0) * inner;
    return cell.map((text, at) => placeText(text, { ...place, y: place.y + at * leadingPt }));
  });
  const rule: LineMark = { kind: 'line', x1: side, x2: side + inner, y1: end, y2: end, width: kind === 'columns' ? 0.8 : 0.3, ink: 'grey' };
  return kind === 'columns' || kind === 'row' ? [...texts, rule] : texts;
}
