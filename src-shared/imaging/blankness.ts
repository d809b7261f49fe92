import type { Ink } from './ink.ts';
import type { Marks } from './marks.ts';
import { pixelsPerMm } from './raster.ts';

/** Show-through, stains and shadows are paler than this (0 to 1 of the paper's brightness), or soft. */
const palest = 0.15;
const softest = 0.6;
/** Pale but sharp: a washed-out page has many characters, a stained sheet some sharp spots. */
const minPaleCharacters = 25;
/** As many pieces as the shortest line of text has; a page number alone has fewer. */
const minCharacters = 4;
/** Rules of an empty form; one line is a fold or a shadow. */
const minLines = 3;
/** A photograph or a seal. */
const minAreaMm2 = 150;

export type Evidence = { readonly ink: Ink; readonly marks: Marks; readonly paper: number; /** Of all strokes; null without. */ readonly sharpness: number | null };

/** Nothing was written, printed or stuck here. An empty printed form is not blank, a stained sheet with punch holes is. */
export function isBlankPage({ ink, marks, paper, sharpness }: Evidence): boolean {
  const { characters, lines, areas } = marks;
  if (ink.depth < palest * paper) return (sharpness ?? 0) < softest || characters.length < minPaleCharacters;
  const scale = pixelsPerMm(ink);
  const isPicture = areas.some(({ area }) => area / scale ** 2 >= minAreaMm2);
  return characters.length < minCharacters && lines.length < minLines && !isPicture;
}
