import { createHash } from 'node:crypto';
import type { FiledPage } from '#shared/contract/server/volume-operations';
import type { DraftId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { sourceOf } from '../../server-client/index.ts';
import { SealBroken, type StoredPage } from '../../store/index.ts';

/** Two keep the line busy while the data centre writes; more would only hold more pages in memory. */
const concurrency = 2;
/** A window that redraws for every 64 KB would do nothing else. */
const progressEveryMs = 200;

type Sender = Pick<TerminalServices, 'server' | 'store' | 'emit'>;
export type PagesOf = { readonly draftId: DraftId; readonly pages: readonly StoredPage[] };

/** Uploads what has not arrived yet and answers the pages in their order. Stops at the first failure. */
export async function sendPages(services: Sender, { draftId, pages }: PagesOf): Promise<readonly FiledPage[]> {
  const report = createProgress(services, { draftId, pages });
  const filed: FiledPage[] = [];
  const waiting = pages.entries();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const [index, page] of waiting) {
      if (hasFailed) return;
      filed[index] = await sendPage(services, { draftId, page, number: index + 1, onProgress: sent => { report(index, sent); } });
    }
  };
  const workers = Array.from({ length: concurrency }, () =>
    work().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  const outcomes = await Promise.allSettled(workers);
  const failed = outcomes.find(outcome => outcome.status === 'rejected');
  if (failed) throw failed.reason as Error; // `as`: what sending a page threw
  return filed;
}

type PageToSend = { readonly draftId: DraftId; readonly page: StoredPage; readonly number: number; readonly onProgress: (sentBytes: number) => void };

async function sendPage({ server, store }: Sender, { draftId, page, number, onProgress }: PageToSend): Promise<FiledPage> {
  const bytes = await readOriginal({ store }, { draftId, page, number });
  const { uploadId } = await server.upload({
    source: sourceOf(bytes),
    url: page.uploadUrl,
    onUrl: async uploadUrl => {
      await store.pages.update({ ...page, uploadUrl });
    },
    onProgress,
  });
  onProgress(bytes.length);
  return { uploadId, digest: createHash('sha256').update(bytes).digest('hex'), recipe: page.recipe, dpi: page.dpi };
}

/** A picture that the disk has damaged must be scanned again: `image.unreadable` with its number. */
async function readOriginal({ store }: Pick<Sender, 'store'>, { draftId, page, number }: Omit<PageToSend, 'onProgress'>): Promise<Buffer> {
  try {
    const bytes = await store.pages.findImage({ draftId, id: page.id }, 'original');
    if (bytes) return bytes;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
  }
  throw new AppError('image.unreadable', { page: number });
}

function createProgress({ emit }: Sender, { draftId, pages }: PagesOf): (index: number, sentBytes: number) => void {
  const sent = pages.map(() => 0);
  const totalBytes = pages.reduce((sum, page) => sum + page.byteLength, 0);
  let lastAt = 0;
  return (index, sentBytes) => {
    sent[index] = sentBytes;
    const sum = sent.reduce((total, each) => total + each, 0);
    if (sum < totalBytes && performance.now() - lastAt < progressEveryMs) return;
    lastAt = performance.now();
    emit('draft.filing-progressed', { draftId, sentBytes: Math.min(sum, totalBytes), totalBytes });
  };
}
