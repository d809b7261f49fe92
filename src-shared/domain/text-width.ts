/** Upright characters of East Asia: a full square each. */
const isSquare = (character: string): boolean => character > '\u2e7f';

const narrow = new Set("ijl.,:;'|!()[]` ");
const wide = new Set('mwMW@%');

/** Width of one character in em, as sans-serif faces have it; near enough to set by, and text is narrowed where it is not. */
export function advanceEm(character: string): number {
  if (isSquare(character)) return 1;
  if (narrow.has(character)) return 0.3;
  if (wide.has(character)) return 0.88;
  return /[A-Z&]/.test(character) ? 0.66 : 0.56;
}

export function widthEm(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + advanceEm(character), 0);
}

/** The middle of a square character lies so far above its baseline. */
export const middleAboveBaselineEm = 0.38;
/** And the middle of Latin capitals and digits. */
export const capitalMiddleEm = 0.36;
