import { createRequire } from 'node:module';
import type { CornerLevels, Levels, MarkLevels } from './mark-levels.ts';

type Failed = { readonly status: string; readonly detail: string };
type Tile = { readonly columns: number; readonly rows: number; readonly blocks: Int16Array };
type Corner = { readonly luma: Tile; readonly blue: Tile; readonly red: Tile };

/** The face of native/marking. */
type MarkingAddon = {
  measure(jpeg: Uint8Array): { readonly width: number; readonly height: number } | Failed;
  quantise(levels: Float32Array, width: number, height: number, component: 'luma' | 'chroma'): Int16Array;
  mark(jpeg: Uint8Array, marks: { readonly luma: Tile; readonly corner: Corner; readonly whitestPaper: number }): Uint8Array | Failed;
  copy(jpeg: Uint8Array): Uint8Array | Failed;
};

/** `build/` beside the source tree, and beside `dist/`. */
const buildFolder = import.meta.url.endsWith('.ts') ? '../../../build' : '../../build';

/** Null where it was not built or the machine has no libjpeg-turbo: sharp does the same, more slowly. */
export function loadMarkingAddon(): MarkingAddon | null {
  try {
    // `as`: require() is typed any; the addon is our own.
    return createRequire(import.meta.url)(`${buildFolder}/native/marking.node`) as MarkingAddon;
  } catch {
    return null;
  }
}

const addon = loadMarkingAddon();

/** Width and height of a JPEG; null without the addon, or when it is none. */
export function measureJpeg(jpeg: Uint8Array): { readonly width: number; readonly height: number } | null {
  const size = addon?.measure(jpeg) ?? null;
  return size === null || 'status' in size ? null : size;
}

/** Quantised once for each drawing, as each drawing is made once. */
const tiles = new WeakMap<Levels, Tile>();
const corners = new WeakMap<CornerLevels, Corner>();

function tileOf(addon: MarkingAddon, levels: Levels, component: 'luma' | 'chroma'): Tile {
  const { width, height, values } = levels;
  const tile = tiles.get(levels) ?? { columns: width / 8, rows: height / 8, blocks: addon.quantise(values, width, height, component) };
  tiles.set(levels, tile);
  return tile;
}

function cornerOf(addon: MarkingAddon, levels: CornerLevels): Corner {
  const corner = corners.get(levels) ?? { luma: tileOf(addon, levels.luma, 'luma'), blue: tileOf(addon, levels.blue, 'chroma'), red: tileOf(addon, levels.red, 'chroma') };
  corners.set(levels, corner);
  return corner;
}

/** The page with the marks in its coefficients; null when it is not of the make of stored pages, or there is no addon. */
export function markCoefficients(jpeg: Uint8Array, { tile, corner }: MarkLevels, whitestPaper: number): Uint8Array | null {
  if (!addon) return null;
  const marked = addon.mark(jpeg, { luma: tileOf(addon, tile, 'luma'), corner: cornerOf(addon, corner), whitestPaper });
  return 'status' in marked ? null : marked;
}
