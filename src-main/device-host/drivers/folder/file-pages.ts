import sharp, { type Metadata, type Sharp } from 'sharp';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { ScannedPage } from '../scan-driver.ts';
import { readPdfPages } from './pdf-pages.ts';

/** A3 at 600 dpi has 70 million. */
const maxPixels = 100_000_000;
const maxPages = 400;
const dpiBounds = { min: 50, max: 1200 };

export type FilePages = { readonly count: number; readonly read: (index: number) => Promise<ScannedPage> };

type Kind = 'jpeg' | 'png' | 'tiff' | 'pdf';

const beginnings: readonly (readonly [Kind, string])[] = [
  ['jpeg', 'ffd8ff'],
  ['png', '89504e470d0a1a0a'],
  ['tiff', '49492a00'],
  ['tiff', '4d4d002a'],
  ['pdf', '25504446'],
];

function refuse(code: ErrorCode & `scan-file.${string}`, cause?: unknown): never {
  throw new AppError(code, {}, { cause });
}

/** By its first bytes, whatever it is called; what is no picture is refused before anything decodes it. */
function kindOf(bytes: Buffer): Kind {
  const start = bytes.subarray(0, 8).toString('hex');
  return beginnings.find(([, beginning]) => start.startsWith(beginning))?.[0] ?? refuse('scan-file.foreign');
}

/** Every page has been decoded once when this returns: a file is taken whole or not at all. */
export async function openFilePages(bytes: Buffer): Promise<FilePages> {
  const kind = kindOf(bytes);
  if (kind === 'pdf') return openJpegs(await readPdfPages(bytes, maxPages));
  const metadata = await describe(bytes);
  if (kind === 'jpeg') return openJpegs([{ jpeg: bytes, dpi: dpiOf(metadata) }]);
  return openPictures(bytes, metadata);
}

async function describe(bytes: Buffer, page = 0): Promise<Metadata> {
  return open(bytes, page).metadata().catch((error: unknown) => refuse(isTooLarge(error) ? 'scan-file.too-large' : 'scan-file.damaged', error));
}

const isTooLarge = (error: unknown): boolean => error instanceof Error && /pixel limit/i.test(error.message);

function open(bytes: Buffer, page = 0): Sharp {
  return sharp(bytes, { page, limitInputPixels: maxPixels, failOn: 'truncated' });
}

function dpiOf({ density }: Metadata): number {
  const dpi = Math.round(density ?? 0);
  // Guessing it would make a page that claims a size it does not have.
  return dpi >= dpiBounds.min && dpi <= dpiBounds.max ? dpi : refuse('scan-file.no-resolution');
}

type Jpeg = { readonly jpeg: Buffer; readonly dpi: number };

/** The vendor's own bytes are the original. */
async function openJpegs(jpegs: readonly Jpeg[]): Promise<FilePages> {
  for (const { jpeg } of jpegs) await requireDecodable(jpeg);
  return {
    count: jpegs.length,
    read: index => {
      const jpeg = jpegs[index];
      return jpeg ? Promise.resolve(jpeg) : Promise.reject(new RangeError('page'));
    },
  };
}

async function requireDecodable(jpeg: Buffer): Promise<void> {
  const { width, height, space } = await describe(jpeg);
  if (width * height > maxPixels) refuse('scan-file.too-large');
  // Printing colours: no viewer on the way shows them as they are.
  if (space === 'cmyk') refuse('scan-file.foreign');
  // Shrinks while decoding, but every bit of the file is read.
  await open(jpeg).resize(32).raw().toBuffer().catch((error: unknown) => refuse('scan-file.damaged', error));
}

async function openPictures(bytes: Buffer, first: Metadata): Promise<FilePages> {
  const count = first.pages ?? 1;
  if (count > maxPages) refuse('scan-file.too-large');
  const dpis: number[] = [];
  for (let page = 0; page < count; page += 1) {
    const metadata = page === 0 ? first : await describe(bytes, page);
    if (metadata.width * metadata.height > maxPixels) refuse('scan-file.too-large');
    dpis.push(dpiOf(metadata));
    // One page is decoded again in a moment; of many the last may be broken, and half a file is none.
    if (count > 1) await decode(bytes, page);
  }
  return { count, read: async page => ({ ...(await decode(bytes, page)), dpi: dpis[page] ?? refuse('scan-file.no-resolution') }) };
}

async function decode(bytes: Buffer, page: number): Promise<{ widthPx: number; heightPx: number; channels: 1 | 3; data: Buffer }> {
  try {
    const { space, channels: found } = await open(bytes, page).metadata();
    const isGray = space === 'b-w' || space === 'grey16' || found < 3;
    const flat = open(bytes, page).autoOrient().flatten({ background: '#ffffff' }).toColourspace(isGray ? 'b-w' : 'srgb');
    const { data, info } = await flat.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    if (info.channels !== 1 && info.channels !== 3) refuse('scan-file.foreign');
    return { widthPx: info.width, heightPx: info.height, channels: info.channels, data };
  } catch (error) {
    if (error instanceof AppError) throw error;
    return refuse('scan-file.damaged', error);
  }
}
