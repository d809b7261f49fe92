import { sql } from 'kysely';
import { columnsOf, writePayload, type AuditRecord } from '#shared/proof/audit-record';
import { linkHash } from '#shared/proof/chain';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { requireKeeper, type AuditKeeper, type Head } from './audit-keeper.ts';

/** Everything of an event but its place in the log. */
export type UnplacedEvent = Omit<AuditRecord, 'version' | 'suite' | 'sequence' | 'at'>;

const appendedIn = new WeakSet<Db>();

/**
 * Appends to the chain inside the transaction given. The one row of `audit_head` lines all appenders up until they commit, so numbers
 * have no gaps and each event hashes the one before it. Whatever goes wrong ends the act: nothing happens unrecorded. Answers what is
 * to be called when the transaction has ended, so that the next appender of this process may begin.
 */
export async function appendEvents(db: Db, events: readonly UnplacedEvent[]): Promise<() => void> {
  if (db.isTransaction) return append(db, events);
  // The connection first, then the turn, as transactions do: nobody who has the turn waits for a connection.
  const pass = await db.connection().execute(connection => append(connection, events));
  pass();
  return () => undefined;
}

async function append(db: Db, events: readonly UnplacedEvent[]): Promise<() => void> {
  const keeper = requireKeeper(db);
  // A transaction that appends again has the head already, and whoever has the turn may be waiting for it.
  const pass = appendedIn.has(db) ? () => undefined : await keeper.takeTurn();
  try {
    if (!(await appendAfterExpected(db, keeper, events))) {
      if (db.isTransaction) await appendAfterHead(db, keeper, events);
      else await db.transaction().execute(tx => appendAfterHead(tx, keeper, events));
    }
  } catch (cause) {
    pass();
    throw new AppError('audit.unavailable', {}, { cause });
  }
  if (db.isTransaction) appendedIn.add(db);
  return pass;
}

/** One statement in the usual case: it waits for the transaction before it, and does nothing if the log ends elsewhere than expected. */
async function appendAfterExpected(db: Db, keeper: AuditKeeper, events: readonly UnplacedEvent[]): Promise<boolean> {
  const head = keeper.expectedHead;
  return head !== undefined && insertAfter(db, keeper, { head, events });
}

async function appendAfterHead(tx: Db, keeper: AuditKeeper, events: readonly UnplacedEvent[]): Promise<void> {
  const row = await tx.selectFrom('auditHead').select(['sequence', 'hash', 'at']).forUpdate().executeTakeFirstOrThrow();
  const head: Head = { sequence: Number(row.sequence), hash: row.hash, at: row.at.toISOString() };
  if (!(await insertAfter(tx, keeper, { head, events }))) throw new Error('The end of the audit log moved under its lock.');
}

type Append = { readonly head: Head; readonly events: readonly UnplacedEvent[] };

async function insertAfter(db: Db, keeper: AuditKeeper, { head, events }: Append): Promise<boolean> {
  const { rows, last } = placeEvents(keeper, head, events);
  // Before the answer: whoever appends next in this process lines up behind this one.
  keeper.expectedHead = last;
  const answer = await sql<{ isAppended: boolean }>`
    select append_audit_events(${head.sequence}, ${Buffer.from(head.hash)}, ${last.sequence}, ${Buffer.from(last.hash)}, ${last.at}, ${JSON.stringify(rows)}) as is_appended`.execute(db);
  return answer.rows[0]?.isAppended === true;
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
