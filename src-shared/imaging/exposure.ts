import type { Border } from './border.ts';
import type { Ink } from './ink.ts';
import { sumOf, type Histogram } from './paper.ts';

const [drowned, burnt] = [6, 252];
/** Ink that keeps so much of its depth was not burnt away: clean white paper under black print is no fault. */
const intactDepth = 120;
/** Dark pictures and seals are smaller. */
const intactDarkShare = 0.2;

export type Light = { readonly histogram: Histogram; readonly border: Border; readonly ink: Ink; readonly paper: number };

/**
 * Share of the page where light took away the pale strokes, or darkness everything: burnt-out paper counts only when the ink
 * itself has become pale, blackness only beyond what a dark photograph has.
 */
export function clippedShareOf({ histogram, border, ink, paper }: Light): number {
  const all = Math.max(1, sumOf(histogram, 0, 255));
  const [white, black] = [sumOf(histogram, burnt, 255) / all, Math.max(0, sumOf(histogram, 0, drowned) / all - border.share)];
  const isBurnt = ink.share > 0 && paper >= burnt && ink.depth < intactDepth;
  return Math.max(isBurnt ? white : 0, black > intactDarkShare ? black : 0);
}
