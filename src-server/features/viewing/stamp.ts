import sharp from 'sharp';
import type { Drawing } from './mark-drawing.ts';

/** A drawing reduced to the pixels that it touches: a mark covers a tenth of its tile, and blending walks over these alone. */
export type Stamp = {
  readonly width: number;
  readonly height: number;
  /** Touched pixels of row y are `rowStarts[y]` to `rowStarts[y + 1]`. */
  readonly rowStarts: Uint32Array;
  readonly columns: Uint16Array;
  /** 255 − alpha. */
  readonly keep: Uint8Array;
  /** Red, green and blue, each multiplied by alpha. */
  readonly add: Uint16Array;
};

/** Upright 8-bit RGB without gaps. */
export type RgbPixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

export async function makeStamp({ svg }: Drawing): Promise<Stamp> {
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const rowStarts = new Uint32Array(info.height + 1);
  const touched: number[] = [];
  for (let y = 0; y < info.height; y++) {
    for (let pixel = y * info.width; pixel < (y + 1) * info.width; pixel++) if ((data[pixel * 4 + 3] ?? 0) > 0) touched.push(pixel);
    rowStarts[y + 1] = touched.length;
  }
  const alphaOf = (pixel: number): number => data[pixel * 4 + 3] ?? 0;
  return {
    width: info.width,
    height: info.height,
    rowStarts,
    columns: Uint16Array.from(touched, pixel => pixel % info.width),
    keep: Uint8Array.from(touched, pixel => 255 - alphaOf(pixel)),
    add: Uint16Array.from({ length: touched.length * 3 }, (_, index) => {
      const pixel = touched[Math.floor(index / 3)] ?? 0;
      return (data[pixel * 4 + (index % 3)] ?? 0) * alphaOf(pixel);
    }),
  };
}

/**
 * Blends the stamp into the page, once at the top left or over and over. Five times faster than compositing the same in
 * libvips, which converts the whole page to premultiplied floating point and back.
 */
export function pressStamp(page: RgbPixels, stamp: Stamp, isTiled: boolean): void {
  const bottom = isTiled ? page.height : Math.min(page.height, stamp.height);
  const right = isTiled ? page.width : 1;
  for (let y = 0; y < bottom; y++) {
    for (let left = 0; left < right; left += stamp.width) pressRow(page, stamp, { y, left });
  }
}

function pressRow({ data, width }: RgbPixels, stamp: Stamp, { y, left }: { readonly y: number; readonly left: number }): void {
  const { rowStarts, columns, keep, add } = stamp;
  const row = y % stamp.height;
  const end = rowStarts[row + 1] ?? 0;
  for (let index = rowStarts[row] ?? 0; index < end; index++) {
    const column = left + (columns[index] ?? 0);
    if (column >= width) return;
    const kept = keep[index] ?? 0;
    const at = (y * width + column) * 3;
    for (let channel = 0; channel < 3; channel++) {
      data[at + channel] = ((data[at + channel] ?? 0) * kept + (add[index * 3 + channel] ?? 0) + 127) / 255;
    }
  }
}
