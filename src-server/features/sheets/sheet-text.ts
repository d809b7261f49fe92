import type { TextMark } from '#shared/domain/sheet-mark';
import { measureEm } from '../viewing/index.ts';

export type TextPlace = { readonly x: number; readonly y: number; readonly width: number; readonly sizePt: number; readonly isNumber: boolean; readonly isBold: boolean };

/** Shrinks rather than runs over into the next column. */
export function placeText(text: string, { x, y, width, sizePt, isNumber, isBold }: TextPlace): TextMark {
  const size = Math.min(sizePt, width / Math.max(1, measureEm(text)));
  const [at, anchor] = isNumber ? ([x + width, 'end'] as const) : ([x, 'start'] as const);
  return { kind: 'text', text, x: at, y, size, anchor, typeface: isBold ? 'hei-bold' : 'hei', ink: 'black', room: width };
}

/** Broken where the line is full, between any two characters as Chinese is; the last line ends in `…` when there is more. */
export function breakLines(text: string, room: { readonly widthPt: number; readonly sizePt: number; readonly lines: number }): string[] {
  const lines: string[] = [];
  // By characters: a rare one is two units long and must not be cut in two.
  let rest = Array.from(text.replace(/\s+/g, ' ').trim());
  const widthPt = (end: number): number => measureEm(rest.slice(0, end).join('')) * room.sizePt;
  while (rest.length > 0 && lines.length < room.lines) {
    let end = rest.length;
    while (end > 1 && widthPt(end) > room.widthPt) end = Math.max(1, Math.min(end - 1, Math.floor((end * room.widthPt) / widthPt(end))));
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  const last = lines.at(-1);
  return rest.length === 0 || last === undefined ? lines : [...lines.slice(0, -1), `${Array.from(last).slice(0, -1).join('')}…`];
}
