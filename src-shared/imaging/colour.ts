import type { RgbRaster } from './raster.ts';

/** What compression leaves in a grey image stays below. */
const minTint = 12;

/** Share of the page that has a colour: yellowed paper counts, a grey scan stored as RGB does not. */
export function colourShareOf({ data }: RgbRaster): number {
  let [coloured, all] = [0, 0];
  for (let at = 0; at + 2 < data.length; at += 3, all++) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) >= minTint) coloured++;
  }
  return all === 0 ? 0 : coloured / all;
}
