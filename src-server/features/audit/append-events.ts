import { sql } from 'kysely';
import { columnsOf, writePayload, type AuditRecord } from '#shared/proof/audit-record';
import { linkHash } from '#shared/proof/chain';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { requireKeeper, type AuditKeeper, type Head } from './audit-keeper.ts';

/** Everything of an event but its place in the log. */
export type UnplacedEvent = Omit<AuditRecord, 'version' | 'suite' | 'sequence' | 'at'>;

/**
 * Appends to the chain inside the transaction given, or in one of its own. The one row of `audit_head` lines all appenders up until
 * they commit, so numbers have no gaps and each event hashes the one before it. Whatever goes wrong ends the act: nothing happens
 * unrecorded. Once in a transaction, and last: the next appender of this process lines up before this one commits.
 */
export async function appendEvents(db: Db, events: readonly UnplacedEvent[]): Promise<void> {
  // The connection first, then the turn, as all transactions do: nobody who has the turn waits for a connection.
  if (!db.isTransaction) return db.transaction().execute(tx => appendEvents(tx, events));
  const keeper = requireKeeper(db);
  const pass = await keeper.takeTurn();
  try {
    const head = await appendAfter(db, keeper, { head: keeper.expectedHead, events });
    if (head !== undefined && (await appendAfter(db, keeper, { head, events })) !== undefined) throw new Error('The end of the audit log moved under its lock.');
  } catch (cause) {
    throw new AppError('audit.unavailable', {}, { cause });
  } finally {
    pass();
  }
}

type Append = { readonly head: Head; readonly events: readonly UnplacedEvent[] };

/** Waits for the transactions before it and then holds the head. Does nothing if the log ends elsewhere, and answers where. */
async function appendAfter(tx: Db, keeper: AuditKeeper, { head, events }: Append): Promise<Head | undefined> {
  const { rows, last } = placeEvents(keeper, head, events);
  // Before the answer: whoever appends next in this process lines up behind this one.
  keeper.expectedHead = last;
  const answer = await sql<{ end: { sequence: number; hash: string; at: string } | null }>`
    select append_audit_events(${head.sequence}, ${Buffer.from(head.hash)}, ${last.sequence}, ${Buffer.from(last.hash)}, ${last.at}, ${JSON.stringify(rows)}) as end`.execute(tx);
  const end = answer.rows[0]?.end;
  return end ? { sequence: end.sequence, hash: Buffer.from(end.hash, 'hex'), at: new Date(end.at).toISOString() } : undefined;
}

function placeEvents(keeper: AuditKeeper, head: Head, events: readonly UnplacedEvent[]): { rows: object[]; last: Head } {
  const { suite, digest } = keeper;
  const at = keeper.now().toISOString();
  let last = head;
  const rows = [...noticeClock(head, at), ...events].map(event => {
    const record: AuditRecord = { ...event, version: 1, suite, sequence: last.sequence + 1, at };
    const payload = writePayload(record);
    const prev = last.hash;
    last = { sequence: record.sequence, hash: linkHash(digest, prev, payload), at };
    return { ...columnsOf(record), payload, prev: toHex(prev), hash: toHex(last.hash) };
  });
  return { rows, last };
}

/** Clocks of several processes differ a little. */
const toleratedMs = 5_000;

/** Numbers go on whatever the clock does; that it went back is itself an event. */
function noticeClock(head: Head, at: string): readonly UnplacedEvent[] {
  const backMs = Date.parse(head.at) - Date.parse(at);
  if (backMs <= toleratedMs) return [];
  const detail = `${head.at} → ${at}`;
  return [{ actor: null, unit: '', terminal: '', terminalId: null, act: 'clock.went-back', object: '', result: 'failed', detail, person: null, changes: [] }];
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
