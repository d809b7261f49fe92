import sharp, { type Metadata } from 'sharp';
import type { ImageFacts, ImageProblem } from '#shared/domain/image-facts';
import { reduceForMeasuring, type MeasuringRasters } from '#shared/imaging/raster';
import type { Rotation } from '#shared/domain/volume';
import { decodeTimeoutMs, maxPixels, type CleanImage } from './check-task.ts';

// One thread of libvips for one of ours: two threads with two pages finish sooner than four that wait for each other.
sharp.concurrency(1);
sharp.cache(false);

/** Whatever a decoder complains about, a page of an archive must not have: lost bytes become grey blocks without a word. */
const limits = { limitInputPixels: maxPixels, failOn: 'warning' } as const;
const timeout = { seconds: decodeTimeoutMs / 1000 } as const;

export type HeaderFacts = Pick<ImageFacts, 'widthPx' | 'heightPx' | 'headerDpi' | 'exifOrientation' | 'colour' | 'bitsPerChannel' | 'hasAlpha' | 'isProgressive'>;
export type Decoded = { readonly rasters: MeasuringRasters; readonly clean: CleanImage };

export async function readHeader(bytes: Uint8Array): Promise<HeaderFacts | ImageProblem> {
  try {
    const metadata = await sharp(bytes, limits).metadata();
    // A second page inside one file would be lost without a word; packages with such files are split by their reader.
    if (!['jpeg', 'png', 'tiff'].includes(metadata.format) || (metadata.pages ?? 1) > 1) return 'unsupported';
    return headerFacts(metadata);
  } catch (error) {
    return problemOf(error);
  }
}

function headerFacts(metadata: Metadata): HeaderFacts {
  const { width, height, density, orientation, hasAlpha, isProgressive } = metadata;
  const dpi = density !== undefined && Number.isFinite(density) && density >= 0 ? density : null;
  return { widthPx: width, heightPx: height, headerDpi: dpi, exifOrientation: orientation ?? 1, colour: colourOf(metadata), bitsPerChannel: bitsOf(metadata), hasAlpha, isProgressive };
}

const bitsOfDepth: Readonly<Record<string, number>> = { uchar: 8, char: 8, ushort: 16, short: 16, float: 32, double: 64 };
const bitsOf = ({ bitsPerSample, depth }: Metadata): number => bitsPerSample ?? bitsOfDepth[depth] ?? 8;

function colourOf(metadata: Metadata): ImageFacts['colour'] {
  if (bitsOf(metadata) === 1) return 'bilevel';
  const known: Readonly<Record<string, ImageFacts['colour']>> = { 'srgb': 'rgb', 'rgb': 'rgb', 'rgb16': 'rgb', 'b-w': 'grey', 'grey16': 'grey', 'cmyk': 'cmyk' };
  return known[metadata.space] ?? 'other';
}

/** The whole image in memory once, at most 240 MB; native/imaging does the same line by line. */
export async function decodeWithSharp(bytes: Uint8Array, rotation: Rotation): Promise<Decoded | ImageProblem> {
  try {
    const upright = sharp(bytes, limits).autoOrient().rotate(rotation).flatten({ background: '#ffffff' }).toColourspace('srgb');
    const { data, info } = await upright.raw({ depth: 'uchar' }).timeout(timeout).toBuffer({ resolveWithObject: true });
    // `as`: flattened sRGB has one channel (grey) or three.
    const raw = { width: info.width, height: info.height, channels: info.channels as 1 | 3 };
    const jpeg = await sharp(data, { raw, limitInputPixels: maxPixels }).toColourspace('srgb').jpeg({ quality: 80, chromaSubsampling: '4:2:0', optimiseCoding: false }).timeout(timeout).toBuffer();
    return { rasters: reduceForMeasuring({ data, ...raw }), clean: { jpeg, widthPx: info.width, heightPx: info.height } };
  } catch (error) {
    return problemOf(error);
  }
}

/** libvips says what went wrong in words only. */
function problemOf(error: unknown): ImageProblem {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('pixel limit') || message.includes('too many scans')) return 'too-large';
  if (message.includes('timeout')) return 'timed-out';
  return /unsupported|not supported|no known|precision/i.test(message) ? 'unsupported' : 'truncated';
}
