import sharp from 'sharp';
import { pagedLimits } from '../limits.ts';
import { refuse } from '../package-refusal.ts';

/** Pages of a TIFF by its chain of directories, without decoding anything; 1 for what is no (sound) TIFF: decoding will tell. */
export function countTiffPages(bytes: Buffer): number {
  const order = bytes.toString('latin1', 0, 2);
  if ((order !== 'II' && order !== 'MM') || bytes.length < 8) return 1;
  const read16 = (at: number): number => (order === 'II' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const read32 = (at: number): number => (order === 'II' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const seen = new Set<number>();
  for (let at = read32(4); at !== 0 && at + 2 <= bytes.length && !seen.has(at) && seen.size <= pagedLimits.maxPages; ) {
    seen.add(at);
    const next = at + 2 + read16(at) * 12;
    at = next + 4 <= bytes.length ? read32(next) : 0;
  }
  return Math.max(1, seen.size);
}

/** One page of a TIFF, without loss, as PNG; `page` counts from 1. */
export async function readTiffPage(bytes: Buffer, path: string, page: number): Promise<Buffer> {
  try {
    const image = sharp(bytes, { page: page - 1, pages: 1, limitInputPixels: pagedLimits.maxPixels, failOn: 'error' });
    return await image.keepIccProfile().withMetadata().png({ compressionLevel: 6 }).timeout({ seconds: pagedLimits.timeoutMs / 1000 }).toBuffer();
  } catch {
    // libvips says it in many ways; none of them may carry content into a message.
    return refuse('tiff-broken', { path: `${path}#${String(page)}` });
  }
}
