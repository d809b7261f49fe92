/** Days are `YYYY-MM-DD` of Beijing's calendar, whatever zone the terminal keeps: the times in the log are Beijing's, too. */
export const periodPresets = ['today', 'week', 'month', 'quarter', 'year', 'all', 'own'] as const;
export type PeriodPreset = (typeof periodPresets)[number];

export type Period = { readonly preset: PeriodPreset; readonly fromDay: string | null; readonly untilDay: string | null };
export type Bounds = { readonly from: string | null; readonly until: string | null };
export type ClosedBounds = { readonly from: string; readonly until: string };

const dayMs = 86_400_000;
const beijingOffsetMs = 8 * 3_600_000;
const lengths = { today: 1, week: 7, month: 30, quarter: 92, year: 366 } as const;

export const lastWeek: Period = { preset: 'week', fromDay: null, untilDay: null };
export const lastMonth: Period = { preset: 'month', fromDay: null, untilDay: null };

export function beijingDay(time: number): string {
  return new Date(time + beijingOffsetMs).toISOString().slice(0, 10);
}

/** Midnight in Beijing. */
function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

/** From the first moment of the first day to the last of the last one; null where the period is open. */
export function boundsOf({ preset, fromDay, untilDay }: Period, now: number): Bounds {
  if (preset === 'all') return { from: null, until: null };
  if (preset === 'own') {
    return {
      from: fromDay === null ? null : new Date(startOf(fromDay)).toISOString(),
      until: untilDay === null ? null : new Date(startOf(untilDay) + dayMs).toISOString(),
    };
  }
  const until = startOf(beijingDay(now)) + dayMs;
  return { from: new Date(until - lengths[preset] * dayMs).toISOString(), until: new Date(until).toISOString() };
}

/** Undefined while a period of one's own has no beginning or no end. */
export function closedBoundsOf(period: Period, now: number): ClosedBounds | undefined {
  const { from, until } = boundsOf(period, now);
  return from === null || until === null || from >= until ? undefined : { from, until };
}

/** The days that a period of the log covers, as one chooses them. */
export function periodOf({ from, until }: ClosedBounds): Period {
  return { preset: 'own', fromDay: beijingDay(Date.parse(from)), untilDay: beijingDay(Date.parse(until) - 1) };
}
