import type { Blob } from './blobs.ts';
import type { Marks } from './marks.ts';
import { pixelsPerMm, type GreyRaster } from './raster.ts';

export type PageEdge = 'top' | 'right' | 'bottom' | 'left';

/** So near to the edge a piece of ink goes on beyond it. */
const touchMm = 0.35;
/** A piece that reaches less far inwards is the shadow of the sheet's edge. */
const minDepthMm = 1;
/** One touching piece may be a stripe, a fold or a hair; several are a cut line of text or a cut table. */
const minTouching = 3;

/** Edges of the image through which text or tables go on. */
export function findCutEdges({ characters, lines, areas }: Marks, raster: Pick<GreyRaster, 'width' | 'height'>): PageEdge[] {
  const scale = pixelsPerMm(raster);
  const [touch, depth] = [Math.max(2, touchMm * scale), minDepthMm * scale];
  const { width, height } = raster;
  const tests: readonly (readonly [PageEdge, (blob: Blob) => boolean])[] = [
    ['top', ({ top, bottom }) => top <= touch && bottom - top >= depth],
    ['right', ({ left, right }) => right >= width - touch && right - left >= depth],
    ['bottom', ({ top, bottom }) => bottom >= height - touch && bottom - top >= depth],
    ['left', ({ left, right }) => left <= touch && right - left >= depth],
  ];
  const pieces = [...characters, ...lines, ...areas];
  return tests.filter(([, touches]) => pieces.filter(touches).length >= minTouching).map(([edge]) => edge);
}
