import type { Blob } from './blobs.ts';
import { pixelsPerMm, type GreyRaster } from './raster.ts';

/** What a piece of ink is by its size and place; whatever is smaller than a character is a speck. */
export type Marks = {
  /** Of the size of characters or parts of them. */
  readonly characters: readonly Blob[];
  /** Long and thin: rules of forms, folds, edges of sheets. */
  readonly lines: readonly Blob[];
  /** Seals, photographs, stains, drawings, tables that hang together. */
  readonly areas: readonly Blob[];
  /** Round and of the size of punch holes, near a long edge. */
  readonly holes: readonly Blob[];
};

const characterMm = { min: 1.1, max: 16 } as const;
const holeMm = { min: 3.5, max: 9, fromEdge: 28 } as const;
const lineMm = { minLength: 16, maxWidth: 2.5 } as const;
/** A hole is filled or a ring; an upright character fills its box otherwise, but not one among three alone in a margin. */
const roundness = 0.72;

export function sortMarks(blobs: readonly Blob[], raster: Pick<GreyRaster, 'width' | 'height'>): Marks {
  const scale = pixelsPerMm(raster);
  const marks = { characters: [] as Blob[], lines: [] as Blob[], areas: [] as Blob[], holes: [] as Blob[] }; // `as`: an empty list has no type
  for (const blob of blobs) {
    const [widthMm, heightMm] = [(blob.right - blob.left) / scale, (blob.bottom - blob.top) / scale];
    const [long, short] = [Math.max(widthMm, heightMm), Math.min(widthMm, heightMm)];
    if (long < characterMm.min) continue;
    if (isHole({ long, short }, edgeDistance(blob, raster) / scale)) marks.holes.push(blob);
    else if (long <= characterMm.max) marks.characters.push(blob);
    else if (long >= lineMm.minLength && short <= Math.max(lineMm.maxWidth, long / 25)) marks.lines.push(blob);
    else marks.areas.push(blob);
  }
  return marks;
}

const isHole = ({ long, short }: { readonly long: number; readonly short: number }, fromEdge: number): boolean =>
  long >= holeMm.min && long <= holeMm.max && short / long >= roundness && fromEdge <= holeMm.fromEdge;

function edgeDistance({ left, top, right, bottom }: Blob, { width, height }: Pick<GreyRaster, 'width' | 'height'>): number {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return Math.min(x, y, width - x, height - y);
}
