import type { CornerLevels, Levels, MarkLevels } from './mark-levels.ts';

/** Upright 8-bit RGB without gaps. */
export type RgbPixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** The marks in pixels, as native/marking adds them to coefficients: the same amounts, the same paper. */
export function pressLevels(page: RgbPixels, { tile, corner }: MarkLevels, whitestPaper: number): void {
  const darker = Math.max(0, paperLevel(page) - whitestPaper);
  for (let y = 0; y < page.height; y++) pressRow(page, tile, { y, darker });
  pressCorner(page, corner);
}

function pressRow({ data, width }: RgbPixels, tile: Levels, { y, darker }: { readonly y: number; readonly darker: number }): void {
  const row = (y % tile.height) * tile.width;
  for (let x = 0; x < width; x++) {
    const level = (tile.values[row + (x % tile.width)] ?? 0) - darker;
    const at = (y * width + x) * 3;
    for (let channel = at; channel < at + 3; channel++) data[channel] = clamp((data[channel] ?? 0) + level);
  }
}

const clamp = (level: number): number => Math.max(0, Math.min(255, Math.round(level)));

function pressCorner({ data, width, height }: RgbPixels, { luma, blue, red }: CornerLevels): void {
  for (let y = 0; y < Math.min(height, luma.height); y++) {
    for (let x = 0; x < Math.min(width, luma.width); x++) {
      const brightness = luma.values[y * luma.width + x] ?? 0;
      const colour = Math.min(blue.values.length - 1, (y >> 1) * blue.width + (x >> 1));
      const [b, r] = [blue.values[colour] ?? 0, red.values[colour] ?? 0];
      const at = (y * width + x) * 3;
      data[at] = clamp((data[at] ?? 0) + brightness + 1.402 * r);
      data[at + 1] = clamp((data[at + 1] ?? 0) + brightness - 0.344136 * b - 0.714136 * r);
      data[at + 2] = clamp((data[at + 2] ?? 0) + brightness + 1.772 * b);
    }
  }
}

const block = 8;
const step = 4 * block;

/** Level of the paper: brighter than nineteen of twenty blocks, of which every sixteenth is asked. */
function paperLevel(page: RgbPixels): number {
  const counts = new Uint32Array(256);
  let counted = 0;
  for (let top = 0; top + block <= page.height; top += step) {
    for (let left = 0; left + block <= page.width; left += step, counted++) {
      const level = meanOf(page, left, top);
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
  let level = 255;
  for (let brighter = counts[255] ?? 0; level > 0 && brighter * 20 < counted; brighter += counts[level] ?? 0) level--;
  return level;
}

function meanOf({ data, width }: RgbPixels, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + block; y++) {
    for (let x = left; x < left + block; x++) {
      const at = (y * width + x) * 3;
      sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    }
  }
  return Math.floor(sum / (block * block));
}
