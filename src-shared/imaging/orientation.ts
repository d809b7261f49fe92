import type { Rotation } from '../domain/volume.ts';
import type { Marks } from './marks.ts';
import type { GreyRaster } from './raster.ts';

export type Orientation = { readonly turn: Rotation; readonly confidence: number };

/** Which quarter turn makes the page upright, by what its characters look like. */
export function findOrientation(_grey: GreyRaster, _marks: Marks): Orientation {
  return { turn: 0, confidence: 0 };
}
