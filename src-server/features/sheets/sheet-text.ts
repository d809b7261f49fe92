import { chineseFonts, escapeXml, measureEm } from '../viewing/index.ts';

export type TextPlace = { readonly x: number; readonly y: number; readonly width: number; readonly sizePt: number; readonly isNumber: boolean; readonly isBold: boolean };

/** Shrinks rather than runs over into the next column. */
export function drawText(text: string, { x, y, width, sizePt, isNumber, isBold }: TextPlace): string {
  const size = Math.min(sizePt, width / Math.max(1, measureEm(text)));
  const [at, anchor] = isNumber ? [x + width, 'end'] : [x, 'start'];
  return `<text x="${String(at)}" y="${String(y)}" text-anchor="${anchor}" font-family="${chineseFonts}" font-size="${String(size)}"${isBold ? ' font-weight="bold"' : ''}>${escapeXml(text)}</text>`;
}

/** Broken where the line is full, between any two characters as Chinese is; the last line ends in `…` when there is more. */
export function breakLines(text: string, room: { readonly widthPt: number; readonly sizePt: number; readonly lines: number }): string[] {
  const lines: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim();
  while (rest !== '' && lines.length < room.lines) {
    let end = rest.length;
    while (end > 1 && measureEm(rest.slice(0, end)) * room.sizePt > room.widthPt) end = Math.max(1, Math.min(end - 1, Math.floor((end * room.widthPt) / (measureEm(rest.slice(0, end)) * room.sizePt))));
    lines.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  const last = lines.at(-1);
  return rest === '' || last === undefined ? lines : [...lines.slice(0, -1), `${last.slice(0, -1)}…`];
}
