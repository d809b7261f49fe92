import { svg } from '../drawing/svg.ts';
import { measureText, printText, wrapText, writeText, type Hand } from '../drawing/text.ts';

const left = 240;
const right = 1900;
const top = 420;
const leading = 112;
export const manuscriptLines = 21;
const widthEms = (right - left) / 66;

const isGridded = (year: number): boolean => year < 1995;

/** Ruled or squared writing paper as offices handed it out. */
function drawRules(year: number): string {
  const color = isGridded(year) ? '#9c4a3a' : '#8794a8';
  const lines = Array.from({ length: manuscriptLines + 1 }, (_, index) => svg`<path d="M${left - 20},${top + index * leading} H${right + 20}"/>`);
  if (!isGridded(year)) return `<g stroke="${color}" stroke-width="2.4" fill-opacity="0.7" stroke-opacity="0.7">${lines.join('')}</g>`;
  const columns = Math.floor((right - left) / 83);
  const squares = Array.from({ length: manuscriptLines }, (_, row) =>
    svg`<rect x="${left}" y="${top + row * leading + 14}" width="${columns * 83}" height="84"/>` +
    Array.from({ length: columns - 1 }, (_each, column) => svg`<path d="M${left + (column + 1) * 83},${top + row * leading + 14} v84"/>`).join(''),
  );
  return `<g fill="none" stroke="${color}" stroke-width="2" fill-opacity="0.55" stroke-opacity="0.55">${squares.join('')}</g>`;
}

/** Cuts a text into sheets of handwriting paper; the last keeps room for name and date. */
export function paginateManuscript(text: string, year: number): string[][] {
  const ems = isGridded(year) ? Math.floor((right - left) / 83) : widthEms;
  const lines = text.split('\n').flatMap(paragraph => wrapText(`　　${paragraph}`, ems));
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += manuscriptLines) pages.push(lines.slice(at, at + manuscriptLines));
  const last = pages.at(-1) ?? [];
  return last.length > manuscriptLines - 3 ? [...pages.slice(0, -1), last.slice(0, -3), last.slice(-3)] : pages;
}

export type Manuscript = { readonly hand: Hand; readonly year: number; readonly title: string | null; readonly lines: readonly string[]; readonly closing: readonly string[]; readonly issuer: string };

/** One sheet written by hand: title on the first, signature and date under the last. */
export function drawManuscript({ hand, year, title, lines, closing, issuer }: Manuscript): string {
  const baseline = (index: number): number => top + index * leading + 84;
  const size = isGridded(year) ? 64 : 63;
  const body = lines.map((line, index) => (isGridded(year) ? writeSquares(hand, line, baseline(index)) : writeText(hand, line, { x: left, y: baseline(index), size })));
  const signature = closing.map((line, index) => writeText(hand, line, { x: right - 60 - measureText(line) * size, y: baseline(Math.min(manuscriptLines - closing.length, lines.length) + index), size }));
  const heading = title === null ? '' : writeText(hand, title, { x: 1060 - measureText(title) * 46, y: 360, size: 92 });
  return `${drawRules(year)}${printText({ x: left, y: 2860 }, issuer, { size: 30, color: isGridded(year) ? '#9c4a3a' : '#7f8ba0' })}${heading}${body.join('')}${signature.join('')}`;
}

/** One character to a square. */
function writeSquares(hand: Hand, line: string, y: number): string {
  return Array.from(line).map((character, column) => (character.trim() === '' ? '' : writeText(hand, character, { x: left + column * 83 + 9, y: y - 4, size: 64 }))).join('');
}
