import sharp, { type Sharp } from 'sharp';
import { AppError } from '#shared/errors/app-error';
import type { JpegPage, RawPage, ScannedPage } from './drivers/scan-driver.ts';
import { withDensity } from './jpeg-density.ts';

/** The original layer (原始图像): never processed again, so better than the usual quality and with full colour. */
const originalQuality = 90;
// Tables made for each page would save a twentieth of the room and cost three times the time: the feeder would wait.
const thumbnailPx = { width: 220, height: 320 };

// Pages come one at a time and are all different: a cache would only hold memory.
sharp.cache(false);

export type EncodedPage = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly jpeg: Uint8Array<ArrayBuffer>;
  readonly thumbnailJpeg: Uint8Array<ArrayBuffer>;
};

function picture(page: RawPage): Sharp {
  const raw = { width: page.widthPx, height: page.heightPx, channels: page.channels };
  const opened = sharp(page.data, { raw });
  return page.channels === 1 ? opened.toColourspace('b-w') : opened;
}

/** Runs in sharp's own threads: neither the reading of the device nor the event loop waits for it. */
export async function encodePage(page: ScannedPage): Promise<EncodedPage> {
  return 'jpeg' in page ? keepJpeg(page) : encodeRaw(page);
}

async function encodeRaw(page: RawPage): Promise<EncodedPage> {
  const jpeg = await picture(page).jpeg({ quality: originalQuality, chromaSubsampling: '4:4:4', optimiseCoding: false }).toBuffer();
  const thumbnailJpeg = await picture(page)
    .resize({ ...thumbnailPx, fit: 'inside' })
    .jpeg({ quality: 80 })
    .toBuffer();
  const { widthPx, heightPx, dpi } = page;
  return { widthPx, heightPx, dpi, jpeg: withDensity(jpeg, dpi), thumbnailJpeg: new Uint8Array(thumbnailJpeg) };
}

/** A3 at 1200 dpi, as everywhere. */
const maxPixels = 0x3fff * 0x3fff;

/** The device's own bytes. They are decoded once from end to end: what is cut short is no page, whatever its length said. */
async function keepJpeg({ jpeg, dpi }: JpegPage): Promise<EncodedPage> {
  try {
    const opened = sharp(jpeg, { failOn: 'truncated', limitInputPixels: maxPixels });
    const { autoOrient } = await opened.metadata();
    const thumbnailJpeg = await opened
      .autoOrient()
      .resize({ ...thumbnailPx, fit: 'inside' })
      .jpeg({ quality: 80 })
      .toBuffer();
    return { widthPx: autoOrient.width, heightPx: autoOrient.height, dpi, jpeg: withDensity(jpeg, dpi), thumbnailJpeg: new Uint8Array(thumbnailJpeg) };
  } catch (cause) {
    throw new AppError('scanner.page-incomplete', {}, { cause });
  }
}
