/** 8-bit brightness, row by row without gaps. */
export type GreyRaster = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** 8-bit red, green and blue, row by row without gaps. */
export type RgbRaster = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** What the measures look at: brightness at about 100 dpi of A4, and colour at a quarter of that. */
export type MeasuringRasters = { readonly grey: GreyRaster; readonly colour: RgbRaster };

/** Longest edge of the measuring raster: A4 becomes about 100 dpi, whether it was scanned at 200 (2339 px), 300 (3508) or 600 (7016). */
export const maxLongEdge = 1250;
/** The colour raster is this many times smaller than the grey one. */
export const colourStep = 4;

/** By how much an image is reduced (whole pixels averaged) before it is measured. */
export function measuringFactor(width: number, height: number): number {
  return Math.min(width, height, Math.max(1, Math.ceil(Math.max(width, height) / maxLongEdge)));
}

/**
 * Pixels of the raster in a length on paper, for A4: what the header says about resolution is often false, and an A3 sheet
 * only has its limits doubled.
 */
export function pixelsPerMm({ width, height }: Pick<GreyRaster, 'width' | 'height'>): number {
  return Math.max(width, height) / 297;
}

type Interleaved = { readonly data: Uint8Array; readonly width: number; readonly height: number; readonly channels: number };

/** Both measuring rasters by averaging boxes of pixels; remainders at the right and lower edge are left out, as native/imaging does. */
export function reduceForMeasuring(image: Interleaved): MeasuringRasters {
  const factor = measuringFactor(image.width, image.height);
  return { grey: greyOf(image, factor), colour: colourOf(image, Math.min(factor * colourStep, image.width, image.height)) };
}

/** ITU-R BT.601 in sixteenth bits: what JPEG calls Y. */
function greyOf(image: Interleaved, factor: number): GreyRaster {
  const [width, height] = reducedSize(image, factor);
  const out = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const area = factor * factor;
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let row = y * factor; row < (y + 1) * factor; row++) addRow(image, { row, factor }, sums);
    for (let x = 0; x < width; x++) out[y * width + x] = ((sums[x] ?? 0) + area / 2) / area;
  }
  return { data: out, width, height };
}

const reducedSize = ({ width, height }: Interleaved, factor: number): [number, number] => [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];

function addRow({ data, width, channels }: Interleaved, { row, factor }: { readonly row: number; readonly factor: number }, sums: Uint32Array): void {
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  let at = row * width * channels;
  for (let x = 0; x < sums.length; x++) {
    let sum = 0;
    for (let step = 0; step < factor; step++, at += channels) {
      sum += (19595 * (data[at] ?? 0) + 38470 * (data[at + green] ?? 0) + 7471 * (data[at + blue] ?? 0) + 32768) >>> 16;
    }
    sums[x] = (sums[x] ?? 0) + sum;
  }
}

/** Every second pixel of every second row is enough for a mean colour. */
function colourOf(image: Interleaved, factor: number): RgbRaster {
  const [width, height] = reducedSize(image, factor);
  const out = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) putMean(image, { left: x * factor, top: y * factor, size: factor }, { out, at });
  }
  return { data: out, width, height };
}

type Box = { readonly left: number; readonly top: number; readonly size: number };

function putMean({ data, width, height, channels }: Interleaved, { left, top, size }: Box, { out, at: to }: { readonly out: Uint8Array; readonly at: number }): void {
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  const [bottom, right] = [Math.min(height, top + size), Math.min(width, left + size)];
  let [reds, greens, blues, count] = [0, 0, 0, 0];
  for (let row = top; row < bottom; row += 2) {
    for (let at = (row * width + left) * channels; at < (row * width + right) * channels; at += 2 * channels, count++) {
      reds += data[at] ?? 0;
      greens += data[at + green] ?? 0;
      blues += data[at + blue] ?? 0;
    }
  }
  out[to] = Math.round(reds / Math.max(1, count));
  out[to + 1] = Math.round(greens / Math.max(1, count));
  out[to + 2] = Math.round(blues / Math.max(1, count));
}
