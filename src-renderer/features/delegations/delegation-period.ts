/** Days as `2026-11-22`, in Beijing time: a delegation holds from the beginning of the first to the end of the last. */
export type Days = { readonly first: string; readonly last: string };

const beijingOffsetMs = 8 * 3_600_000;

export function dayOf(time: number): string {
  return new Date(time + beijingOffsetMs).toISOString().slice(0, 10);
}

/** One that begins today begins now. */
export function toPeriod({ first, last }: Days, now: number): { startsAt: string; endsAt: string } | undefined {
  const end = Date.parse(`${last}T23:59:59+08:00`);
  const start = first === dayOf(now) ? now : Date.parse(`${first}T00:00:00+08:00`);
  if (Number.isNaN(start) || Number.isNaN(end) || start < now || end <= start) return undefined;
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
}
