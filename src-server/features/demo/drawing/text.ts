import type { Random } from '../random.ts';
import { escapeText, svg, type Box } from './svg.ts';

/** Song for print, Hei for headings, Kai for the hand; every list ends in a font that the setup installs. */
export const fonts = {
  song: "'Noto Serif CJK SC','AR PL SungtiL GB',serif",
  hei: "'Noto Sans CJK SC',sans-serif",
  kai: "'AR PL KaitiM GB','AR PL UKai CN','Noto Serif CJK SC',serif",
} as const;

export const blackInk = '#26241f';
export const redInk = '#c8281e';

export type PrintStyle = {
  readonly size?: number;
  readonly font?: string;
  readonly weight?: number;
  readonly color?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly spacing?: number;
};

/** Width in ems: a Chinese character is one, a Latin letter or digit about a half. */
export function measureText(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2e80 ? 0.52 : 1), 0);
}

/** Typeset text on a base line at (x, y). */
export function printText(at: { readonly x: number; readonly y: number }, text: string, style: PrintStyle = {}): string {
  const { size = 40, font = fonts.song, weight = 400, color = blackInk, anchor = 'start', spacing = 0 } = style;
  return svg`<text x="${at.x}" y="${at.y}" font-family="${font}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}" letter-spacing="${spacing}">${escapeText(text)}</text>`;
}

/** Breaks at any character, as Chinese does, but never before a closing mark. */
export function wrapText(text: string, widthEms: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (character === '\n') {
      lines.push(line);
      line = '';
    } else if (measureText(line + character) > widthEms && !'，。；、：）》”'.includes(character)) {
      lines.push(line);
      line = character;
    } else {
      line += character;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** One person's hand: same ink, slant and haste for all that he writes on a sheet. */
export type Hand = { readonly random: Random; readonly color: string; readonly slant: number; readonly haste: number };

const inks = ['#1b2a5e', '#202c54', '#27314a', '#1d2f74', '#2a2a2e', '#24262c'] as const;

export function createHand(random: Random): Hand {
  return { random, color: random.pick(inks), slant: random.between(-9, 3), haste: random.between(0.5, 1.25) };
}

/** Handwriting on a base line: every character a little off in place, size, turn and pressure, the line itself climbing or sinking. */
export function writeText(hand: Hand, text: string, { x, y, size }: { readonly x: number; readonly y: number; readonly size: number }): string {
  const { random, haste } = hand;
  const climb = random.between(-0.012, 0.008) * haste;
  let pen = x;
  let glyphs = '';
  for (const character of text) {
    const advance = size * (character.charCodeAt(0) < 0x2e80 ? 0.54 : 1) * random.between(0.93, 1.03);
    if (character.trim() !== '') {
      const scale = random.between(0.92, 1.08) * ('，。、；：'.includes(character) ? 0.8 : 1);
      const drop = (pen - x) * climb + random.between(-0.035, 0.035) * size * haste;
      const turn = random.between(-3.2, 3.2) * haste;
      const narrow = scale * random.between(0.93, 1.04);
      glyphs += svg`<text transform="translate(${pen} ${y + drop}) rotate(${turn}) skewX(${hand.slant}) scale(${narrow} ${scale})" fill-opacity="${random.between(0.8, 1)}">${escapeText(character)}</text>`;
    }
    pen += advance;
  }
  return svg`<g font-family="${fonts.kai}" font-size="${size}" fill="${hand.color}">${glyphs}</g>`;
}

/** Fills a box with lines of handwriting, first line indented; what does not fit is left out. */
export function writeParagraph(hand: Hand, text: string, { box, size, leading }: { readonly box: Box; readonly size: number; readonly leading: number }): string {
  const lines = text.split('\n').flatMap(paragraph => wrapText(`　　${paragraph}`, box.width / size));
  const fitting = Math.max(1, Math.floor(box.height / leading));
  return lines
    .slice(0, fitting)
    .map((line, index) => writeText(hand, line, { x: box.x, y: box.y + (index + 0.8) * leading, size }))
    .join('');
}

/** The same in print. */
export function printParagraph(text: string, { box, size, leading }: { readonly box: Box; readonly size: number; readonly leading: number }, style: PrintStyle = {}): string {
  const lines = text.split('\n').flatMap(paragraph => wrapText(`　　${paragraph}`, box.width / size));
  const fitting = Math.max(1, Math.floor(box.height / leading));
  return lines
    .slice(0, fitting)
    // Leading blanks are dropped by the renderer, so the indent is a shift.
    .map((line, index) => printText({ x: box.x + (line.startsWith('　　') ? 2 * size : 0), y: box.y + (index + 0.8) * leading }, line.trimStart(), { ...style, size }))
    .join('');
}
