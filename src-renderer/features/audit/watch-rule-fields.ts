import type { WatchRules } from '#shared/domain/oversight';

type NumberField = { [Field in keyof WatchRules]: WatchRules[Field] extends number ? Field : never }[keyof WatchRules];

export const ruleNumbers: readonly { readonly field: NumberField; readonly min: number; readonly max: number }[] = [
  { field: 'workFromHour', min: 0, max: 23 },
  { field: 'workUntilHour', min: 1, max: 24 },
  { field: 'filesInDay', min: 2, max: 500 },
  { field: 'timesOwnMedian', min: 1, max: 20 },
  { field: 'denialsInDay', min: 2, max: 500 },
  { field: 'failedSignInsInDay', min: 2, max: 500 },
  { field: 'sheetsInDay', min: 1, max: 5000 },
];

export function formatDays(days: readonly string[]): string {
  return days.join('\n');
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Days as they are typed or pasted, one after the other; undefined when one of them is none. */
export function parseDays(text: string): string[] | undefined {
  const days = text.split(/[\s,，、;；]+/).filter(Boolean).map(one => one.replaceAll(/[./]/g, '-'));
  const isDay = (one: string): boolean => day.test(one) && !Number.isNaN(Date.parse(one)) && new Date(one).toISOString().startsWith(one);
  return days.every(isDay) ? [...new Set(days)].sort() : undefined;
}
