import { sql } from 'kysely';
import { writePayloadAroundNumber, type AuditRecord } from '#shared/proof/audit-record';
import { AppError } from '#shared/errors/app-error';
import { sendWithCommit } from '../../db/durable-commit.ts';
import { keptPlan } from '../../db/kept-plan.ts';
import type { Db } from '../../db/schema.ts';
import { requireKeeper } from './audit-keeper.ts';

/** Everything of an event but its place in the log. */
export type UnplacedEvent = Omit<AuditRecord, 'version' | 'suite' | 'sequence' | 'at'>;

/** Clocks of several processes differ a little, and whoever waits in line to append asked for the time before. */
const toleratedClockMs = 5_000;

/**
 * Appends to the chain inside the transaction given, or in one of its own, when it commits. The database gives the number and ties
 * the event to the one before; all appenders line up for that until they have committed, so numbers have no gaps. Whatever goes wrong
 * ends the act: nothing happens unrecorded.
 */
export async function appendEvents(db: Db, events: readonly UnplacedEvent[]): Promise<void> {
  if (!db.isTransaction) return db.transaction().execute(tx => appendEvents(tx, events));
  const { suite, now } = requireKeeper(db);
  const at = now().toISOString();
  const texts = events.map(event => writePayloadAroundNumber({ ...event, version: 1, suite, at }));
  const [starts, ends] = [texts.map(({ start }) => start), texts.map(({ end }) => end)];
  const query = sql`${keptPlan} select append_audit_events(${suite}, ${at}, ${toleratedClockMs} * interval '1 millisecond', ${starts}, ${ends})`.compile(db);
  await sendWithCommit(db, { query, toError: cause => new AppError('audit.unavailable', {}, { cause }) });
}
