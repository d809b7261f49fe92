import { z } from 'zod';
import type { SqliteDatabase } from './sqlite-database.ts';

/**
 * In clear are ids, the order of pages, whether one was taken out or waits for work, states and sizes of deliveries: what SQL must find or add up
 * rows by. All else is in `sealed`.
 * `user_version` counts the applied steps; a step is never changed once released.
 */
const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE drafts (id TEXT PRIMARY KEY, sealed BLOB NOT NULL)`,
    `CREATE TABLE draft_pages (
       arrival INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
       position INTEGER NOT NULL,
       removed_at INTEGER,
       sealed BLOB NOT NULL
     )`,
    `CREATE INDEX draft_pages_by_draft ON draft_pages (draft_id, position, arrival)`,
    `CREATE TABLE draft_page_images (
       page_id TEXT NOT NULL REFERENCES draft_pages (id) ON DELETE CASCADE,
       kind TEXT NOT NULL CHECK (kind IN ('original', 'thumbnail')),
       sealed BLOB NOT NULL,
       PRIMARY KEY (page_id, kind)
     )`,
    `CREATE TABLE unreported_prints (id TEXT PRIMARY KEY, sealed BLOB NOT NULL)`,
    `CREATE TABLE terminal_state (name TEXT PRIMARY KEY, sealed BLOB NOT NULL)`,
  ],
  [
    // `rank`: 0 failed, 1 waiting, 2 offered. `mark` tells equal places of one batch apart without saying what they are.
    `CREATE TABLE deliveries (
       arrival INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       account_id TEXT NOT NULL,
       batch_id TEXT NOT NULL,
       mark BLOB NOT NULL,
       rank INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 2),
       bytes INTEGER NOT NULL,
       changed_at INTEGER NOT NULL,
       sealed BLOB NOT NULL,
       UNIQUE (account_id, batch_id, mark)
     )`,
    `CREATE INDEX deliveries_by_batch ON deliveries (account_id, batch_id, rank, arrival, bytes)`,
    `CREATE INDEX deliveries_by_turn ON deliveries (account_id, rank, arrival, batch_id)`,
    `CREATE TABLE paused_batches (account_id TEXT NOT NULL, batch_id TEXT NOT NULL, PRIMARY KEY (account_id, batch_id))`,
  ],
  [
    // Pages on whose picture something is still to be done are the queue of that work.
    `ALTER TABLE draft_pages ADD COLUMN is_waiting INTEGER NOT NULL DEFAULT 0`,
    `CREATE INDEX draft_pages_waiting ON draft_pages (is_waiting, arrival) WHERE is_waiting > 0`,
    `CREATE TABLE draft_page_optimised (page_id TEXT PRIMARY KEY REFERENCES draft_pages (id) ON DELETE CASCADE, sealed BLOB NOT NULL)`,
  ],
  [
    `CREATE TABLE outbox (
       arrival INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       account_id TEXT NOT NULL,
       was_tried INTEGER NOT NULL DEFAULT 0,
       sealed BLOB NOT NULL,
       refusal BLOB
     )`,
  ],
];

const Version = z.object({ user_version: z.int().nonnegative() });

/** The file was written by a newer program: it is not ours to change. */
export class StoreTooNew extends Error {}

export async function migrate(database: SqliteDatabase): Promise<void> {
  const applied = (await database.all(Version, 'PRAGMA user_version'))[0]?.user_version ?? 0;
  if (applied > migrations.length) throw new StoreTooNew(`store version ${String(applied)} is newer than this program`);
  for (const [index, statements] of migrations.entries()) {
    if (index < applied) continue;
    await database.transaction(async tx => {
      for (const statement of statements) await tx.run(statement);
      await tx.run(`PRAGMA user_version = ${String(index + 1)}`);
    });
  }
}
