import type { Ink } from './ink.ts';
import type { Marks } from './marks.ts';
import { pixelsPerMm } from './raster.ts';

/** Show-through, stains and shadows are paler than the palest pencil by this (0 to 1 of the paper's brightness). */
const palest = 0.15;
/** As many pieces as the shortest line of text has; a page number alone has fewer. */
const minCharacters = 4;
/** Rules of an empty form; one line is a fold or a shadow. */
const minLines = 3;
/** A photograph or a seal. */
const minAreaMm2 = 150;

/** Nothing was written, printed or stuck here. An empty printed form is not blank, a stained sheet with punch holes is. */
export function isBlankPage(ink: Ink, { characters, lines, areas }: Marks, paper: number): boolean {
  if (ink.depth < palest * paper) return true;
  const scale = pixelsPerMm(ink);
  const isPicture = areas.some(({ area }) => area / scale ** 2 >= minAreaMm2);
  return characters.length < minCharacters && lines.length < minLines && !isPicture;
}
