import { sql } from 'kysely';
import type { z } from 'zod';
import type { LogStorage, StorageLevel } from '#shared/domain/oversight';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { requireKeeper } from '../audit/index.ts';

type Found = z.input<typeof LogStorage>;
const dayMs = 86_400_000;
const countedDays = 30;
/** Further ahead nobody can say. */
const longestDays = 3650;

const lines = { urgent: { days: 30, share: 0.05 }, watch: { days: 180, share: 0.15 } } as const;

/** How long the log still has room, at the pace of the last thirty days. */
export async function measureStorage({ db, now, findLogRoom }: Pick<Services, 'db' | 'now' | 'findLogRoom'>): Promise<Found> {
  const { used, events, recent, oldest } = await measureLog(db, new Date(now().getTime() - countedDays * dayMs));
  const days = oldest === null ? 1 : Math.min(countedDays, Math.max(1, (now().getTime() - oldest.getTime()) / dayMs));
  const eventsPerDay = Math.max(0, recent) / days;
  const bytesPerEvent = events === 0 ? 0 : used / events;
  const freeBytes = findLogRoom === undefined ? null : await findLogRoom();
  const daysLeft = daysUntilFull({ freeBytes, bytesPerDay: eventsPerDay * bytesPerEvent });
  const level = levelOf({ freeBytes, usedBytes: used, daysLeft });
  const room = { level, events, usedBytes: used, freeBytes, eventsPerDay, bytesPerEvent, daysLeft, oldestAt: oldest?.toISOString() ?? null };
  return { ...room, checkpoint: await findCheckpoint(db), isBroken: requireKeeper(db).trouble !== undefined };
}

async function findCheckpoint(db: Db): Promise<Found['checkpoint']> {
  const row = await db.selectFrom('auditCheckpoints').select(['size', 'at', 'note']).orderBy('size', 'desc').limit(1).executeTakeFirst();
  return row ? { size: Number(row.size), at: row.at.toISOString(), note: row.note } : null;
}

type Log = { readonly used: number; readonly events: number; readonly recent: number; readonly oldest: Date | null };

/** The log counts without gaps, so its numbers tell how many there are; counting a million rows would take a second. */
async function measureLog(db: Db, since: Date): Promise<Log> {
  const { rows } = await sql<{ used: string; events: string; before: string; oldest: Date | null }>`
    select pg_total_relation_size('audit_events') as used, coalesce((select max(sequence) from audit_events), 0) as events,
      coalesce((select sequence - 1 from audit_events where at >= ${since} order by at limit 1), (select max(sequence) from audit_events), 0) as before,
      (select at from audit_events order by sequence limit 1) as oldest`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('The log could not be measured.');
  return { used: Number(row.used), events: Number(row.events), recent: Number(row.events) - Number(row.before), oldest: row.oldest };
}

function daysUntilFull({ freeBytes, bytesPerDay }: { readonly freeBytes: number | null; readonly bytesPerDay: number }): number | null {
  if (freeBytes === null || bytesPerDay === 0) return null;
  const days = Math.floor(freeBytes / bytesPerDay);
  return days > longestDays ? null : days;
}

type Room = { readonly freeBytes: number | null; readonly usedBytes: number; readonly daysLeft: number | null };

/** By time and by share, whichever is nearer. */
export function levelOf({ freeBytes, usedBytes, daysLeft }: Room): StorageLevel {
  if (freeBytes === null) return 'unknown';
  const share = freeBytes / Math.max(1, freeBytes + usedBytes);
  const isBeyond = ({ days, share: least }: { readonly days: number; readonly share: number }): boolean => (daysLeft ?? Infinity) < days || share < least;
  if (isBeyond(lines.urgent)) return 'urgent';
  return isBeyond(lines.watch) ? 'watch' : 'enough';
}
