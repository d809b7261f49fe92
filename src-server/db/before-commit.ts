import { Kysely, type TransactionBuilder } from 'kysely';
import type { Db, Schema } from './schema.ts';

type Flush<Item = unknown> = (db: Db, items: readonly Item[]) => Promise<void>;
const collected = new WeakMap<Db, Map<Flush, unknown[]>>();

/**
 * Keeps `item` until the transaction is about to commit, then flushes all of a kind at once; without a transaction of
 * `openDatabase`, at once. For what takes a lock that everybody needs: the shorter it is held the better, and taken last it cannot
 * be part of a deadlock. What the flush throws rolls the transaction back.
 */
export async function collectBeforeCommit<Item>(db: Db, item: Item, flush: Flush<Item>): Promise<void> {
  const kinds = collected.get(db);
  if (kinds === undefined) {
    await flush(db, [item]);
    return;
  }
  const key = flush as Flush; // `as`: the items of a kind are all of the type its own flush takes
  kinds.set(key, [...(kinds.get(key) ?? []), item]);
}

/** The database as everybody uses it: its transactions know what is to be done before they commit. */
export class CommittingDatabase extends Kysely<Schema> {
  override transaction(): TransactionBuilder<Schema> {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    builder.execute = callback =>
      execute(async tx => {
        const kinds = new Map<Flush, unknown[]>();
        collected.set(tx, kinds);
        const result = await callback(tx);
        collected.delete(tx);
        for (const [flush, items] of kinds) await flush(tx, items);
        return result;
      });
    return builder;
  }
}
