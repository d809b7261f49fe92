import { drawSeal } from '../drawing/seal.ts';
import { svg } from '../drawing/svg.ts';
import { fonts, measureText, printParagraph, printText, redInk } from '../drawing/text.ts';
import type { Random } from '../random.ts';

export type Letter = {
  readonly random: Random;
  /** Red head; plain paper without it. */
  readonly head: string | null;
  readonly number: string;
  readonly title: string;
  readonly to: string;
  readonly paragraphs: readonly string[];
  readonly from: string;
  readonly date: string;
};

/** Official letter after the standard layout: red head and line, number, title, addressee, text, office and date under the seal. */
export function drawLetter({ random, head, number, title, to, paragraphs, from, date }: Letter): string {
  const size = 52;
  const headSize = head === null ? 0 : Math.min(150, 1560 / Array.from(head).length);
  const redHead =
    head === null
      ? ''
      : printText({ x: 1050, y: 470 }, head, { size: headSize, font: fonts.song, weight: 900, color: redInk, anchor: 'middle' }) +
        printText({ x: 1050, y: 640 }, number, { size: 46, anchor: 'middle' }) +
        svg`<path d="M250,700 H1010 M1090,700 H1850" stroke="${redInk}" stroke-width="8"/><text x="1050" y="718" font-size="54" fill="${redInk}" text-anchor="middle">★</text>`;
  const titleLines = title.split('\n');
  const titles = titleLines.map((line, index) => printText({ x: 1050, y: (head === null ? 400 : 860) + index * 90 }, line, { size: 68, font: fonts.song, weight: 700, anchor: 'middle' })).join('');
  const start = (head === null ? 470 : 930) + titleLines.length * 90;
  const leading = 92;
  const body = printParagraph(paragraphs.join('\n'), { box: { x: 270, y: start + leading, width: 1580, height: 1700 }, size, leading });
  const used = paragraphs.reduce((sum, paragraph) => sum + Math.ceil((measureText(paragraph) + 2) / (1580 / size)), 0);
  const foot = Math.min(2580, start + leading * (used + 3.4));
  return (
    redHead + titles + printText({ x: 270, y: start + 40 }, `${to}：`, { size }) + body +
    printText({ x: 1500, y: foot }, from, { size, anchor: 'middle' }) + printText({ x: 1500, y: foot + 90 }, date, { size, anchor: 'middle' }) +
    drawSeal(random, from, { x: 1510, y: foot + 10, radius: 205 })
  );
}
