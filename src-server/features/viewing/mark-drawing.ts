import type { PageMark } from './image-task.ts';

/** SVG and the pixels it fills. */
export type Drawing = { readonly svg: string; readonly width: number; readonly height: number };

/** What the system offers, best first; `sans-serif` finds any Chinese font at last. */
export const chineseFonts = "'Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei','Microsoft YaHei',sans-serif";

/** Names are text, never markup; what XML cannot hold at all is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => `&#${String(character.charCodeAt(0))};`);
}

/** Width in em: Chinese characters are square, Latin letters about half as wide. */
export function measureEm(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character > '\u2e7f' ? 1 : 0.58), 0);
}

/** Tile at the width of a half-size page (1240 px): about eight marks a page, so that a cut-out still carries one. */
export const tileUnits = { width: 620, height: 440 } as const;
const fontUnits = 25;
const minFontUnits = 17;
const lineUnits = 35;
const angle = -28;
/** What a turned line may measure without touching the tile's edge. */
const lineWidthUnits = 590;

/**
 * One tile of the visible mark, `widthPx` wide. Dark letters with a light halo, both translucent: readable on white, on
 * black and on a photo, and the page stays readable beneath.
 */
export function drawMarkTile(lines: readonly string[], widthPx: number): Drawing {
  const { width, height } = tileUnits;
  const wrapped = lines.flatMap(line => wrapLine(line, lineWidthUnits / minFontUnits));
  const font = Math.min(fontUnits, lineWidthUnits / Math.max(1, ...wrapped.map(measureEm)));
  const top = -((wrapped.length - 1) * lineUnits) / 2 + font / 3;
  const texts = wrapped.map((line, index) => `<text y="${String(top + index * lineUnits)}">${escapeXml(line)}</text>`).join('');
  const letters = 'fill="#3a3a3a" fill-opacity="0.3" stroke="#ffffff" stroke-opacity="0.27" stroke-width="2.4" paint-order="stroke"';
  const place = `translate(${String(width / 2)} ${String(height / 2)}) rotate(${String(angle)})`;
  const group = `<g transform="${place}" text-anchor="middle" font-family="${chineseFonts}" font-size="${String(font)}" ${letters}>${texts}</g>`;
  const size = { width: widthPx, height: Math.round((widthPx * height) / width) };
  return { ...size, svg: svgOf(size, group, `0 0 ${String(width)} ${String(height)}`) };
}

/** The secrecy mark for the corner of a page, red with a light halo; `fontPx` is the height of its characters. */
export function drawSecrecyMark(secrecyMark: string, fontPx: number): Drawing {
  const size = { width: Math.ceil((measureEm(secrecyMark) + 1.5) * fontPx), height: Math.ceil(fontPx * 2) };
  const letters = `fill="#b3141d" fill-opacity="0.85" stroke="#ffffff" stroke-opacity="0.7" stroke-width="${String(fontPx / 8)}" paint-order="stroke"`;
  const place = `x="${String(fontPx * 0.7)}" y="${String(fontPx * 1.5)}" font-size="${String(fontPx)}" font-weight="bold" font-family="${chineseFonts}"`;
  return { ...size, svg: svgOf(size, `<text ${place} ${letters}>${escapeXml(secrecyMark)}</text>`) };
}

/** Whatever is drawn for a page or a sheet starts here. */
export function svgOf({ width, height }: { readonly width: number; readonly height: number }, content: string, viewBox = `0 0 ${String(width)} ${String(height)}`): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="${viewBox}">${content}</svg>`;
}

export function tileLines({ lines, secrecyMark }: PageMark): readonly string[] {
  return [...lines, secrecyMark].filter(line => line.trim() !== '');
}

/** A name and a unit may be longer than a tile is wide: they go on in the next line, nothing is cut off. */
function wrapLine(line: string, maxEm: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of line) {
    if (measureEm(piece + character) > maxEm) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
