import type { Ink } from './ink.ts';
import { pixelsPerMm } from './raster.ts';

export const pageEdges = ['top', 'right', 'bottom', 'left'] as const;
export type PageEdge = (typeof pageEdges)[number];

/** How far from the edge ink is looked for: it must go on over all of these. */
const depthsMm = [0.3, 0.7, 1.1] as const;
/** From one depth to the next a slanting stroke moves aside by so much. */
const asideMm = 0.4;
/** A longer piece along the edge is its shadow or a frame. */
const maxPieceMm = 14;
/** One piece may be a stripe, a fold or a hair; several are a cut line of text or a cut table. */
const minPieces = 3;

/** Edges of the image through which text or tables go on. */
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
  const depths = depthsMm.map(depth => Math.round(depth * scale));
  const aside = Math.ceil(asideMm * scale);
  const goesOn = (along: number): boolean => depths.every(depth => Array.from({ length: 2 * aside + 1 }, (_, step) => along - aside + step).some(place => isInk(place, depth)));
  let [pieces, start] = [0, -1];
  for (let along = 0; along <= length; along++) {
    const isHit = isInk(along, depths[0] ?? 0);
    if (isHit && start === -1) start = along;
    if (isHit || start === -1) continue;
    if (along - start <= maxPieceMm * scale && goesOn(Math.floor((start + along) / 2))) pieces++;
    start = -1;
  }
  return pieces;
}
