import { z } from 'zod';
import { FoundPackage } from '#shared/domain/delivery';
import { AccountId, BatchId, IdempotencyKey } from '#shared/domain/ids';
import { WireError } from '#shared/errors/app-error';
import { SealBroken, type Place, type Sealer } from './sealer.ts';
import type { SqlRunner, SqlValue } from './sqlite-database.ts';

const DeliveryFacts = z.object({
  name: z.string(),
  path: z.string(),
  kind: FoundPackage.shape.kind,
  /** On disk before anything is sent: after any crash the package is offered under the same key, and so once. */
  idempotencyKey: IdempotencyKey,
  /** SHA-256 of what was last measured; an upload that was begun is of exactly these bytes. */
  digest: z.string().nullable(),
  uploadUrl: z.string().nullable(),
  /** Set when all of it has arrived: from then on the files are not looked at again. */
  uploadId: z.string().nullable(),
  error: WireError.nullable(),
});
type DeliveryFacts = z.infer<typeof DeliveryFacts>;

const states = ['failed', 'waiting', 'offered'] as const;
export type DeliveryState = (typeof states)[number];
export type StoredDelivery = DeliveryFacts & { readonly id: string; readonly accountId: AccountId; readonly batchId: BatchId; readonly state: DeliveryState; /** 0 until measured. */ readonly bytes: number };

export type DeliveriesOf = { readonly accountId: AccountId; readonly batchId: BatchId };
export type DeliveryPage = DeliveriesOf & { readonly states: readonly DeliveryState[]; readonly limit: number; readonly offset: number };
export type DeliveryCounts = { readonly [State in DeliveryState]: { readonly count: number; readonly measured: number; readonly bytes: number } };

export type DeliveryRepository = {
  /** Those whose path the batch knows already are left out; answers how many were added. */
  readonly add: (deliveries: readonly StoredDelivery[], now: Date) => Promise<number>;
  /** The one that has waited longest, of batches that are not paused. */
  readonly findNext: (accountId: AccountId, except: readonly string[]) => Promise<StoredDelivery | undefined>;
  /** Failed ones first, offered ones last, each in the order of their coming. */
  readonly list: (page: DeliveryPage) => Promise<readonly StoredDelivery[]>;
  readonly findMany: (ids: readonly string[]) => Promise<readonly StoredDelivery[]>;
  readonly count: (of: DeliveriesOf) => Promise<DeliveryCounts>;
  /** One that was cancelled meanwhile stays away. */
  readonly update: (delivery: StoredDelivery, now: Date) => Promise<void>;
  /** Failed ones wait again; `id` null: all of the batch. */
  readonly retry: (of: DeliveriesOf, id: string | null) => Promise<number>;
  /** Takes away what has not been offered. */
  readonly remove: (of: DeliveriesOf, id: string | null, except: readonly string[]) => Promise<number>;
  readonly setPaused: (of: DeliveriesOf, isPaused: boolean) => Promise<void>;
  readonly isPaused: (of: DeliveriesOf) => Promise<boolean>;
  /** Offered ones that nobody asks for any more. */
  readonly forget: (before: Date) => Promise<void>;
};

const Row = z.object({ id: z.string(), account_id: AccountId, batch_id: BatchId, rank: z.int().min(0).max(2), bytes: z.int(), sealed: z.instanceof(Buffer) });
const columns = 'id, account_id, batch_id, rank, bytes, sealed';
const Count = z.object({ rank: z.int(), count: z.int(), measured: z.int().nullable(), bytes: z.int().nullable() });

const placeOf = (id: string): Place => ({ table: 'deliveries', id, column: 'sealed' });
const rankOf = (state: DeliveryState): number => states.indexOf(state);
const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
/** Far below what one statement may carry. */
const rowsPerInsert = 100;

export function deliveryRepository(sql: SqlRunner, sealer: Sealer): DeliveryRepository {
  const open = (row: z.infer<typeof Row>): StoredDelivery => ({
    id: row.id,
    accountId: row.account_id,
    batchId: row.batch_id,
    state: states[row.rank] ?? 'failed',
    bytes: row.bytes,
    ...openFacts(sealer, row),
  });
  const seal = (delivery: StoredDelivery): Buffer => sealer.sealJson(placeOf(delivery.id), DeliveryFacts.parse(delivery));
  const valuesOf = (delivery: StoredDelivery, now: Date): readonly SqlValue[] => {
    const { id, accountId, batchId, path, state, bytes } = delivery;
    return [id, accountId, batchId, sealer.mark({ table: 'deliveries', column: 'mark' }, path), rankOf(state), bytes, now.getTime(), seal(delivery)];
  };
  return {
    add: async (deliveries, now) => {
      let added = 0;
      for (let from = 0; from < deliveries.length; from += rowsPerInsert) {
        const rows = deliveries.slice(from, from + rowsPerInsert).map(delivery => valuesOf(delivery, now));
        const places = rows.map(row => `(${marks(row)})`).join(', ');
        added += await sql.run(`INSERT INTO deliveries (id, account_id, batch_id, mark, rank, bytes, changed_at, sealed) VALUES ${places} ON CONFLICT (account_id, batch_id, mark) DO NOTHING`, rows.flat());
      }
      return added;
    },
    findNext: async (accountId, except) => {
      const query = `SELECT ${columns} FROM deliveries WHERE account_id = ? AND rank = 1 AND id NOT IN (${marks(except)})
        AND batch_id NOT IN (SELECT batch_id FROM paused_batches WHERE account_id = ?) ORDER BY arrival LIMIT 1`;
      for (;;) {
        const [row] = await sql.all(Row, query, [accountId, ...except, accountId]);
        const next = row && open(row);
        if (next?.path !== '') return next;
        await sql.run('UPDATE deliveries SET rank = 0 WHERE id = ?', [next.id]);
      }
    },
    list: async ({ accountId, batchId, states: wanted, limit, offset }) => {
      const query = `SELECT ${columns} FROM deliveries WHERE account_id = ? AND batch_id = ? AND rank IN (${marks(wanted)}) ORDER BY rank, arrival LIMIT ? OFFSET ?`;
      return (await sql.all(Row, query, [accountId, batchId, ...wanted.map(rankOf), limit, offset])).map(open);
    },
    findMany: async ids => (await sql.all(Row, `SELECT ${columns} FROM deliveries WHERE id IN (${marks(ids)})`, ids)).map(open),
    update: async (delivery, now) => {
      const { id, state, bytes } = delivery;
      await sql.run('UPDATE deliveries SET rank = ?, bytes = ?, changed_at = ?, sealed = ? WHERE id = ?', [rankOf(state), bytes, now.getTime(), seal(delivery), id]);
    },
    ...batchStatements(sql),
  };
}

/** One entry that the disk has damaged fails alone: the others go on, and nothing is offered twice. */
function openFacts(sealer: Sealer, { id, sealed }: z.infer<typeof Row>): DeliveryFacts {
  try {
    return sealer.openJson(placeOf(id), sealed, DeliveryFacts);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    const idempotencyKey = IdempotencyKey.parse(id);
    return { name: '', path: '', kind: 'folder', idempotencyKey, digest: null, uploadUrl: null, uploadId: null, error: { code: 'delivery.entry-damaged', params: {} } };
  }
}

/** What is done to all deliveries of a batch without opening one. */
function batchStatements(sql: SqlRunner): Pick<DeliveryRepository, 'count' | 'retry' | 'remove' | 'setPaused' | 'isPaused' | 'forget'> {
  return {
    count: async ({ accountId, batchId }) => {
      const query = 'SELECT rank, count(*) AS count, sum(bytes > 0) AS measured, sum(bytes) AS bytes FROM deliveries WHERE account_id = ? AND batch_id = ? GROUP BY rank';
      const rows = await sql.all(Count, query, [accountId, batchId]);
      const of = (state: DeliveryState): DeliveryCounts[DeliveryState] => {
        const row = rows.find(({ rank }) => rank === rankOf(state));
        return { count: row?.count ?? 0, measured: row?.measured ?? 0, bytes: row?.bytes ?? 0 };
      };
      return { failed: of('failed'), waiting: of('waiting'), offered: of('offered') };
    },
    retry: ({ accountId, batchId }, id) => {
      const one = id === null ? [] : [id];
      return sql.run(`UPDATE deliveries SET rank = 1 WHERE account_id = ? AND batch_id = ? AND rank = 0${id === null ? '' : ' AND id = ?'}`, [accountId, batchId, ...one]);
    },
    remove: ({ accountId, batchId }, id, except) => {
      const one = id === null ? [] : [id];
      const query = `DELETE FROM deliveries WHERE account_id = ? AND batch_id = ? AND rank < 2 AND id NOT IN (${marks(except)})${id === null ? '' : ' AND id = ?'}`;
      return sql.run(query, [accountId, batchId, ...except, ...one]);
    },
    setPaused: async ({ accountId, batchId }, isPaused) => {
      const query = isPaused ? 'INSERT INTO paused_batches (account_id, batch_id) VALUES (?, ?) ON CONFLICT DO NOTHING' : 'DELETE FROM paused_batches WHERE account_id = ? AND batch_id = ?';
      await sql.run(query, [accountId, batchId]);
    },
    isPaused: async ({ accountId, batchId }) =>
      (await sql.all(z.object({ batch_id: z.string() }), 'SELECT batch_id FROM paused_batches WHERE account_id = ? AND batch_id = ?', [accountId, batchId])).length > 0,
    forget: async before => {
      await sql.run('DELETE FROM deliveries WHERE rank = 2 AND changed_at < ?', [before.getTime()]);
    },
  };
}
