import type { Ink } from './ink.ts';
import { pixelsPerMm } from './raster.ts';

export const pageEdges = ['top', 'right', 'bottom', 'left'] as const;
export type PageEdge = (typeof pageEdges)[number];

/** Nothing is written so near to the edge of its paper, and wear of the very edge reaches less far. */
const bandMm = { from: 0.5, to: 2.5 } as const;
/** A longer piece along the edge is the frame of a table or a line of text that the edge runs through. */
const minFrameMm = 25;
/** One shorter piece may be a stripe, a fold or a hair; several are a cut line of text or a cut table. */
const minPieces = 3;

/** Edges of the image through which text or tables go on, or that all but touch them. */
export function findCutEdges(ink: Ink): PageEdge[] {
  return pageEdges.filter(edge => countPieces(ink, edge) >= minPieces);
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

function countPieces(ink: Ink, edge: PageEdge): number {
  const scale = pixelsPerMm(ink);
  const { length, isInk } = probe(ink, edge);
  const [from, to] = [Math.round(bandMm.from * scale), Math.round(bandMm.to * scale)];
  const isWritten = (along: number): boolean => {
    for (let depth = from; depth <= to; depth++) if (isInk(along, depth)) return true;
    return false;
  };
  let [pieces, start] = [0, -1];
  for (let along = 0; along <= length; along++) {
    const isHit = isWritten(along);
    if (isHit && start === -1) start = along;
    if (isHit || start === -1) continue;
    pieces += along - start >= minFrameMm * scale ? minPieces : 1;
    start = -1;
  }
  return pieces;
}
