import { advanceEm, widthEm } from './text-width.ts';

/**
 * One step down a column: characters side by side on their feet, or a run that lies on its side, its head to the right. `lengthEm` is
 * what it takes of the column.
 */
export type Cell = { readonly text: string; readonly lengthEm: number; readonly isTurned: boolean; readonly isGap: boolean };

/** Brackets and dashes belong to the direction of the line: in a column they lie. */
const lying = /[（）《》〈〉「」『』【】〔〕—–~…()[\]{}\-_]/u;
const latin = /[\u0021-\u00b6\u00b8-\u024f]/u;
const dots = new Set(['·', '•', '‧', '・']);

/** Text of a column in its steps. `·` stands in the middle of half a square, two digits stand side by side. */
export function cellsOf(text: string, latinWay: 'upright' | 'turned'): Cell[] {
  const pieces = text.replace(/\s+/gu, ' ').trim().match(/[\u0021-\u00b6\u00b8-\u024f]+|[^]/gu) ?? [];
  return pieces.flatMap(piece => cellsOfPiece(piece, latinWay));
}

function cellsOfPiece(piece: string, latinWay: 'upright' | 'turned'): Cell[] {
  if (piece === ' ') return [{ text: '', lengthEm: 0.4, isTurned: false, isGap: true }];
  if (dots.has(piece)) return [{ text: '·', lengthEm: 0.5, isTurned: false, isGap: false }];
  if (!latin.test(piece)) return Array.from(piece, character => ({ text: character, lengthEm: 1, isTurned: lying.test(character), isGap: false }));
  if (/^\d{1,2}$/.test(piece)) return [{ text: piece, lengthEm: 0.95, isTurned: false, isGap: false }];
  if (latinWay === 'turned') return [{ text: piece, lengthEm: widthEm(piece) + 0.1, isTurned: true, isGap: false }];
  return Array.from(piece, character => ({ text: character, lengthEm: lying.test(character) ? Math.max(0.5, advanceEm(character)) : 0.85, isTurned: lying.test(character), isGap: false }));
}
