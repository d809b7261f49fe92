import type { Blob } from './blobs.ts';
import type { GreyRaster } from './raster.ts';

/** Edge of a normalised glyph, in cells. */
export const glyphEdge = 12;

/** Smaller pieces are punctuation and specks, larger ones pictures and tables; about 2 to 16 mm. */
const [minEdgePx, maxEdgePx] = [7, 64];
/** Characters that touch make a strip; longer ones are rules. */
const maxStrip = 12;
/** More say nothing new. */
const maxGlyphs = 160;

type Square = { readonly left: number; readonly top: number; readonly size: number };

/**
 * Pictures of single characters or parts of them, as 12 × 12 shares of ink: a piece of ink by itself, a strip of touching
 * characters in squares. Evenly chosen from the whole page. A turned page gives the same glyphs, turned.
 */
export function glyphsOf(grey: GreyRaster, blobs: readonly Blob[]): Float32Array[] {
  const squares = blobs.flatMap(squaresOf);
  const every = Math.max(1, squares.length / maxGlyphs);
  const count = Math.min(squares.length, maxGlyphs);
  return Array.from({ length: count }, (_, index) => squares[Math.floor(index * every)])
    .filter(square => square !== undefined)
    .map(square => glyphIn(grey, square));
}

function squaresOf({ left, top, right, bottom }: Blob): Square[] {
  const [width, height] = [right - left, bottom - top];
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (long < minEdgePx || short > maxEdgePx || long > maxStrip * short) return [];
  // A single character keeps its shape inside a square around it.
  if (long < 1.6 * short || short < minEdgePx) return long > maxEdgePx ? [] : [{ left: left - (long - width) / 2, top: top - (long - height) / 2, size: long }];
  const count = Math.round(long / short);
  const stride = (long - short) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, index) => ({ left: left + (width > height ? index * stride : 0), top: top + (width > height ? 0 : index * stride), size: short }));
}

function glyphIn(grey: GreyRaster, { left, top, size }: Square): Float32Array {
  const glyph = new Float32Array(glyphEdge * glyphEdge);
  const cell = size / glyphEdge;
  let [darkest, brightest] = [255, 0];
  for (let at = 0; at < glyph.length; at++) {
    const level = levelAt(grey, left + ((at % glyphEdge) + 0.5) * cell - 0.5, top + (Math.floor(at / glyphEdge) + 0.5) * cell - 0.5);
    glyph[at] = level;
    darkest = Math.min(darkest, level);
    brightest = Math.max(brightest, level);
  }
  const range = Math.max(1, brightest - darkest);
  return glyph.map(level => (brightest - level) / range);
}

/** Between four pixels. */
function levelAt({ data, width, height }: GreyRaster, x: number, y: number): number {
  const [column, row] = [Math.max(0, Math.min(width - 2, Math.floor(x))), Math.max(0, Math.min(height - 2, Math.floor(y)))];
  const [right, lower] = [Math.max(0, Math.min(1, x - column)), Math.max(0, Math.min(1, y - row))];
  const at = row * width + column;
  const above = (data[at] ?? 0) * (1 - right) + (data[at + 1] ?? 0) * right;
  const below = (data[at + width] ?? 0) * (1 - right) + (data[at + width + 1] ?? 0) * right;
  return above * (1 - lower) + below * lower;
}

/** A quarter turn clockwise. */
export function turnGlyph(glyph: Float32Array): Float32Array {
  const turned = new Float32Array(glyph.length);
  for (let row = 0; row < glyphEdge; row++) {
    for (let column = 0; column < glyphEdge; column++) turned[column * glyphEdge + (glyphEdge - 1 - row)] = glyph[row * glyphEdge + column] ?? 0;
  }
  return turned;
}
