import { randomUUID } from 'node:crypto';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { shownWidth } from './shown-width.ts';

export type HalfSource = { readonly id: string; readonly widthPx: number; readonly heightPx: number; readonly optimisedBlob: string; readonly halfBlob: string | null };
type Parts = Pick<Services, 'db' | 'pages' | 'marker'>;

/** The half-size image beside the full one, made now if nobody made it before. Marks are added to its coefficients, which takes a tenth of reducing. */
export async function readHalf(parts: Parts, page: HalfSource): Promise<Buffer> {
  return (await findHalf(parts, page)) ?? makeHalf(parts, page);
}

/** The half-size image that was made before; its name stands in the row earlier than its bytes are there. */
export async function findHalf({ pages }: Pick<Services, 'pages'>, { halfBlob }: Pick<HalfSource, 'halfBlob'>): Promise<Buffer | undefined> {
  if (halfBlob === null) return undefined;
  try {
    return await pages.get(halfBlob);
  } catch (error) {
    // Somebody is just making it, or was killed while he did.
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function makeHalf({ db, pages, marker }: Parts, page: HalfSource): Promise<Buffer> {
  const blob = await nameHalf(db, page);
  const full = await pages.get(page.optimisedBlob);
  if (blob === page.optimisedBlob) return full;
  const { jpeg } = await marker.reduce(full);
  await pages.put(jpeg, blob).catch((error: unknown) => {
    // Another one is writing the same.
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  return jpeg;
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** Its id stands in the row before its first byte is written. A page that is small already is its own half. */
async function nameHalf(db: Db, { id, optimisedBlob, ...extent }: HalfSource): Promise<string> {
  const blob = needsHalf(extent) ? randomUUID() : optimisedBlob;
  const named = await db.updateTable('pages').set({ halfBlob: blob }).where('id', '=', id).where('halfBlob', 'is', null).executeTakeFirst();
  if (named.numUpdatedRows > 0n) return blob;
  const { halfBlob } = await db.selectFrom('pages').select('halfBlob').where('id', '=', id).executeTakeFirstOrThrow();
  if (halfBlob === null) throw new Error('A page lost the name of its half.');
  return halfBlob;
}

const needsHalf = ({ widthPx: width, heightPx: height }: Pick<HalfSource, 'widthPx' | 'heightPx'>): boolean => shownWidth({ width, height }, 'half') < width;

/** In one go; some ten seconds of one thread. */
const mostAtOnce = 100;

/** Pages that nobody has looked at yet, so that the first reader does not wait either. */
export async function makeHalves(parts: Parts, stopped: AbortSignal): Promise<void> {
  const waiting = await parts.db.selectFrom('pages').select(['id', 'widthPx', 'heightPx', 'optimisedBlob', 'halfBlob']).where('halfBlob', 'is', null).limit(mostAtOnce).execute();
  for (const page of waiting) {
    // Readers come first: what is not made now is made a minute later.
    if (stopped.aborted || parts.marker.isBusy()) return;
    await makeHalf(parts, page);
  }
}
