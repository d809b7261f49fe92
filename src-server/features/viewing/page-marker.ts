import { Piscina } from 'piscina';
import type { PageRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import type { ImageOutcome, ImageTask, MarkSize, OptimisedImage, PageMark } from './image-task.ts';

export type { MarkSize, OptimisedImage, PageMark } from './image-task.ts';

export type PageMarker = {
  /** A JPEG of the page at this size with the visible mark in its pixels. */
  mark(optimisedJpeg: Uint8Array, mark: PageMark, size: MarkSize): Promise<Buffer>;
  /** Decodes fully, within limits, applies the recipe and encodes a clean JPEG; throws `image.unreadable`, `image.too-large` or `recipe.does-not-fit`. */
  optimise(original: Uint8Array, recipe: PageRecipe): Promise<OptimisedImage>;
  /** A PNG of a drawing of our own making, with the system's Chinese fonts. */
  rasterise(svg: string): Promise<Buffer>;
  close(): Promise<void>;
};

/** Waiting tasks, over which the caller hears `server.busy`: about ten seconds of work for two threads. */
const maxWaiting = 100;
/** Waiting included. Above what libvips is allowed for one image; kills a thread that hangs outside it. */
const taskTimeoutMs = 60_000;

/** Decoding, marking and drawing in two threads, so that one bad image stops neither the process nor the other pages. */
export function createPageMarker({ threads = 2, waiting = maxWaiting }: { readonly threads?: number; readonly waiting?: number } = {}): PageMarker {
  const filename = new URL(import.meta.url.endsWith('.ts') ? './image-worker.ts' : './image-worker.js', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: 1, maxThreads: threads, idleTimeout: 60_000 });

  async function run(task: ImageTask): Promise<OptimisedImage> {
    // Not left to Piscina's maxQueue, which does not count tasks that have a signal.
    if (pool.queueSize >= waiting) throw new AppError('server.busy');
    // `as`: the worker's only export answers an ImageTask with an ImageOutcome.
    const outcome = (await pool.run(task, { name: 'runImageTask', signal: AbortSignal.timeout(taskTimeoutMs) }).catch(translateFailure)) as ImageOutcome;
    if (!outcome.ok) throw new AppError(outcome.code);
    // The clone that crosses the threads is a plain Uint8Array.
    const { bytes, widthPx, heightPx } = outcome.image;
    return { jpeg: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), widthPx, heightPx };
  }

  return {
    mark: async (jpeg, mark, size) => (await run({ kind: 'mark', jpeg, mark, size })).jpeg,
    optimise: (original, recipe) => run({ kind: 'optimise', original, recipe }),
    rasterise: async svg => (await run({ kind: 'rasterise', svg })).jpeg,
    close: () => pool.destroy(),
  };
}

function translateFailure(error: unknown): never {
  if (error instanceof Error && error.name === 'AbortError') throw new AppError('operation.timed-out', {}, { cause: error });
  throw error;
}
