import { sql, type RawBuilder } from 'kysely';
import type { WatchRules } from '#shared/domain/oversight';

/** UTC+8 all year: plain arithmetic, whatever zone names the database knows. */
const beijing = (column: string): RawBuilder<Date> => sql`(${sql.ref(column)} at time zone 'UTC' + interval '8 hours')`;

/** The day in Beijing of a timestamptz column, as a date of the database. */
export function dayOf(column: string): RawBuilder<Date> {
  return sql`${beijing(column)}::date`;
}

/** Before or after work, on a Saturday, a Sunday or a public holiday. */
export function isOffHours(column: string, { workFromHour, workUntilHour, restDays, workDays }: WatchRules): RawBuilder<boolean> {
  const hour = sql`extract(hour from ${beijing(column)})`;
  const isWeekend = sql`extract(dow from ${beijing(column)}) in (0, 6)`;
  const isOneOf = (days: readonly string[]): RawBuilder<boolean> => (days.length === 0 ? sql`false` : sql`${dayOf(column)} in (${sql.join(days.map(day => sql`${day}::date`))})`);
  return sql<boolean>`(${hour} < ${workFromHour} or ${hour} >= ${workUntilHour} or ${isOneOf(restDays)} or (${isWeekend} and not ${isOneOf(workDays)}))`;
}

/** Midnight to midnight of a day in Beijing. */
export function periodOfDay(day: string): { from: string; until: string } {
  const start = Date.parse(`${day}T00:00:00+08:00`);
  return { from: new Date(start).toISOString(), until: new Date(start + 86_400_000).toISOString() };
}
