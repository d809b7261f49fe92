import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from '#shared/contract/operation';
import { pageApi, type PageApi } from '#shared/contract/page-api';
import { AppError } from '#shared/errors/app-error';
import { createHostProcess, type DeviceLog } from '../device-host/host-process.ts';

export type PageWorkers = {
  /** One page at a time each. A worker that died is begun anew by its next call. */
  readonly workers: readonly Client<PageApi>[];
  readonly close: () => Promise<void>;
};

const entryBeside = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './page-worker.js', import.meta.url));

/** A page of A3 at 600 dpi takes some seconds, on a busy machine some more. */
const patienceMs = 60_000;
/** They give way to the window and the scanner; each holds two pages of pixels in memory. */
const mostWorkers = 2;

/** No driver kills its threads here, so they can share an arena: with one each, what libvips gives back piles up from page to page. */
const oneArena = { MALLOC_ARENA_MAX: '1' };
/** A worker allocates much and keeps nothing: left alone, V8 makes room for young objects up to a hundred megabytes, and keeps the room. */
const smallNursery = ['--max-semi-space-size=8'];

export function createPageWorkers({ log, count = Math.min(mostWorkers, availableParallelism()) }: { readonly log: DeviceLog; readonly count?: number }): PageWorkers {
  const hosts = Array.from({ length: count }, () =>
    createHostProcess({ entry: entryBeside, env: oneArena, engineFlags: smallNursery, log, onEvent: () => undefined }),
  );
  return {
    workers: hosts.map(host =>
      createClient(pageApi, async (name, input) => {
        const late = setTimeout(() => { host.kill('operation.timed-out'); }, patienceMs);
        try {
          return await host.call(name, input);
        } catch (error) {
          throw error instanceof AppError ? error : new AppError('device-host.crashed', {}, { cause: error });
        } finally {
          clearTimeout(late);
        }
      }),
    ),
    close: async () => {
      await Promise.all(hosts.map(host => host.close()));
    },
  };
}
