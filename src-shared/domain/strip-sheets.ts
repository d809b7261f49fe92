import { z } from 'zod';
import type { SheetMark } from './sheet-mark.ts';
import { stripSizeMm, type StripTemplate, type StripValues } from './spine-strip.ts';
import { layoutStrip, type StripFinding } from './strip-layout.ts';

/** `long`: each on paper of its own size; `a4`, `a3`: as many as fit, with lines to cut along. */
export const StripPaper = z.enum(['long', 'a4', 'a3']);
export type StripPaper = z.infer<typeof StripPaper>;

/** What no printer of the house can reach at the edge of a sheet. */
export const StripMargin = z.number().min(4).max(20).multipleOf(0.1);

export type StripSetting = { readonly paper: StripPaper; readonly marginMm: number };

const sheets = { a4: { widthMm: 210, heightMm: 297 }, a3: { widthMm: 297, heightMm: 420 } } as const;

export type StripSheetPlan = {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Of each strip: shorter than the template's where the sheet is. */
  readonly stripLengthMm: number;
  readonly columns: number;
  readonly rows: number;
};

/** How strips lie on the paper; undefined when not even one fits between the margins. */
export function planStripSheets({ shape }: StripTemplate, { paper, marginMm }: StripSetting): StripSheetPlan | undefined {
  const { widthMm, lengthMm } = stripSizeMm(shape);
  if (paper === 'long') return { widthMm, heightMm: lengthMm, stripLengthMm: lengthMm, columns: 1, rows: 1 };
  const sheet = sheets[paper];
  const room = { width: sheet.widthMm - 2 * marginMm, height: sheet.heightMm - 2 * marginMm };
  const columns = Math.floor(room.width / widthMm + 1e-9);
  // A spine strip that is a little too long for the sheet is made shorter; a label is not.
  const stripLengthMm = shape.kind === 'spine' ? Math.min(lengthMm, room.height) : lengthMm;
  const rows = Math.floor(room.height / stripLengthMm + 1e-9);
  return columns < 1 || rows < 1 ? undefined : { ...sheet, stripLengthMm, columns, rows };
}

export function stripsPerSheet({ columns, rows }: StripSheetPlan): number {
  return columns * rows;
}

export type StripSheets = {
  readonly sheets: readonly (readonly SheetMark[])[];
  /** By the position of the strip in `values`, from zero. */
  readonly findings: readonly (StripFinding & { readonly position: number })[];
};

/** Strips in their order: down the columns of a sheet as they are cut, left to right. */
export function layoutStripSheets(template: StripTemplate, values: readonly StripValues[], of: { readonly plan: StripSheetPlan; readonly setting: StripSetting }): StripSheets {
  const { plan, setting } = of;
  const { widthMm } = stripSizeMm(template.shape);
  const laid = values.map(one => layoutStrip(template, one, plan.stripLengthMm));
  const each = stripsPerSheet(plan);
  const groups = Array.from({ length: Math.ceil(laid.length / each) }, (_, sheet) => laid.slice(sheet * each, (sheet + 1) * each));
  const at = (index: number): { readonly x: number; readonly y: number } => {
    if (setting.paper === 'long') return { x: 0, y: 0 };
    return { x: setting.marginMm + (index % plan.columns) * widthMm, y: setting.marginMm + Math.floor(index / plan.columns) * plan.stripLengthMm };
  };
  return {
    sheets: groups.map(group => [...(setting.paper === 'long' ? [] : cutLines(group.length, { plan, widthMm, marginMm: setting.marginMm })), ...group.flatMap(({ marks }, index) => marks.map(mark => moved(mark, at(index))))]),
    findings: laid.flatMap(({ findings }, position) => findings.map(finding => ({ position, ...finding }))),
  };
}

const cutWidthMm = 0.1;

/** Round the strips that are there, none round empty places. */
function cutLines(count: number, { plan, widthMm, marginMm }: { readonly plan: StripSheetPlan; readonly widthMm: number; readonly marginMm: number }): SheetMark[] {
  const rows = Array.from({ length: Math.ceil(count / plan.columns) }, (_, row) => Math.min(plan.columns, count - row * plan.columns));
  const across = (row: number, columns: number): SheetMark => {
    const y = marginMm + row * plan.stripLengthMm;
    return cutLine({ x1: marginMm, y1: y, x2: marginMm + columns * widthMm, y2: y });
  };
  const down = (column: number, row: number): SheetMark => {
    const [x, y] = [marginMm + column * widthMm, marginMm + row * plan.stripLengthMm];
    return cutLine({ x1: x, y1: y, x2: x, y2: y + plan.stripLengthMm });
  };
  return rows.flatMap((columns, row) => [...(row === 0 ? [across(0, columns)] : []), across(row + 1, columns), ...Array.from({ length: columns + 1 }, (_, column) => down(column, row))]);
}

function cutLine(ends: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }): SheetMark {
  return { kind: 'line', ...ends, width: cutWidthMm, ink: 'black', dash: 2 };
}

function moved(mark: SheetMark, { x, y }: { readonly x: number; readonly y: number }): SheetMark {
  if (mark.kind === 'line') return { ...mark, x1: mark.x1 + x, x2: mark.x2 + x, y1: mark.y1 + y, y2: mark.y2 + y };
  return { ...mark, x: mark.x + x, y: mark.y + y };
}
