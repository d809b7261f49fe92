import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import type { FiledPage } from '#shared/contract/server/volume-operations';
import type { Services } from '../../app/services.ts';
import { readUpload } from '../uploads/index.ts';

/** One page, both layers stored: what its row needs. */
export type PreparedPage = {
  readonly id: string;
  readonly number: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly originalBlob: string;
  readonly originalDigest: string;
  readonly optimisedBlob: string;
  readonly recipe: FiledPage['recipe'];
};

/** As many as there are image threads: more would only hold decoded pages in memory. */
const pagesAtOnce = 2;

type Filing = { readonly services: Services; readonly accountId: string; readonly pages: readonly FiledPage[] };

/**
 * Checks, optimises and stores every page of one filing. Whoever calls owns `blobs`, which fills as they are stored: when
 * the filing fails, here or later, they are to be removed.
 */
export async function preparePages({ services, accountId, pages }: Filing, blobs: string[]): Promise<PreparedPage[]> {
  const prepared: PreparedPage[] = [];
  const waiting = [...pages.entries()];
  const workOff = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, page] = next;
      prepared[index] = await preparePage({ services, accountId, page, number: index + 1 }, blobs);
    }
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: pagesAtOnce }, () =>
      workOff().catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      }),
    ),
  );
  // Settled, not raced: no page may still be on its way into the store when the caller cleans up.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return prepared;
}

type OnePage = { readonly services: Services; readonly accountId: string; readonly page: FiledPage; readonly number: number };

async function preparePage({ services, accountId, page, number }: OnePage, blobs: string[]): Promise<PreparedPage> {
  const store = async (bytes: Uint8Array): Promise<string> => {
    const blob = await services.pages.put(bytes);
    blobs.push(blob);
    return blob;
  };
  const original = await readUpload(services, accountId, page.uploadId).catch((error: unknown) => namePage(error, number));
  const digest = createHash('sha256').update(original).digest('hex');
  if (digest !== page.digest) throw new AppError('upload.digest-differs', { page: number });
  const { jpeg, widthPx, heightPx } = await services.marker.optimise(original, page.recipe).catch((error: unknown) => namePage(error, number));
  const { dpi, recipe } = page;
  return { id: randomUUID(), number, widthPx, heightPx, dpi, recipe, originalDigest: digest, originalBlob: await store(original), optimisedBlob: await store(jpeg) };
}

/** The archivist must know which sheet to take up again. An upload that is not there (any more) has to be sent again. */
export function namePage(error: unknown, page: number): never {
  if (!(error instanceof AppError)) throw error;
  const code = error.code === 'resource.not-found' ? 'upload.incomplete' : error.code;
  throw new AppError(code, { ...error.params, page }, { cause: error });
}
