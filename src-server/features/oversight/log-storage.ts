import { sql } from 'kysely';
import type { z } from 'zod';
import type { LogStorage, StorageLevel } from '#shared/domain/oversight';
import type { Services } from '../../app/services.ts';

type Found = z.input<typeof LogStorage>;
const dayMs = 86_400_000;
const countedDays = 30;
/** Further ahead nobody can say. */
const longestDays = 3650;

const lines = { urgent: { days: 30, share: 0.05 }, watch: { days: 180, share: 0.15 } } as const;

/** How long the log still has room, at the pace of the last thirty days. */
export async function measureStorage({ db, now, findLogRoom }: Pick<Services, 'db' | 'now' | 'findLogRoom'>): Promise<Found> {
  const at = now();
  const since = new Date(at.getTime() - countedDays * dayMs);
  const { rows } = await sql<{ used: string; events: string; recent: string; oldest: Date | null }>`
    select pg_total_relation_size('audit_events') as used,
      (select coalesce(max(sequence), 0) from audit_events) as events,
      (select coalesce(max(sequence), 0) from audit_events)
        - coalesce((select sequence - 1 from audit_events where at >= ${since} order by at limit 1), (select max(sequence) from audit_events), 0) as recent,
      (select at from audit_events order by sequence limit 1) as oldest`.execute(db);
  const { used = '0', events = '0', recent = '0', oldest = null } = rows[0] ?? {};
  const days = oldest === null ? 1 : Math.min(countedDays, Math.max(1, (at.getTime() - oldest.getTime()) / dayMs));
  const eventsPerDay = Math.max(0, Number(recent)) / days;
  const bytesPerEvent = Number(events) === 0 ? 0 : Number(used) / Number(events);
  const freeBytes = (await findLogRoom?.()) ?? null;
  const daysLeft = daysUntilFull({ freeBytes, bytesPerDay: eventsPerDay * bytesPerEvent });
  return {
    level: levelOf({ freeBytes, usedBytes: Number(used), daysLeft }),
    events: Number(events),
    usedBytes: Number(used),
    ...{ freeBytes, eventsPerDay, bytesPerEvent, daysLeft },
    oldestAt: oldest?.toISOString() ?? null,
  };
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
