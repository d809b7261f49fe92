/** What the auditor narrows by. Days are `YYYY-MM-DD` of the terminal's calendar; null is open-ended. */
export type AuditFilter = {
  readonly text: string;
  readonly act: string | null;
  readonly fromDay: string | null;
  readonly untilDay: string | null;
};

export const noFilter: AuditFilter = { text: '', act: null, fromDay: null, untilDay: null };

export type AuditQuery = {
  readonly text: string;
  readonly act: string | null;
  readonly from: string | null;
  readonly until: string | null;
};

/** Whole local days: from the first moment of `fromDay` to the last of `untilDay`. */
export function toQuery({ text, act, fromDay, untilDay }: AuditFilter): AuditQuery {
  return {
    text: text.trim().slice(0, 60),
    act,
    from: fromDay === null ? null : startOfDay(fromDay, 0).toISOString(),
    until: untilDay === null ? null : new Date(startOfDay(untilDay, 1).getTime() - 1).toISOString(),
  };
}

function startOfDay(day: string, plusDays: number): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plusDays);
}

export function isFiltering(filter: AuditFilter): boolean {
  return filter.text.trim() !== '' || filter.act !== null || filter.fromDay !== null || filter.untilDay !== null;
}
