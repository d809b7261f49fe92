import type { Ink } from './ink.ts';
import type { GreyRaster } from './raster.ts';

const [drowned, burnt] = [6, 252];
/** Ink that keeps so much of its depth was not burnt away: clean white paper under black print is no fault. */
const intactDepth = 120;
/** Dark pictures and seals are smaller. */
const intactDarkShare = 0.2;

/**
 * Share of the page where light took away the pale strokes, or darkness everything: burnt-out paper counts only when the ink
 * itself has become pale, blackness only beyond what a dark photograph has.
 */
export function clippedShareOf({ data }: GreyRaster, { depth, share }: Ink, paper: number): number {
  let [white, black] = [0, 0];
  for (let at = 0; at < data.length; at += 3) {
    const level = data[at] ?? 0;
    if (level >= burnt) white++;
    else if (level <= drowned) black++;
  }
  const all = Math.max(1, Math.ceil(data.length / 3));
  const isBurnt = share > 0 && paper >= burnt && depth < intactDepth;
  return Math.max(isBurnt ? white / all : 0, black / all > intactDarkShare ? black / all : 0);
}
