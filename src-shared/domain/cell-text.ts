import type { SheetMark, TextMark } from './sheet-mark.ts';
import { middleAboveBaselineEm, widthEm } from './text-width.ts';

/** A cell of a printed table, in the unit of the sheet. */
export type CellBox = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type CellStyle = Pick<TextMark, 'typeface' | 'ink'> & {
  readonly size: number;
  /** What characters may shrink to. */
  readonly least: number;
  readonly align: 'start' | 'middle' | 'end';
  /** Said by the error of a character that cannot be printed. */
  readonly place?: string;
};
export type FittedText = { readonly lines: readonly string[]; readonly size: number; /** Even at the least size it does not all fit; the last line ends in `…`. */ readonly isCut: boolean };

const leading = 1.15;
/** Between the text and the lines of the cell. */
const padding = 0.8;
/** Above and below together. */
const margin = 0.5;

/** Broken between any two characters, as Chinese is; a number or a word of Latin letters stays whole where it fits on a line. */
export function breakText(text: string, roomEm: number): string[] {
  const pieces = text.replace(/\s+/gu, ' ').trim().match(/[\u0021-\u00b6\u00b8-\u024f]+|[^]/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  const add = (piece: string): void => {
    if (widthEm(line + piece) > roomEm && line !== '') {
      lines.push(line);
      line = piece === ' ' ? '' : piece;
    } else line += piece;
  };
  for (const piece of pieces) {
    if (widthEm(piece) > roomEm) Array.from(piece).forEach(add);
    else add(piece);
  }
  return line === '' ? lines : [...lines, line];
}

/** The largest size at which the whole text stands in the cell. */
export function fitText(text: string, { width, height }: Pick<CellBox, 'width' | 'height'>, { size, least }: Pick<CellStyle, 'size' | 'least'>): FittedText {
  const room = width - 2 * padding;
  const fits = (at: number): readonly string[] | null => {
    const lines = text.split('\n').flatMap(paragraph => breakText(paragraph, room / at));
    return lines.length <= 1 || lines.length * at * leading <= height - margin ? lines : null;
  };
  const steps = Math.max(1, Math.ceil((size - least) / 0.1));
  for (let step = 0; step <= steps; step += 1) {
    const at = size - ((size - least) * step) / steps;
    const lines = fits(at);
    if (lines) return { lines, size: at, isCut: false };
  }
  const most = Math.max(1, Math.floor(height / (least * leading)));
  const all = text.split('\n').flatMap(paragraph => breakText(paragraph, room / least));
  const lines = [...all.slice(0, most - 1), `${Array.from(all[most - 1] ?? '').slice(0, -1).join('')}…`];
  return { lines, size: least, isCut: true };
}

/** In the middle of the height. */
export function setCellText(text: string, box: CellBox, style: CellStyle): { readonly marks: readonly SheetMark[]; readonly isCut: boolean } {
  if (text === '') return { marks: [], isCut: false };
  const { lines, size, isCut } = fitText(text, box, style);
  const { typeface, ink, align, place } = style;
  const x = { start: box.x + padding, middle: box.x + box.width / 2, end: box.x + box.width - padding }[align];
  const first = box.y + box.height / 2 - ((lines.length - 1) * size * leading) / 2 + middleAboveBaselineEm * size;
  const marks = lines.map((line, index): TextMark => ({
    ...{ kind: 'text', text: line, x, y: first + index * size * leading, size, anchor: align, typeface, ink, room: box.width - 2 * padding },
    ...(place === undefined ? {} : { place }),
  }));
  return { marks, isCut };
}

/** The frame of a cell, or of a table. */
export function boxLines({ x, y, width, height }: CellBox, { ink, width: thick }: Pick<SheetMark & { kind: 'line' }, 'ink' | 'width'>): SheetMark[] {
  const [right, bottom] = [x + width, y + height];
  const ends = [{ x1: x, y1: y, x2: right, y2: y }, { x1: x, y1: bottom, x2: right, y2: bottom }, { x1: x, y1: y, x2: x, y2: bottom }, { x1: right, y1: y, x2: right, y2: bottom }];
  return ends.map((of): SheetMark => ({ kind: 'line', ...of, width: thick, ink }));
}
