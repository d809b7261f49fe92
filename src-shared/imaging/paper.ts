import type { GreyRaster } from './raster.ts';

export type Histogram = Uint32Array;

export function histogramOf({ data }: GreyRaster): Histogram {
  const histogram = new Uint32Array(256);
  for (let at = 0; at < data.length; at++) {
    const level = data[at] ?? 0;
    histogram[level] = (histogram[level] ?? 0) + 1;
  }
  return histogram;
}

/** Below this only a black frame or a drowned page lies, unless hardly anything is brighter. */
const darkestPaper = 64;
const minPaperShare = 0.1;
const grain = 4;

/** Brightness that most of the page has: the paper, also when it is a dark cover or lies in a black frame. */
export function paperLevel(histogram: Histogram): number {
  const total = sumOf(histogram, 0, 255);
  const isDark = sumOf(histogram, darkestPaper, 255) < minPaperShare * total;
  let best = isDark ? 0 : darkestPaper;
  let most = -1;
  for (let level = best; level < 256; level++) {
    const around = sumOf(histogram, Math.max(0, level - grain), Math.min(255, level + grain));
    if (around > most) [most, best] = [around, level];
  }
  return meanAround(histogram, best);
}

/** At the bright end the window is cut off: its mean says what its middle cannot. */
function meanAround(histogram: Histogram, level: number): number {
  let [sum, count] = [0, 0];
  for (let near = Math.max(0, level - grain); near <= Math.min(255, level + grain); near++) {
    sum += near * (histogram[near] ?? 0);
    count += histogram[near] ?? 0;
  }
  return count === 0 ? level : Math.round(sum / count);
}

export function sumOf(histogram: Histogram, from: number, to: number): number {
  let sum = 0;
  for (let level = from; level <= to; level++) sum += histogram[level] ?? 0;
  return sum;
}

/** Level below which this share of the counted lies. */
export function quantileOf(histogram: Histogram, share: number): number {
  const wanted = share * sumOf(histogram, 0, 255);
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    sum += histogram[level] ?? 0;
    if (sum >= wanted && sum > 0) return level;
  }
  return 255;
}
