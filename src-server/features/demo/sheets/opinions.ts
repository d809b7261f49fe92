import { drawGrid, type Cell } from '../drawing/grid.ts';
import { drawSeal } from '../drawing/seal.ts';
import { fonts, printText, writeParagraph, writeText, type Hand } from '../drawing/text.ts';
import type { Random } from '../random.ts';
import { longDate } from './facts.ts';

export type Opinion = { readonly label: string; readonly text: string; readonly signer: string; readonly office: string | null; readonly date: string };

/** The page where offices have their say: one box each, handwriting, signature, seal across the date. */
export function drawOpinionPage(random: Random, { title, opinions, hands }: { readonly title: string | null; readonly opinions: readonly Opinion[]; readonly hands: readonly Hand[] }): string {
  const top = title === null ? 240 : 330;
  const height = (2760 - top) / opinions.length;
  const [first] = hands;
  if (!first) return '';
  const cells = opinions.flatMap(({ label }, row): Cell[] => [{ row, column: 0, label, size: 40 }, { row, column: 1 }]);
  const frame = drawGrid({ x: 210, y: top, columns: [190, 1510], rows: opinions.map(() => height), cells, hand: first });
  const texts = opinions.map((opinion, row) => {
    const hand = hands[row % hands.length] ?? first;
    const y = top + row * height;
    const words = writeParagraph(hand, opinion.text, { box: { x: 440, y: y + 30, width: 1420, height: height - 190 }, size: 58, leading: 98 });
    const seal = opinion.office === null ? '' : drawSeal(random, opinion.office, { x: 1530, y: y + height - 170, radius: Math.min(200, height * 0.32) });
    return words + writeText(hand, `签名：${opinion.signer}`, { x: 460, y: y + height - 60, size: 56 }) + writeText(hand, longDate(opinion.date), { x: 1320, y: y + height - 60, size: 52 }) + seal;
  });
  const heading = title === null ? '' : printText({ x: 1050, y: 250 }, title, { size: 62, font: fonts.song, weight: 700, anchor: 'middle' });
  return heading + frame + texts.join('');
}
