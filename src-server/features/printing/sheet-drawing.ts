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

/** Secrecy mark at the left, register number at the right. */
export function drawHead({ secrecyMark, registerNumber }: { readonly secrecyMark: string; readonly registerNumber: string }): string {
  return drawStrip([
    { text: secrecyMark, sizePt: secrecyPt, isBold: true, align: 'start' },
    { text: `登记号 ${registerNumber}`, sizePt: smallPt, align: 'end' },
  ]);
}

/** Who printed under which application and when; which sheet of how many. */
export function drawFoot({ origin, sheet, sheets }: { readonly origin: string; readonly sheet: number; readonly sheets: number }): string {
  return drawStrip([
    { text: origin, sizePt: smallPt, align: 'start' },
    { text: `第 ${String(sheet)} 张 共 ${String(sheets)} 张`, sizePt: smallPt, align: 'end' },
  ]);
}

type Text = { readonly text: string; readonly sizePt: number; readonly isBold?: boolean; readonly align: 'start' | 'end' };

function drawStrip(texts: readonly Text[]): string {
  const size = { width: Math.round(strip.width * pxPerPoint), height: Math.round(strip.height * pxPerPoint) };
  const content = texts.map(text => drawText(text)).join('');
  return svgOf(size, content, `0 0 ${String(strip.width)} ${String(strip.height)}`);
}

/** Shrinks rather than runs over: a long unit must not push the sheet number off the paper. */
function drawText({ text, sizePt, isBold = false, align }: Text): string {
  const room = strip.width * (align === 'start' ? 0.8 : 0.2);
  const size = Math.min(sizePt, room / Math.max(1, measureEm(text)));
  const weight = isBold ? ' font-weight="bold"' : '';
  const x = align === 'start' ? 0 : strip.width;
  return `<text x="${String(x)}" y="${String(strip.height * 0.72)}" text-anchor="${align}" font-family="${chineseFonts}" font-size="${String(size)}"${weight}>${escapeXml(text)}</text>`;
}
