import type { PageArea } from '#shared/domain/print-region';
import type { RgbPixels } from './press-levels.ts';

/** White paper on which each region stands where it stood on the page. Edges go inwards to whole pixels: nothing shows that is not inside. */
export function keepRegions({ data, width, height }: RgbPixels, regions: readonly PageArea[]): RgbPixels {
  const kept = new Uint8Array(data.length).fill(255);
  for (const region of regions) {
    const [left, right] = [Math.ceil(region.left * width), Math.min(width, Math.floor((region.left + region.width) * width))];
    const [top, bottom] = [Math.ceil(region.top * height), Math.min(height, Math.floor((region.top + region.height) * height))];
    for (let y = top; y < bottom; y += 1) {
      const [from, to] = [(y * width + left) * 3, (y * width + right) * 3];
      if (to > from) kept.set(data.subarray(from, to), from);
    }
  }
  return { data: kept, width, height };
}
