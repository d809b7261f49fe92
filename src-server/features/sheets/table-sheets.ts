import { svgOf } from '../viewing/index.ts';
import { drawText } from './sheet-text.ts';

/** One table as it is laid out: `shares` are the widths of its columns. */
export type SheetTable = { readonly title: string; readonly columns: readonly string[]; readonly shares: readonly number[]; readonly rows: readonly (readonly (string | number)[])[] };

/** A4 in points. */
export const sheetSize = { width: (210 / 25.4) * 72, height: (297 / 25.4) * 72 } as const;
export const pxPerPoint = 200 / 72;
const side = 48;
const top = 56;
const bottom = 56;
const inner = sheetSize.width - 2 * side;
const line = 18;
const textPt = 10;

export type TableLayout = { readonly title: string; readonly lead: string; readonly foot: string; readonly tables: readonly SheetTable[] };

/** One line on the sheet, whatever it holds. */
type Line = { readonly kind: 'title' | 'lead' | 'heading' | 'columns' | 'row' | 'space'; readonly cells: readonly string[]; readonly shares: readonly number[]; readonly numbers: readonly boolean[] };

const heights: Readonly<Record<Line['kind'], number>> = { title: 30, lead: 26, heading: 26, columns: line, row: line, space: 10 };

/** The report on as many sheets as it needs; the heads of a table that goes on are said again. */
export function drawSheets({ title, lead, foot, tables }: TableLayout): string[] {
  const start = [plain('title', title), plain('lead', lead)];
  const sheets = paginate([...start, ...tables.flatMap(linesOf)]);
  return sheets.map((lines, index) => drawSheet(lines, `${foot}　　${String(index + 1)} / ${String(sheets.length)}`));
}

function plain(kind: Line['kind'], text: string): Line {
  return { kind, cells: [text], shares: [1], numbers: [false] };
}

function linesOf({ title, columns, shares, rows }: SheetTable): Line[] {
  const numbers = columns.map((_column, index) => rows.length > 0 && rows.every(row => typeof row[index] === 'number'));
  const body: Line[] = rows.map(row => ({ kind: 'row', cells: row.map(String), shares, numbers }));
  return [plain('space', ''), plain('heading', title), { kind: 'columns', cells: columns, shares, numbers }, ...(body.length > 0 ? body : [plain('row', '—')])];
}

function paginate(lines: readonly Line[]): Line[][] {
  const room = sheetSize.height - top - bottom;
  const sheets: Line[][] = [[]];
  let head: Line | undefined;
  for (const next of lines) {
    if (next.kind === 'columns') head = next;
    const used = (sheets.at(-1) ?? []).reduce((sum, { kind }) => sum + heights[kind], 0);
    if (used + roomFor(next) > room) sheets.push(next.kind === 'row' && head !== undefined ? [head] : []);
    sheets.at(-1)?.push(next);
  }
  return sheets;
}

/** A heading does not stay behind without its first row. */
function roomFor({ kind }: Line): number {
  return heights[kind] + (kind === 'heading' ? 2 * line : 0);
}

function drawSheet(lines: readonly Line[], foot: string): string {
  let y = top;
  const drawn = lines.map(next => {
    const text = drawLine(next, y);
    y += heights[next.kind];
    return text;
  });
  const size = { width: Math.round(sheetSize.width * pxPerPoint), height: Math.round(sheetSize.height * pxPerPoint) };
  const paper = `<rect width="${String(sheetSize.width)}" height="${String(sheetSize.height)}" fill="#ffffff"/>`;
  const footLine = drawText(foot, { x: side, y: sheetSize.height - 30, width: inner, sizePt: 8, isNumber: false, isBold: false });
  return svgOf(size, `${paper}${drawn.join('')}${footLine}`, `0 0 ${String(sheetSize.width)} ${String(sheetSize.height)}`);
}

const sizes: Partial<Readonly<Record<Line['kind'], number>>> = { title: 18, heading: 12 };

function drawLine({ kind, cells, shares, numbers }: Line, y: number): string {
  let x = side;
  const isBold = kind === 'title' || kind === 'heading' || kind === 'columns';
  const texts = cells.map((cell, index) => {
    const width = (shares[index] ?? 0) * inner;
    const place = { x, y: y + line - 6, width: width - 8, sizePt: sizes[kind] ?? textPt, isNumber: numbers[index] ?? false, isBold };
    x += width;
    return drawText(cell, place);
  });
  const hasRule = kind === 'columns' || kind === 'row';
  const rule = hasRule ? `<line x1="${String(side)}" x2="${String(side + inner)}" y1="${String(y + line)}" y2="${String(y + line)}" stroke="#8a8880" stroke-width="${kind === 'columns' ? '0.8' : '0.3'}"/>` : '';
  return `${texts.join('')}${rule}`;
}
