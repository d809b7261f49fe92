import { layoutBars, leastModuleMm } from './bar-marks.ts';
import type { SheetMark, TextMark } from './sheet-mark.ts';
import { isBars, stripSizeMm, textOfField, type StripField, type StripTemplate, type StripValues } from './spine-strip.ts';
import { cellsOf, type Cell } from './strip-cells.ts';
import { capitalMiddleEm, middleAboveBaselineEm, widthEm } from './text-width.ts';

/** What would not come out as the template wants it; `field` counts from zero. */
export type StripFinding = {
  readonly field: number;
  readonly problem: 'too-long' | 'outside' | 'barcode-characters' | 'barcode-too-fine';
  /** Millimetres: what the characters or bars would shrink to, and the least that is allowed. */
  readonly foundMm: number;
  readonly leastMm: number;
};
export type StripLayout = { readonly marks: readonly SheetMark[]; readonly findings: readonly StripFinding[] };

type Laid = { readonly marks: readonly SheetMark[]; readonly problem?: Omit<StripFinding, 'field'> };

/** Spread further apart than this, two characters no longer read as one name. */
const widestGapEm = 1.6;

/** One strip, from its top left corner, in millimetres. On shorter paper than the template's everything moves up in proportion; characters keep their size. */
export function layoutStrip(template: StripTemplate, values: StripValues, lengthMm = template.shape.lengthMm): StripLayout {
  const size = { ...stripSizeMm(template.shape), lengthMm };
  const share = lengthMm / template.shape.lengthMm;
  const laid = template.fields.map(field => layoutField({ ...field, yMm: field.yMm * share, heightMm: field.heightMm * share }, values, size));
  return {
    marks: laid.flatMap(({ marks }) => marks),
    findings: laid.flatMap(({ problem }, field) => (problem ? [{ field, ...problem }] : [])),
  };
}

function layoutField(field: StripField, values: StripValues, { widthMm, lengthMm }: { readonly widthMm: number; readonly lengthMm: number }): Laid {
  const text = textOfField(field, values);
  if (text === '') return { marks: [] };
  const laid = isBars(field) ? layoutBarcode(field, text) : field.direction === 'down' ? layoutColumn(field, text, values) : layoutLine(field, text, values);
  const over = Math.max(field.xMm + field.widthMm - widthMm, field.yMm + field.heightMm - lengthMm);
  return over > 0.05 ? { ...laid, problem: { problem: 'outside', foundMm: round(over), leastMm: 0 } } : laid;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function shrunk(field: StripField, fitMm: number): { readonly size: number; readonly problem?: Omit<StripFinding, 'field'> } {
  const size = Math.min(field.sizeMm, fitMm);
  return size < field.leastMm - 0.005 ? { size, problem: { problem: 'too-long', foundMm: round(size), leastMm: field.leastMm } } : { size };
}

/** 竖排. */
function layoutColumn(field: StripField, text: string, values: StripValues): Laid {
  const cells = cellsOf(text, field.latin);
  const lengthEm = cells.reduce((sum, cell) => sum + cell.lengthEm, 0);
  const { size, ...rest } = shrunk(field, Math.min(field.widthMm, field.heightMm / lengthEm));
  const free = field.heightMm - lengthEm * size;
  const gap = field.align === 'spread' && cells.length > 1 ? Math.min(free / (cells.length - 1), widestGapEm * size) : 0;
  let y = field.yMm + (field.align === 'start' ? 0 : (free - gap * (cells.length - 1)) / 2);
  const marks = cells.flatMap(cell => {
    const mark = setCell(cell, { field, size, y, place: placeOf(field, values) });
    y += cell.lengthEm * size + gap;
    return mark;
  });
  return { marks, ...rest };
}

type CellPlace = { readonly field: StripField; readonly size: number; readonly y: number; readonly place: string };

function setCell({ text, lengthEm, isTurned, isGap }: Cell, { field, size, y, place }: CellPlace): TextMark[] {
  if (isGap) return [];
  const middle = { x: field.xMm + field.widthMm / 2, y: y + (lengthEm * size) / 2 };
  const above = (text > '\u2e7f' || text === '·' ? middleAboveBaselineEm : capitalMiddleEm) * size;
  const common = { kind: 'text', text, size, anchor: 'middle', typeface: field.typeface, ink: field.ink, place } as const;
  if (isTurned) return [{ ...common, x: middle.x - above, y: middle.y, isTurned: true, room: lengthEm * size }];
  return [{ ...common, x: middle.x, y: middle.y + above, room: field.widthMm }];
}

/** 横排, on one line. */
function layoutLine(field: StripField, text: string, values: StripValues): Laid {
  const characters = Array.from(text);
  const lengthEm = widthEm(text);
  const { size, ...rest } = shrunk(field, Math.min(field.heightMm, field.widthMm / lengthEm));
  const y = field.yMm + field.heightMm / 2 + middleAboveBaselineEm * size;
  const common = { kind: 'text', size, typeface: field.typeface, ink: field.ink, place: placeOf(field, values) } as const;
  if (field.align !== 'spread' || characters.length === 1) {
    const [x, anchor] = field.align === 'start' ? ([field.xMm, 'start'] as const) : ([field.xMm + field.widthMm / 2, 'middle'] as const);
    return { marks: [{ ...common, text, x, y, anchor, room: field.widthMm }], ...rest };
  }
  const free = field.widthMm - lengthEm * size;
  const gap = Math.min(free / (characters.length - 1), widestGapEm * size);
  let x = field.xMm + (free - gap * (characters.length - 1)) / 2;
  const marks = characters.map((character): TextMark => {
    const mark: TextMark = { ...common, text: character, x, y, anchor: 'start' };
    x += widthEm(character) * size + gap;
    return mark;
  });
  return { marks, ...rest };
}

/** Bars lie across the direction of reading. */
function layoutBarcode(field: StripField, text: string): Laid {
  const { marks, problem, moduleMm } = layoutBars(text, { ...field, isDown: field.direction === 'down' });
  if (problem === 'characters') return { marks, problem: { problem: 'barcode-characters', foundMm: 0, leastMm: 0 } };
  return problem === undefined ? { marks } : { marks, problem: { problem: 'barcode-too-fine', foundMm: round(moduleMm), leastMm: round(leastModuleMm) } };
}

/** Repeated by the error of a missing character: whose strip, without the name that cannot be shown. */
function placeOf({ content }: StripField, { archiveNumber }: StripValues): string {
  return `${archiveNumber} ${content}`;
}
