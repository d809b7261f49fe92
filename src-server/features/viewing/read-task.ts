import sharp from 'sharp';
import type { MarkPoint } from '#shared/domain/trace';
import { chanceBound, deriveMarkKey, likenessOf, readingSize, readMark, type Field, type KnownPoints, type MarkReading } from '../../marks/index.ts';
import type { GrainMark } from './image-task.ts';

/** What the image threads are asked about a leaked picture. */
export type ReadTask = {
  readonly image: Uint8Array;
  readonly keys: readonly Pick<GrainMark, 'keyId' | 'secret'>[];
  readonly points: readonly MarkPoint[];
  readonly site: number;
  /** Serials of sessions with which a damaged mark is compared. */
  readonly candidates: readonly number[];
};

/** `serials`: of the sessions that the picture names; more than one where copies were averaged. */
export type FoundMark = { readonly site: number; readonly serials: readonly { readonly serial: number; readonly likeness: number | null }[]; readonly score: number; readonly bound: number | null };
export type ReadOutcome = { readonly ok: true; readonly mark: FoundMark | null } | { readonly ok: false; readonly code: 'image.unreadable' | 'image.too-large' };

const limits = { limitInputPixels: 80e6, failOn: 'error' } as const;
const timeout = { seconds: 30 } as const;
const acceptedFormats: readonly string[] = ['jpeg', 'png', 'tiff'];
/** Nobody is named by chance more often than once in a million traces. */
const largestChance = 1e-6;

export async function runReadTask(task: ReadTask): Promise<ReadOutcome> {
  try {
    const { format } = await sharp(task.image, limits).metadata();
    if (!acceptedFormats.includes(format)) return { ok: false, code: 'image.unreadable' };
    return { ok: true, mark: findMark(task, await readGrey(task.image)) };
  } catch (error) {
    return { ok: false, code: error instanceof Error && error.message.includes('pixel limit') ? 'image.too-large' : 'image.unreadable' };
  }
}

/** Brightness in the size in which marks are read. */
export async function readGrey(image: Uint8Array): Promise<Field> {
  const upright = sharp(image, limits).autoOrient().flatten({ background: '#ffffff' });
  const sized = upright.resize({ width: readingSize, height: readingSize, fit: 'inside' }).greyscale().toColourspace('b-w');
  const { data, info } = await sized.raw({ depth: 'uchar' }).timeout(timeout).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, values: Float32Array.from(data) };
}

function findMark({ keys, points, site, candidates }: ReadTask, grey: Field): FoundMark | null {
  const reading = readMark(grey, keys.map(({ keyId, secret }) => deriveMarkKey(keyId, secret)), knownPoints(points, grey));
  if (!reading) return null;
  const { payload, score, falseAcceptBound } = reading;
  return payload ? { site: payload.site, serials: [{ serial: payload.serial, likeness: null }], score, bound: falseAcceptBound } : compare(reading, site, candidates);
}

/** A visible mark is two tiles of the grain wide. */
function knownPoints(points: readonly MarkPoint[], { width, height }: Field): KnownPoints {
  return points.map(({ x, y, column, row }) => ({ tile: { x: 2 * column, y: 2 * row }, picture: { x: x * width, y: y * height }, weight: 1 }));
}

function compare({ key, soft, score }: MarkReading, site: number, candidates: readonly number[]): FoundMark {
  const compared = candidates.map(serial => ({ serial, likeness: likenessOf(key, soft, { site, serial }) }));
  const serials = compared.filter(({ likeness }) => likeness > 1 && chanceBound(likeness, candidates.length) < largestChance).toSorted((a, b) => b.likeness - a.likeness);
  const weakest = serials.at(-1);
  return { site, serials, score, bound: weakest ? chanceBound(weakest.likeness, candidates.length) : null };
}
