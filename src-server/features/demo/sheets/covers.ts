import { drawSeal } from '../drawing/seal.ts';
import { svg } from '../drawing/svg.ts';
import { fonts, printText, redInk, writeText } from '../drawing/text.ts';
import { longDate, type SheetFacts } from './facts.ts';

type CoverText = { readonly title: string; readonly issuer: string; readonly isRed?: boolean; readonly isSealed?: boolean };

/** Front of a booklet: title down the middle, name, unit and date written on ruled lines. */
export function drawBookletCover(facts: SheetFacts, { title, issuer, isRed = false, isSealed = false }: CoverText): string {
  const { person, unitName, hand, random, date } = facts;
  const characters = Array.from(title);
  const size = characters.length > 6 ? 118 : 142;
  const pitch = Math.min(205, 1150 / characters.length);
  const color = isRed ? redInk : '#26241f';
  const heading = characters.map((character, index) => printText({ x: 1050, y: 520 + index * pitch }, character, { size, font: fonts.song, weight: 700, anchor: 'middle', color })).join('');
  const lines = [
    ['姓　　名', person.name],
    ['工作单位', unitName],
    ['填表日期', longDate(date)],
  ] as const;
  const fields = lines
    .map(([label, value], index) => {
      const y = 1930 + index * 150;
      return `${printText({ x: 560, y }, label, { size: 56 })}${writeText(hand, value, { x: 850, y: y - 8, size: 62 })}${svg`<path d="M820,${y + 18} H1590" stroke="#26241f" stroke-width="3"/>`}`;
    })
    .join('');
  const seal = isSealed ? drawSeal(random, unitName, { x: 1480, y: 2160 }) : '';
  return `${heading}${fields}${printText({ x: 1050, y: 2700 }, issuer, { size: 46, anchor: 'middle', spacing: 8, color })}${seal}`;
}
