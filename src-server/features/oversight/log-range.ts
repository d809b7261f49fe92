import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../db/schema.ts';

export type Period = { readonly from: string | null; readonly until: string | null };

/** First and last number of a period; null is open. */
export type LogRange = { readonly first: number | null; readonly last: number | null };

const open: LogRange = { first: null, last: null };

/** Clocks of several processes differ a little: events of one second may stand a few numbers apart. */
const skewMs = 10_000;

/**
 * A period as numbers of the log, so that any index that ends in the number can walk it. Only a hint: the caller asks for the times as
 * well. Where a clock has gone back the order of numbers and of times differ, and there is no such range.
 */
export async function rangeOf(db: Db, { from, until }: Period): Promise<LogRange> {
  if (from === null && until === null) return open;
  const { rows } = await sql<{ first: string | null; last: string | null; wentBack: boolean }>`
    select ${boundary(from, -skewMs, 'asc')} as first, ${boundary(until, skewMs, 'desc')} as last,
      exists (select 1 from audit_events where act = 'clock.went-back') as went_back`.execute(db);
  const row = rows[0];
  if (row === undefined || row.wentBack) return open;
  // Nothing that late, or that early: a range that is empty.
  const numberOf = (given: string | null, found: string | null, none: number): number | null => (given === null ? null : Number(found ?? none));
  return { first: numberOf(from, row.first, Number.MAX_SAFE_INTEGER), last: numberOf(until, row.last, 0) };
}

function boundary(time: string | null, shiftMs: number, order: 'asc' | 'desc'): RawBuilder<unknown> {
  if (time === null) return sql`null`;
  const at = new Date(new Date(time).getTime() + shiftMs);
  return order === 'asc'
    ? sql`(select sequence from audit_events where at >= ${at} order by at limit 1)`
    : sql`(select sequence from audit_events where at < ${at} order by at desc limit 1)`;
}
