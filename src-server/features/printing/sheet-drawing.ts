import { encodeCode128, quietModules } from '#shared/domain/code128';
import { encodeDataMatrix, type DataMatrix } from '#shared/domain/data-matrix';
import { copySheet } from '#shared/domain/printing';
import { chineseFonts, escapeXml, measureEm, svgOf } from '../viewing/index.ts';

const pointsPerMm = 72 / 25.4;
/** A4 in points. */
export const a4 = { width: copySheet.widthMm * pointsPerMm, height: copySheet.heightMm * pointsPerMm } as const;
const pxPerPoint = 300 / 72;

/** Inside the 4.2 mm that office printers cannot reach, with room to spare. */
const margin = 10 * pointsPerMm;
const strip = { width: a4.width - 2 * margin, height: 9 * pointsPerMm } as const;
const line = { width: strip.width, height: strip.height / 2 } as const;
const gap = 2 * pointsPerMm;

/** Where the strips lie: at the top the head, at the bottom the foot above the line that is the same on all sheets. */
export const head = { x: margin, y: a4.height - margin - strip.height, ...strip } as const;
export const foot = { x: margin, y: margin + line.height, ...line } as const;
export const origin = { x: margin, y: margin, ...line } as const;

/** Where the page image goes: between head and foot. */
export const picture = {
  left: margin,
  bottom: margin + strip.height + gap,
  width: a4.width - 2 * margin,
  height: a4.height - 2 * (margin + strip.height + gap),
} as const;

/** 三号黑体 is 16 pt: the size in which secrecy marks are set. */
const secrecyPt = 16;
const smallPt = 9;

/** Secrecy mark at the left; at the right the number of the copy: as squares for a camera, as bars for a scanner at the counter, and as text. */
export function drawHead({ secrecyMark, copyNumber }: { readonly secrecyMark: string; readonly copyNumber: string }): string {
  const squares = encodeDataMatrix(copyNumber);
  const barsEnd = strip.width - squares.length * squarePtOf(squares) - gap - quietModules * modulePt;
  const number: Text = { text: `编号 ${copyNumber}`, sizePt: smallPt, align: 'end', x: barsEnd, baseline: strip.height - 1.5 };
  return drawStrip(strip, [{ text: secrecyMark, sizePt: secrecyPt, isBold: true, align: 'start' }, number], drawSquares(squares) + drawBars(copyNumber, barsEnd));
}

/** A module is a whole number of dots at 300 an inch (0.34 mm): bars of equal width stay equal on paper. */
const modulePt = 4 / pxPerPoint;
const barHeightPt = 5 * pointsPerMm;

/** Code 128; what is free on both sides of it is its quiet zone. */
function drawBars(text: string, end: number): string {
  const widths = encodeCode128(text);
  let at = end - widths.reduce((sum, width) => sum + width, 0) * modulePt;
  const bars = widths.map((width, index) => {
    const x = at;
    at += width * modulePt;
    return index % 2 === 0 ? `<rect x="${String(x)}" y="0" width="${String(width * modulePt)}" height="${String(barHeightPt)}"/>` : '';
  });
  return `<g shape-rendering="crispEdges">${bars.join('')}</g>`;
}

/** Whole dots again: 0.42 mm, or what the strip has room for where the number is long. */
function squarePtOf({ length }: DataMatrix): number {
  return Math.min(5, Math.floor(Math.round(strip.height * pxPerPoint) / length)) / pxPerPoint;
}

/** Data Matrix at the right margin; paper around it is its quiet zone. Survives a copier, a fold and a phone held askew where bars do not. */
function drawSquares(squares: DataMatrix): string {
  const side = squarePtOf(squares);
  const left = strip.width - squares.length * side;
  const spots = squares.flatMap((line, row) => line.map((isDark, column) => (isDark ? `M${String(left + column * side)} ${String(row * side)}h${String(side)}v${String(side)}h${String(-side)}z` : '')));
  return `<path shape-rendering="crispEdges" d="${spots.join('')}"/>`;
}

/** What is on the sheet, and which sheet of how many it is. */
export function drawFoot({ of, sheet, sheets }: { readonly of: string; readonly sheet: number; readonly sheets: number }): string {
  return drawStrip(line, [
    { text: of, sizePt: smallPt, align: 'start' },
    { text: `第 ${String(sheet)} 张 共 ${String(sheets)} 张`, sizePt: smallPt, align: 'end' },
  ]);
}

/** Who printed under which application and when. */
export function drawOrigin(text: string): string {
  return drawStrip(line, [{ text, sizePt: smallPt, align: 'start', share: 1 }]);
}

type Text = { readonly text: string; readonly sizePt: number; readonly isBold?: boolean; readonly align: 'start' | 'end'; readonly x?: number; readonly baseline?: number; /** Of the width, at most. */ readonly share?: number };
type Size = { readonly width: number; readonly height: number };

function drawStrip({ width, height }: Size, texts: readonly Text[], more = ''): string {
  const size = { width: Math.round(width * pxPerPoint), height: Math.round(height * pxPerPoint) };
  const content = texts.map(text => drawText({ baseline: height * 0.72, ...text })).join('') + more;
  return svgOf(size, content, `0 0 ${String(width)} ${String(height)}`);
}

/** Shrinks rather than runs over: a long unit must not push the sheet number off the paper. */
function drawText({ text, sizePt, isBold = false, align, x = align === 'start' ? 0 : strip.width, baseline, share = align === 'start' ? 0.8 : 0.2 }: Text & { readonly baseline: number }): string {
  const room = strip.width * share;
  const size = Math.min(sizePt, room / Math.max(1, measureEm(text)));
  const weight = isBold ? ' font-weight="bold"' : '';
  return `<text x="${String(x)}" y="${String(baseline)}" text-anchor="${align}" font-family="${chineseFonts}" font-size="${String(size)}"${weight}>${escapeXml(text)}</text>`;
}
