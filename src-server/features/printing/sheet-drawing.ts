import { encodeCode128 } from '#shared/domain/code128';
import { chineseFonts, escapeXml, measureEm, svgOf } from '../viewing/index.ts';

/** A4 in points: 210 × 297 mm at 72 points an inch. */
export const a4 = { width: (210 / 25.4) * 72, height: (297 / 25.4) * 72 } as const;
const pointsPerMm = 72 / 25.4;
const pxPerPoint = 300 / 72;

/** Inside the 4.2 mm that office printers cannot reach, with room to spare. */
export const margin = 10 * pointsPerMm;
export const strip = { width: a4.width - 2 * margin, height: 9 * pointsPerMm } as const;
const gap = 2 * pointsPerMm;

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

/** Secrecy mark at the left; at the right the number of the copy, as bars for a scanner and below them as text. */
export function drawHead({ secrecyMark, copyNumber }: { readonly secrecyMark: string; readonly copyNumber: string }): string {
  const number: Text = { text: `编号 ${copyNumber}`, sizePt: smallPt, align: 'end', baseline: strip.height - 1.5 };
  return drawStrip([{ text: secrecyMark, sizePt: secrecyPt, isBold: true, align: 'start' }, number], drawBars(copyNumber));
}

/** A module is a whole number of dots at 300 an inch (0.34 mm): bars of equal width stay equal on paper. */
const modulePt = 4 / pxPerPoint;
const barHeightPt = 5 * pointsPerMm;

/** Code 128, its last bar at the right margin: paper on both sides is its quiet zone. */
function drawBars(text: string): string {
  const widths = encodeCode128(text);
  let at = strip.width - widths.reduce((sum, width) => sum + width, 0) * modulePt;
  const bars = widths.map((width, index) => {
    const x = at;
    at += width * modulePt;
    return index % 2 === 0 ? `<rect x="${String(x)}" y="0" width="${String(width * modulePt)}" height="${String(barHeightPt)}"/>` : '';
  });
  return `<g shape-rendering="crispEdges">${bars.join('')}</g>`;
}

/** Who printed under which application and when; which sheet of how many. */
export function drawFoot({ origin, sheet, sheets }: { readonly origin: string; readonly sheet: number; readonly sheets: number }): string {
  return drawStrip([
    { text: origin, sizePt: smallPt, align: 'start' },
    { text: `第 ${String(sheet)} 张 共 ${String(sheets)} 张`, sizePt: smallPt, align: 'end' },
  ]);
}

type Text = { readonly text: string; readonly sizePt: number; readonly isBold?: boolean; readonly align: 'start' | 'end'; readonly baseline?: number };

function drawStrip(texts: readonly Text[], more = ''): string {
  const size = { width: Math.round(strip.width * pxPerPoint), height: Math.round(strip.height * pxPerPoint) };
  const content = texts.map(text => drawText(text)).join('') + more;
  return svgOf(size, content, `0 0 ${String(strip.width)} ${String(strip.height)}`);
}

/** Shrinks rather than runs over: a long unit must not push the sheet number off the paper. */
function drawText({ text, sizePt, isBold = false, align, baseline = strip.height * 0.72 }: Text): string {
  const room = strip.width * (align === 'start' ? 0.8 : 0.2);
  const size = Math.min(sizePt, room / Math.max(1, measureEm(text)));
  const weight = isBold ? ' font-weight="bold"' : '';
  const x = align === 'start' ? 0 : strip.width;
  return `<text x="${String(x)}" y="${String(baseline)}" text-anchor="${align}" font-family="${chineseFonts}" font-size="${String(size)}"${weight}>${escapeXml(text)}</text>`;
}
