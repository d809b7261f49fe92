import { Piscina } from 'piscina';
import type { PageRecipe } from '#shared/domain/page-recipe';
import type { PageArea } from '#shared/domain/print-region';
import { AppError } from '#shared/errors/app-error';
import type { GreyImage, ImageOutcome, ImageTask, MarkSize, OptimisedImage, PageMark } from './image-task.ts';
import type { FoundMark, ReadOutcome, ReadTask } from './read-task.ts';

export type { FoundMark, ReadTask } from './read-task.ts';
export type { GrainMark, GreyImage, MarkSize, OptimisedImage, PageMark } from './image-task.ts';

export type PageMarker = {
  /** A JPEG of the page at this size with the marks in it. */
  mark(optimisedJpeg: Uint8Array, mark: PageMark, size: MarkSize): Promise<Buffer>;
  /** For print, as `mark` does; of the page only these regions, at their place on white. None: the whole page. */
  markPrint(optimisedJpeg: Uint8Array, mark: PageMark, regions: readonly PageArea[]): Promise<OptimisedImage>;
  /** Decodes fully, within limits, applies the recipe and encodes a clean JPEG; throws `image.unreadable`, `image.too-large` or `recipe.does-not-fit`. */
  optimise(original: Uint8Array, recipe: PageRecipe): Promise<OptimisedImage>;
  /** The half-size image of an optimised one, for pages that are read in half size. */
  reduce(optimisedJpeg: Uint8Array): Promise<OptimisedImage>;
  /** A drawing of our own making on white paper, with the system's Chinese fonts. */
  drawGrey(svg: string): Promise<GreyImage>;
  /** Looks for the session that a leaked picture names; throws as `optimise` does. */
  read(task: ReadTask): Promise<FoundMark | null>;
  /** Whether work waits for a thread. */
  isBusy(): boolean;
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

  function runIn(name: 'runImageTask' | 'runReadTask', task: ImageTask | ReadTask): Promise<unknown> {
    // Not left to Piscina's maxQueue, which does not count tasks that have a signal.
    if (pool.queueSize >= waiting) throw new AppError('server.busy');
    return pool.run(task, { name, signal: AbortSignal.timeout(taskTimeoutMs) }).catch(translateFailure);
  }

  async function run(task: ImageTask): Promise<GreyImage & { readonly bytes: Buffer }> {
    const outcome = (await runIn('runImageTask', task)) as ImageOutcome; // `as`: what the worker answers to an ImageTask
    if (!outcome.ok) throw new AppError(outcome.code);
    // The clone that crosses the threads is a plain Uint8Array.
    const { bytes, widthPx, heightPx } = outcome.image;
    return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), widthPx, heightPx };
  }

  async function makeJpeg(task: ImageTask): Promise<OptimisedImage> {
    const { bytes: jpeg, ...extent } = await run(task);
    return { jpeg, ...extent };
  }

  async function read(task: ReadTask): Promise<FoundMark | null> {
    const outcome = (await runIn('runReadTask', task)) as ReadOutcome; // `as`: what the worker answers to a ReadTask
    if (!outcome.ok) throw new AppError(outcome.code);
    return outcome.mark;
  }

  return {
    mark: async (jpeg, mark, size) => (await run({ kind: 'mark', jpeg, mark, size })).bytes,
    markPrint: (jpeg, mark, regions) => makeJpeg(regions.length === 0 ? { kind: 'mark', jpeg, mark, size: 'print' } : { kind: 'excerpt', jpeg, mark, regions }),
    optimise: (original, recipe) => makeJpeg({ kind: 'optimise', original, recipe }),
    read,
    reduce: jpeg => makeJpeg({ kind: 'reduce', jpeg }),
    drawGrey: svg => run({ kind: 'draw', svg }),
    isBusy: () => pool.queueSize > 0,
    close: () => pool.destroy(),
  };
}

function translateFailure(error: unknown): never {
  if (error instanceof Error && error.name === 'AbortError') throw new AppError('operation.timed-out', {}, { cause: error });
  throw error;
}
