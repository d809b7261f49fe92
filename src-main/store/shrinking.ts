import { z } from 'zod';
import type { SqliteDatabase } from './sqlite-database.ts';

export type Shrinking = {
  readonly begin: () => void;
  /** Waits for the step that is under way; what is left is done another time. */
  readonly stop: () => Promise<void>;
};

/** Database pages freed in one step: tens of milliseconds, so that nobody who scans meanwhile notices. */
const pagesPerStep = 500;
const FreePages = z.object({ freelist_count: z.int().nonnegative() });

/** Freeing hundreds of megabytes takes seconds: it happens step by step behind other statements. */
export function createShrinking(database: SqliteDatabase): Shrinking {
  let running: Promise<void> | undefined;
  let isStopped = false;

  const countFree = async (): Promise<number> => (await database.all(FreePages, 'PRAGMA freelist_count'))[0]?.freelist_count ?? 0;
  const run = async (): Promise<void> => {
    while (!isStopped && (await countFree()) > 0) await database.all(z.unknown(), `PRAGMA incremental_vacuum(${String(pagesPerStep)})`);
    if (!isStopped) await database.all(z.unknown(), 'PRAGMA wal_checkpoint(TRUNCATE)');
  };
  return {
    begin: () => {
      // Room that stays taken is no loss; the next filing tries again.
      running ??= run()
        .catch(() => undefined)
        .finally(() => {
          running = undefined;
        });
    },
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}
