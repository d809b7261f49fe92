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

/** Edge of the tile on a half-size page (1240 px): about eight marks a page, so that a cut-out still carries one. */
export const tileUnits = 512;
const fontUnits = 25;
const minFontUnits = 17;
const lineUnits = 35;
const angle = -28;
/** What a turned line may measure without reaching into the next tile's text. */
const lineWidthUnits = 490;

/** Black with a white edge, nowhere transparent: how strong the two become on a page is decided where they are laid on it. */
const letters = 'fill="#000000" stroke="#ffffff" stroke-width="2.4" paint-order="stroke"';

/**
 * One square tile of the visible mark, `edgePx` wide, whose sides fit each other: what crosses one comes in at the opposite, so that
 * nothing is cut off.
 */
export function drawMarkTile(lines: readonly string[], edgePx: number): Drawing {
  const wrapped = lines.flatMap(line => wrapLine(line, lineWidthUnits / minFontUnits));
  const font = Math.min(fontUnits, lineWidthUnits / Math.max(1, ...wrapped.map(measureEm)));
  const top = -((wrapped.length - 1) * lineUnits) / 2 + font / 3;
  const texts = wrapped.map((line, index) => `<text y="${String(top + index * lineUnits)}">${escapeXml(line)}</text>`).join('');
  const group = `<g id="mark" transform="rotate(${String(angle)})" text-anchor="middle" font-family="${chineseFonts}" font-size="${String(font)}" ${letters}>${texts}</g>`;
  const places = [-0.5, 0.5, 1.5].flatMap(across => [-0.5, 0.5, 1.5].map(down => `<use href="#mark" x="0" y="0" transform="translate(${String(across * tileUnits)} ${String(down * tileUnits)})"/>`));
  const size = { width: edgePx, height: edgePx };
  return { ...size, svg: svgOf(size, `<defs>${group}</defs>${places.join('')}`, `0 0 ${String(tileUnits)} ${String(tileUnits)}`) };
}

/** The secrecy mark for the corner of a page; `fontPx` is the height of its characters. Whole blocks of JPEG in both directions, chroma's too. */
export function drawSecrecyMark(secrecyMark: string, fontPx: number): Drawing {
  const size = { width: wholeBlocks((measureEm(secrecyMark) + 1.5) * fontPx), height: wholeBlocks(fontPx * 2) };
  const place = `x="${String(fontPx * 0.7)}" y="${String(fontPx * 1.5)}" font-size="${String(fontPx)}" font-weight="bold" font-family="${chineseFonts}"`;
  const letters = `fill="#000000" stroke="#ffffff" stroke-width="${String(fontPx / 8)}" paint-order="stroke"`;
  return { ...size, svg: svgOf(size, `<text ${place} ${letters}>${escapeXml(secrecyMark)}</text>`) };
}

const wholeBlocks = (px: number): number => Math.ceil(px / 16) * 16;

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
  // A letter and the signs on it stay together.
  for (const { segment: character } of new Intl.Segmenter().segment(line)) {
    if (measureEm(piece + character) > maxEm) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
