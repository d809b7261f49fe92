import sharp from 'sharp';
import type { LineSource } from '#shared/imaging/separator';
import { AppError } from '#shared/errors/app-error';

/** 8-bit samples, upright by EXIF, without gaps. */
export type Decoded = { readonly data: Buffer; readonly width: number; readonly height: number; readonly channels: 1 | 3 };

/** 80 megapixels, as the data centre takes them: A4 at 600 dpi has 35, A3 at 600 dpi 70. */
export const limits = { limitInputPixels: 80e6, failOn: 'error' } as const;
const timeout = { seconds: 30 } as const;

export async function decodeImage(jpeg: Uint8Array): Promise<Decoded> {
  try {
    const upright = sharp(jpeg, limits).autoOrient().flatten({ background: '#ffffff' });
    const { data, info } = await upright.raw({ depth: 'uchar' }).timeout(timeout).toBuffer({ resolveWithObject: true });
    // `as`: a flattened JPEG has one channel (grey) or three.
    return { data, width: info.width, height: info.height, channels: info.channels as 1 | 3 };
  } catch (cause) {
    const isTooLarge = cause instanceof Error && cause.message.includes('pixel limit');
    throw new AppError(isTooLarge ? 'image.too-large' : 'image.unreadable', { page: '' }, { cause });
  }
}

/** Green is near enough to brightness for bars. */
export function linesOf({ data, width, height, channels }: Decoded): LineSource {
  const lane = channels === 3 ? 1 : 0;
  return {
    width,
    height,
    across: y => pick(data, { from: y * width * channels + lane, step: channels, count: width }),
    down: x => pick(data, { from: x * channels + lane, step: width * channels, count: height }),
  };
}

/** A loop: hundreds of thousands of samples a page. */
function pick(data: Uint8Array, { from, step, count }: { readonly from: number; readonly step: number; readonly count: number }): Uint8Array {
  const line = new Uint8Array(count);
  for (let index = 0, at = from; index < count; index++, at += step) line[index] = data[at] ?? 0;
  return line;
}
