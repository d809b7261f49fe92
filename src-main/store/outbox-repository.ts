import { z } from 'zod';
import { AccountId, IdempotencyKey } from '#shared/domain/ids';
import { OutboxCommand } from '#shared/domain/outbox';
import { WireError } from '#shared/errors/app-error';
import type { Place, Sealer } from './sealer.ts';
import type { SqlRunner } from './sqlite-database.ts';

const Facts = z.object({ command: OutboxCommand, title: z.string(), queuedAt: z.iso.datetime() });

export type QueuedCommand = z.infer<typeof Facts> & {
  /** The key under which it is sent, every time. */
  readonly id: IdempotencyKey;
  readonly accountId: AccountId;
};
export type StoredCommand = QueuedCommand & { readonly wasTried: boolean; readonly refusal: WireError | null };

/** A command is never changed: what happened to it stands beside it. */
export type OutboxRepository = {
  /** The same key again is the same command. */
  readonly add: (command: QueuedCommand) => Promise<void>;
  /** In the order of their coming. */
  readonly list: (accountId: AccountId) => Promise<readonly StoredCommand[]>;
  /** False when it was withdrawn meanwhile. */
  readonly noteTry: (id: IdempotencyKey) => Promise<boolean>;
  /** Null: it waits again. */
  readonly setRefusal: (id: IdempotencyKey, refusal: WireError | null) => Promise<void>;
  readonly remove: (id: IdempotencyKey) => Promise<void>;
};

const Row = z.object({ id: IdempotencyKey, account_id: AccountId, was_tried: z.int(), sealed: z.instanceof(Buffer), refusal: z.instanceof(Buffer).nullable() });
const placeOf = (id: string, column: 'sealed' | 'refusal'): Place => ({ table: 'outbox', id, column });

export function outboxRepository(sql: SqlRunner, sealer: Sealer): OutboxRepository {
  const open = ({ id, account_id: accountId, was_tried, sealed, refusal }: z.infer<typeof Row>): StoredCommand => ({
    ...{ id, accountId, wasTried: was_tried === 1 },
    ...sealer.openJson(placeOf(id, 'sealed'), sealed, Facts),
    refusal: refusal && sealer.openJson(placeOf(id, 'refusal'), refusal, WireError),
  });
  return {
    add: async ({ id, accountId, ...facts }) => {
      const sealed = sealer.sealJson(placeOf(id, 'sealed'), Facts.parse(facts));
      await sql.run('INSERT INTO outbox (id, account_id, sealed) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING', [id, accountId, sealed]);
    },
    list: async accountId => (await sql.all(Row, 'SELECT id, account_id, was_tried, sealed, refusal FROM outbox WHERE account_id = ? ORDER BY arrival', [accountId])).map(open),
    noteTry: async id => (await sql.run('UPDATE outbox SET was_tried = 1 WHERE id = ?', [id])) > 0,
    setRefusal: async (id, refusal) => {
      await sql.run('UPDATE outbox SET refusal = ? WHERE id = ?', [refusal && sealer.sealJson(placeOf(id, 'refusal'), refusal), id]);
    },
    remove: async id => {
      await sql.run('DELETE FROM outbox WHERE id = ?', [id]);
    },
  };
}
