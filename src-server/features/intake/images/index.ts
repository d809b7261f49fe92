import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { ImageProblem } from '#shared/domain/image-facts';
import type { Rotation } from '#shared/domain/volume';
import type { CheckOutcome, CheckTask, CompareTask } from './check-task.ts';
import { undecodedFacts } from './undecoded-facts.ts';

export type { CheckOutcome, CleanImage, CompareTask } from './check-task.ts';

export type ImageChecker = {
  /**
   * Facts of one image and its clean re-encoding; whatever the bytes are, the answer is an outcome, never an error. `name` is
   * asked for its ending only. `rotationHint` is what the package declares; what is measured turns nothing.
   */
  check(bytes: Uint8Array, options: { readonly name: string; readonly rotationHint?: Rotation }): Promise<CheckOutcome>;
  /** How far each of the others is a scan of the same sheet, 0 to 1, up to the first that is alike enough; the maps are packed. */
  compare(task: CompareTask): Promise<readonly number[]>;
  close(): Promise<void>;
};

/** Above what a decoder is allowed for one image: ends a thread that hangs outside it. */
const taskTimeoutMs = 45_000;
/** JavaScript's own memory; pixels lie outside it and are bounded by their number. */
const maxHeapMb = 512;

/** Images are decoded in threads, one image each, so that none stops the process or the others. */
export function createImageChecker({ threads = availableParallelism() }: { readonly threads?: number } = {}): ImageChecker {
  const filename = new URL(import.meta.url.endsWith('.ts') ? './intake-image-worker.ts' : './intake-image-worker.js', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: 0, maxThreads: threads, idleTimeout: 60_000, resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } });
  const waiting: (() => void)[] = [];
  let running = 0;

  // The clock of an image starts with its work: one that hangs must not take those along that wait behind it.
  async function takeTurn(): Promise<void> {
    if (running >= threads) await new Promise<void>(resolve => waiting.push(resolve));
    else running++;
  }
  function passOn(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }

  return {
    check: async (bytes, { name, rotationHint = 0 }) => {
      await takeTurn();
      // A view into something larger (a pool, an archive) would cross the threads with all that lies around it.
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
      const task: CheckTask = { bytes: own, name, rotation: rotationHint };
      try {
        // `as`: the worker's only export answers a CheckTask with a CheckOutcome.
        return (await pool.run(task, { name: 'runCheckTask', signal: AbortSignal.timeout(taskTimeoutMs) })) as CheckOutcome;
      } catch (error) {
        const digest = createHash('sha256').update(bytes).digest('hex');
        return { facts: undecodedFacts({ problem: problemOf(error), bytes: bytes.length, digest }), optimised: null, print: null };
      } finally {
        passOn();
      }
    },
    compare: async task => {
      await takeTurn();
      try {
        // `as`: the worker answers a CompareTask with numbers.
        return (await pool.run(task, { name: 'runCompareTask', signal: AbortSignal.timeout(taskTimeoutMs) })) as readonly number[];
      } finally {
        passOn();
      }
    },
    close: () => pool.destroy(),
  };
}

/** A thread that ran out of time or memory; everything else is a mistake of ours. */
function problemOf(error: unknown): ImageProblem {
  if (error instanceof Error && error.name === 'AbortError') return 'timed-out';
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'too-large';
  throw error;
}
