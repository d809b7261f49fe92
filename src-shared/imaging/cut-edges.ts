import type { Ink } from './ink.ts';
import { pixelsPerMm } from './raster.ts';

export const pageEdges = ['top', 'right', 'bottom', 'left'] as const;
export type PageEdge = (typeof pageEdges)[number];

type Band = { readonly from: number; readonly to: number };

/** Nothing is written so near to the edge of its paper, and wear of the very edge reaches less far. */
const bandMm: Band = { from: 0.5, to: 2.5 };
/** A longer piece along the edge is the frame of a table or a line of text that the edge runs through. */
const minFrameMm = 25;
/** One shorter piece may be a stripe, a fold or a hair; several are a cut line of text or a cut table. */
const minPieces = 3;
/** The feet of a line of text of which no more is left. */
const rimMm: Band = { from: 0, to: 0.5 };
/** On the rim longer pieces are the shadow of the paper's edge; all of them together less than this are its wear. */
const rimPieces = { longestMm: 12, togetherMm: 3 } as const;

/** Edges of the image through which text or tables go on, or that all but touch them. */
export function findCutEdges(ink: Ink): PageEdge[] {
  return pageEdges.filter(edge => runsThrough(ink, edge) || cutsFeet(ink, edge));
}

function runsThrough(ink: Ink, edge: PageEdge): boolean {
  const pieces = piecesIn(ink, edge, bandMm);
  return pieces.length >= minPieces || pieces.some(lengthMm => lengthMm >= minFrameMm);
}

function cutsFeet(ink: Ink, edge: PageEdge): boolean {
  const pieces = piecesIn(ink, edge, rimMm).filter(lengthMm => lengthMm <= rimPieces.longestMm);
  return pieces.length >= minPieces && pieces.reduce((sum, lengthMm) => sum + lengthMm, 0) >= rimPieces.togetherMm;
}

/** Ink at a place along an edge, so far from it. */
function probe({ mask, width, height }: Ink, edge: PageEdge): { readonly length: number; readonly isInk: (along: number, depth: number) => boolean } {
  const at: Readonly<Record<PageEdge, (along: number, depth: number) => number>> = {
    top: (along, depth) => depth * width + along,
    bottom: (along, depth) => (height - 1 - depth) * width + along,
    left: (along, depth) => along * width + depth,
    right: (along, depth) => along * width + width - 1 - depth,
  };
  const length = edge === 'top' || edge === 'bottom' ? width : height;
  return { length, isInk: (along, depth) => along >= 0 && along < length && mask[at[edge](along, depth)] === 1 };
}

/** Lengths in millimetres of the pieces of ink that a band along the edge shows. */
function piecesIn(ink: Ink, edge: PageEdge, { from, to }: Band): readonly number[] {
  const scale = pixelsPerMm(ink);
  const { length, isInk } = probe(ink, edge);
  const [first, last] = [Math.round(from * scale), Math.round(to * scale)];
  const isWritten = (along: number): boolean => {
    for (let depth = first; depth <= last; depth++) if (isInk(along, depth)) return true;
    return false;
  };
  const pieces: number[] = [];
  let start = -1;
  for (let along = 0; along <= length; along++) {
    const isHit = isWritten(along);
    if (isHit && start === -1) start = along;
    if (isHit || start === -1) continue;
    pieces.push((along - start) / scale);
    start = -1;
  }
  return pieces;
}
