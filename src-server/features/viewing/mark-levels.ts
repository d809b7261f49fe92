import sharp from 'sharp';
import { deriveMarkKey, drawForensicTile, type LumaTile, type MarkKey } from '../../marks/index.ts';
import type { GrainMark, PageMark } from './image-task.ts';
import { drawMarkTile, drawSecrecyMark, tileLines, type Drawing } from './mark-drawing.ts';
import { createKeptLevels } from './kept-levels.ts';

/** What is added to one component of a page; row after row. */
export type Levels = { readonly width: number; readonly height: number; readonly values: Float32Array };
/** Luma and the two colours in the upper left corner; colours in half the size. */
export type CornerLevels = { readonly luma: Levels; readonly blue: Levels; readonly red: Levels };
export type MarkLevels = { readonly tile: Levels; readonly corner: CornerLevels };

/** Letters darken white paper, their edges brighten black: one of the two is seen on anything, and the page is read beneath both. */
const strength = { letters: -66, edges: 66 } as const;
/** Red letters with a light edge: brightness, and the two colour differences. */
const secrecyStrength = { letters: { luma: -160, blue: -20, red: 75 }, edges: { luma: 80, blue: 0, red: 0 } } as const;

/** The grain's tile on an A4 page of 300 dpi; the visible one is twice as wide. */
const grainAt300Dpi = { tile: 512, shortEdge: 2480 } as const;
const leastGrain = 256;
const mostGrain = 1024;

/** A power of two, so that its waves fit; nearest to 43 mm on A4. */
export function grainSizeFor(shortEdgePx: number): number {
  const exact = (grainAt300Dpi.tile * shortEdgePx) / grainAt300Dpi.shortEdge;
  return Math.max(leastGrain, Math.min(mostGrain, 2 ** Math.round(Math.log2(exact))));
}

/** Of thumbnails, which nobody can read: text as large as they bear, no grain. */
export const thumbTileSize = 160;

const mebibyte = 1024 * 1024;
const bytesOfLevels = ({ values }: Levels): number => values.byteLength;

/** Of each thread. A tile of the half-size page has a mebibyte, so a hundred readers at once each keep theirs. */
const keptTiles = createKeptLevels<Levels>(112 * mebibyte, bytesOfLevels);
const keptGrains = createKeptLevels<LumaTile>(32 * mebibyte, ({ levels }) => levels.byteLength);
const keptCorners = createKeptLevels<CornerLevels>(16 * mebibyte, ({ luma, blue, red }) => bytesOfLevels(luma) + bytesOfLevels(blue) + bytesOfLevels(red));

/** Drawn once for each session, size and minute, so that turning a page only adds. */
export function tileLevels(mark: PageMark, edgePx: number): Promise<Levels> {
  const drawing = drawMarkTile(tileLines(mark), edgePx);
  const { grain } = mark;
  return keptTiles(`${drawing.svg}\n${grain && edgePx !== thumbTileSize ? nameOf(grain) : ''}`, async () => {
    const tile = await levelsOf(drawing, strength.letters, strength.edges);
    if (grain && edgePx !== thumbTileSize) addGrain(tile, await grainLevels(grain, edgePx / 2));
    return tile;
  });
}

const nameOf = ({ keyId, site, serial }: GrainMark): string => `${keyId} ${String(site)} ${String(serial)}`;

function grainLevels(grain: GrainMark, size: number): Promise<LumaTile> {
  return keptGrains(`${nameOf(grain)} ${String(size)}`, () => Promise.resolve(drawForensicTile(keyOf(grain), grain, size)));
}

const keys = new Map<string, MarkKey>();

function keyOf({ keyId, secret }: GrainMark): MarkKey {
  const key = keys.get(keyId) ?? deriveMarkKey(keyId, secret);
  keys.set(keyId, key);
  return key;
}

/** The grain repeats within the tile of the text. */
function addGrain({ width, height, values }: Levels, { size, levels }: LumaTile): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) values[y * width + x] = (values[y * width + x] ?? 0) + (levels[(y % size) * size + (x % size)] ?? 0);
  }
}

export function cornerLevels(secrecyMark: string, fontPx: number): Promise<CornerLevels> {
  const drawing = drawSecrecyMark(secrecyMark, fontPx);
  const { letters, edges } = secrecyStrength;
  return keptCorners(drawing.svg, async () => ({
    luma: await levelsOf(drawing, letters.luma, edges.luma),
    blue: halve(await levelsOf(drawing, letters.blue, edges.blue)),
    red: halve(await levelsOf(drawing, letters.red, edges.red)),
  }));
}

/** Printed sheets name their secrecy at their head, thumbnails have no room. */
export function noCorner(): CornerLevels {
  const nothing: Levels = { width: 8, height: 8, values: new Float32Array(64) };
  return { luma: nothing, blue: nothing, red: nothing };
}

/** What is black in a drawing becomes `letters`, what is white `edges`, in between in between. */
async function levelsOf({ svg }: Drawing, letters: number, edges: number): Promise<Levels> {
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const values = new Float32Array(info.width * info.height);
  for (let pixel = 0; pixel < values.length; pixel++) {
    const cover = (data[pixel * 4 + 3] ?? 0) / 255;
    const white = (data[pixel * 4 + 1] ?? 0) / 255;
    values[pixel] = cover * (letters + white * (edges - letters));
  }
  return { width: info.width, height: info.height, values };
}

function halve({ width, height, values }: Levels): Levels {
  const half = { width: width / 2, height: height / 2, values: new Float32Array((width * height) / 4) };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y >> 1) * half.width + (x >> 1);
      half.values[to] = (half.values[to] ?? 0) + (values[y * width + x] ?? 0) / 4;
    }
  }
  return half;
}
