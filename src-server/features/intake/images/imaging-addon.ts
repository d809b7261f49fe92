import { createRequire } from 'node:module';
import type { ImageProblem } from '#shared/domain/image-facts';
import { colourStep, maxLongEdge, type GreyRaster, type MeasuringRasters, type RgbRaster } from '#shared/imaging/raster';
import { decodeTimeoutMs, maxPixels, type CleanImage } from './check-task.ts';
import { maxScans } from './jpeg-structure.ts';

type Limits = { readonly maxPixels: number; readonly deadlineMs: number; readonly maxScans: number; readonly maxLongEdge: number; readonly colourStep: number };
type Recoded = { readonly widthPx: number; readonly heightPx: number; readonly grey: GreyRaster; readonly colour: RgbRaster; readonly jpeg: Uint8Array };
type Failed = { readonly status: ImageProblem; readonly detail: string };

/** The face of native/imaging. */
type ImagingAddon = { recode(bytes: Uint8Array, limits: Limits): Recoded | Failed };

/** `build/` beside the source tree, and beside `dist/`. */
const buildFolder = import.meta.url.endsWith('.ts') ? '../../../../build' : '../../build';

function loadAddon(): ImagingAddon | null {
  try {
    // `as`: require() is typed any; the addon is our own.
    return createRequire(import.meta.url)(`${buildFolder}/native/imaging.node`) as ImagingAddon;
  } catch {
    // Not built, or the machine has no libjpeg-turbo: sharp does the same, more slowly.
    return null;
  }
}

const addon = process.env['DANGLIAN_IMAGING'] === 'sharp' ? null : loadAddon();

export const hasAddon = addon !== null;

/** One pass over a JPEG: rasters for the measures and the clean image; null when this image is not for libjpeg-turbo. */
export function recodeJpeg(bytes: Uint8Array): { readonly rasters: MeasuringRasters; readonly clean: CleanImage } | ImageProblem | null {
  if (!addon) return null;
  const result = addon.recode(bytes, { maxPixels, deadlineMs: decodeTimeoutMs, maxScans, maxLongEdge, colourStep });
  if ('status' in result) return result.status === 'unsupported' ? null : result.status;
  const { grey, colour, jpeg, widthPx, heightPx } = result;
  return { rasters: { grey, colour }, clean: { jpeg, widthPx, heightPx } };
}
