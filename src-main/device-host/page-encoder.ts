import sharp, { type Sharp } from 'sharp';
import type { RawPage } from './drivers/scan-driver.ts';

/** The original layer (原始图像): never processed again, so better than the usual quality and with full colour. */
const originalQuality = 90;
const thumbnailPx = { width: 220, height: 320 };

// Pages come one at a time and are all different: a cache would only hold memory.
sharp.cache(false);

export type EncodedPage = { readonly jpeg: Uint8Array<ArrayBuffer>; readonly thumbnailJpeg: Uint8Array<ArrayBuffer> };

function picture(page: RawPage): Sharp {
  const raw = { width: page.widthPx, height: page.heightPx, channels: page.channels };
  const opened = sharp(page.data, { raw });
  return page.channels === 1 ? opened.toColourspace('b-w') : opened;
}

/**
 * Puts a JFIF 1.02 header with the true resolution where libvips leaves it out, right behind the start of the image. sharp
 * itself could say the resolution in EXIF only, which much acceptance software does not read.
 */
export function withJfifDensity(jpeg: Buffer, dpi: number): Uint8Array<ArrayBuffer> {
  if (jpeg.readUInt16BE(0) !== 0xffd8 || jpeg.readUInt16BE(2) === 0xffe0) throw new Error('unexpected start of a JPEG');
  const header = Buffer.from('ffe000104a46494600010201000000000000', 'hex');
  header.writeUInt16BE(dpi, 12);
  header.writeUInt16BE(dpi, 14);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]));
}

/** Runs in sharp's own threads: neither the reading of the device nor the event loop waits for it. */
export async function encodePage(page: RawPage): Promise<EncodedPage> {
  const jpeg = await picture(page).jpeg({ quality: originalQuality, chromaSubsampling: '4:4:4' }).toBuffer();
  const thumbnailJpeg = await picture(page)
    .resize({ ...thumbnailPx, fit: 'inside' })
    .jpeg({ quality: 80 })
    .toBuffer();
  return { jpeg: withJfifDensity(jpeg, page.dpi), thumbnailJpeg: new Uint8Array(thumbnailJpeg) };
}
