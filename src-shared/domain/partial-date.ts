import { z } from 'zod';

/**
 * A date at the precision its paper gives: YYYY, YYYYMM or YYYYMMDD. Never coerced to a full date
 * (材料形成时间, national data sets E01Z117).
 */
export const PartialDate = z.string().refine(isPartialDate, 'not a date of the form YYYY, YYYYMM or YYYYMMDD').brand<'PartialDate'>();
export type PartialDate = z.infer<typeof PartialDate>;

export function isPartialDate(text: string): boolean {
  const match = /^(\d{4})(?:(\d{2})(\d{2})?)?$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  if (year < 1850 || year > 2200 || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `19870312` → `1987.03.12`, the form that catalogues print. */
export function formatPartialDate(date: PartialDate): string {
  return [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].filter(Boolean).join('.');
}

/** Ascending; a missing month or day sorts first inside its year, an undated material last (类内排序). */
export function comparePartialDates(a: PartialDate | null, b: PartialDate | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
