import { layoutBars } from '../bar-marks.ts';
import { boxLines, setCellText, type CellBox, type CellStyle } from '../cell-text.ts';
import type { LineMark, SheetMark } from '../sheet-mark.ts';
import type { FormCell, FormGrid, FormList, FormPage, FormTemplate, FormValues } from './form-template.ts';

const pt = 25.4 / 72;
const thin = 0.15;
const thick = 0.3;
const bodyPt = 10.5;
const leastPt = 6;

type Sheet = { readonly page: FormPage; /** Which rows of its lists, from zero. */ readonly turn: number };
type Filled = { readonly values: FormValues; readonly turn: number; readonly title: string };

/** A form filled in, sheet by sheet; the same marks are printed and shown. */
export function layoutForm(template: FormTemplate, values: FormValues): readonly (readonly SheetMark[])[] {
  const sheets = template.pages.filter(({ onlyWith }) => onlyWith === undefined || (values.lists[onlyWith] ?? []).length > 0).flatMap((page): Sheet[] => Array.from({ length: turnsOf(page, values) }, (_, turn) => ({ page, turn })));
  return sheets.map(({ page, turn }, index) => {
    const entry = page.each === undefined ? {} : values.lists[page.each]?.[turn];
    const fields = { ...values.fields, ...entry, sheet: String(index + 1), sheets: String(sheets.length) };
    return drawPage(page, { values: { ...values, fields }, turn, title: template.title });
  });
}

function turnsOf({ elements, each }: FormPage, { lists }: FormValues): number {
  if (each !== undefined) return (lists[each] ?? []).length;
  return Math.max(1, ...elements.map(element => (element.kind === 'list' ? Math.ceil((lists[element.list] ?? []).length / element.lines) : 1)));
}

function drawPage({ elements }: FormPage, filled: Filled): readonly SheetMark[] {
  return elements.flatMap((element): readonly SheetMark[] => {
    switch (element.kind) {
      case 'text': {
        const { xMm: x, yMm: y, widthMm: width, heightMm: height, sizePt, align, typeface } = element;
        return setCellText(fill(element.text, filled), { x, y, width, height }, styleOf({ sizePt, align, typeface }, filled)).marks;
      }
      case 'line':
        return [{ kind: 'line', x1: element.x1Mm, y1: element.y1Mm, x2: element.x2Mm, y2: element.y2Mm, width: thin, ink: 'black', ...(element.isDashed ? { dash: 2 } : {}) }];
      case 'grid':
        return drawGrid(element, filled);
      case 'list':
        return drawList(element, filled);
      case 'barcode':
        return layoutBars(fill(element.text, filled), { ...element, isDown: false }).marks;
    }
  });
}

function fill(text: string, { values: { fields } }: Filled): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => fields[name] ?? '');
}

type Style = { readonly sizePt: number; readonly align: CellStyle['align']; readonly typeface: CellStyle['typeface'] };

function styleOf({ sizePt, align, typeface }: Style, { title }: Filled): CellStyle {
  return { size: sizePt * pt, least: Math.min(sizePt, leastPt) * pt, align, typeface, ink: 'black', place: title };
}

const line = (ends: Pick<LineMark, 'x1' | 'y1' | 'x2' | 'y2'>): LineMark => ({ kind: 'line', ...ends, width: thin, ink: 'black' });
const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

function drawGrid({ xMm, yMm, columnsMm, rows }: FormGrid, filled: Filled): readonly SheetMark[] {
  let y = yMm;
  const drawn = rows.flatMap(({ heightMm, cells }) => {
    let column = 0;
    const marks = cells.flatMap(cell => {
      const span = cell.span ?? 1;
      const box = { x: xMm + sum(columnsMm.slice(0, column)), y, width: sum(columnsMm.slice(column, column + span)), height: heightMm };
      column += span;
      return [line({ x1: box.x, y1: y, x2: box.x, y2: y + heightMm }), ...drawCell(cell, { box, filled })];
    });
    y += heightMm;
    return [line({ x1: xMm, y1: y, x2: xMm + sum(columnsMm), y2: y }), ...marks];
  });
  return [...boxLines({ x: xMm, y: yMm, width: sum(columnsMm), height: y - yMm }, { ink: 'black', width: thick }), ...drawn];
}

function drawCell({ text, isLabel = false, align, sizePt = bodyPt }: FormCell, { box, filled }: { readonly box: CellBox; readonly filled: Filled }): readonly SheetMark[] {
  return setCellText(fill(text, filled), box, styleOf({ sizePt, align: align ?? (isLabel ? 'middle' : 'start'), typeface: isLabel ? 'song-bold' : 'song' }, filled)).marks;
}

/** Head and every line, filled or not: what is added by pen has its place. */
function drawList({ xMm, yMm, list, headMm, rowMm, lines, columns }: FormList, filled: Filled): readonly SheetMark[] {
  const rows = (filled.values.lists[list] ?? []).slice(filled.turn * lines, (filled.turn + 1) * lines);
  const [width, height] = [sum(columns.map(({ widthMm }) => widthMm)), headMm + lines * rowMm];
  const xs = columns.map((_column, index) => xMm + sum(columns.slice(0, index).map(({ widthMm }) => widthMm)));
  const head = columns.flatMap(({ title, widthMm }, index) => setCellText(title, { x: xs[index] ?? xMm, y: yMm, width: widthMm, height: headMm }, styleOf({ sizePt: bodyPt, align: 'middle', typeface: 'song-bold' }, filled)).marks);
  const body = rows.flatMap((row, at) =>
    columns.flatMap(({ field, widthMm, align }, index) => {
      const box = { x: xs[index] ?? xMm, y: yMm + headMm + at * rowMm, width: widthMm, height: rowMm };
      return setCellText(row[field] ?? '', box, styleOf({ sizePt: bodyPt, align, typeface: 'song' }, filled)).marks;
    }),
  );
  return [
    ...boxLines({ x: xMm, y: yMm, width, height }, { ink: 'black', width: thick }),
    ...Array.from({ length: lines }, (_, at) => line({ x1: xMm, y1: yMm + headMm + at * rowMm, x2: xMm + width, y2: yMm + headMm + at * rowMm })),
    ...xs.slice(1).map(x => line({ x1: x, y1: yMm, x2: x, y2: yMm + height })),
    ...head,
    ...body,
  ];
}
