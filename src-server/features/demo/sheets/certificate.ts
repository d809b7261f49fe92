import { drawPortrait } from '../drawing/portrait.ts';
import { drawSeal } from '../drawing/seal.ts';
import { svg } from '../drawing/svg.ts';
import { fonts, printParagraph, printText, redInk, writeText } from '../drawing/text.ts';
import { longDate, yearOf, type SheetFacts } from './facts.ts';

export type CertificateText = { readonly title: string; readonly text: string; readonly number: string; readonly issuer: string; readonly hasPhoto: boolean };

/** Photocopy of a certificate in the upper half of a sheet, with the office's note that it matches the original. */
export function drawCertificateCopy(facts: SheetFacts, { title, text, number, issuer, hasPhoto }: CertificateText): string {
  const { person, random, hand, date } = facts;
  const frame = svg`<g fill="none" stroke="#6a2420"><rect x="220" y="260" width="1660" height="1170" stroke-width="14"/><rect x="250" y="290" width="1600" height="1110" stroke-width="4"/></g>
${[270, 1830].map(x => [310, 1380].map(y => svg`<circle cx="${x}" cy="${y}" r="34" fill="none" stroke="#6a2420" stroke-width="5"/>`).join('')).join('')}`;
  const photo = hasPhoto ? drawPortrait(random, { x: 330, y: 700, width: 300, height: 420 }, { isFemale: person.gender === 'female', isOld: yearOf(date) < 1996 }) : '';
  const x = hasPhoto ? 700 : 380;
  const body = printParagraph(text, { box: { x, y: 610, width: 1760 - x, height: 560 }, size: 58, leading: 100 }, { font: fonts.kai });
  const match = svg`<g transform="rotate(-3 620 1800)"><rect x="330" y="1690" width="560" height="150" fill="none" stroke="${redInk}" stroke-width="6" fill-opacity="0.75" stroke-opacity="0.75"/>${printText({ x: 610, y: 1785 }, '与原件核对无误', { size: 68, color: redInk, anchor: 'middle', font: fonts.hei })}</g>`;
  return (
    frame + printText({ x: 1050, y: 490 }, title, { size: 130, font: fonts.kai, weight: 700, anchor: 'middle', color: '#8c1f1a', spacing: 30 }) + photo + body +
    printText({ x: 340, y: 1330 }, `编号：${number}`, { size: 40 }) + printText({ x: 1500, y: 1250 }, issuer, { size: 50, anchor: 'middle' }) + printText({ x: 1500, y: 1330 }, longDate(date), { size: 46, anchor: 'middle' }) +
    drawSeal(random, issuer, { x: 1490, y: 1250, radius: 180 }) + match + writeText(hand, '核对人：陈静', { x: 340, y: 1960, size: 60 })
  );
}
