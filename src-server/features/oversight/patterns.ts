import type { z } from 'zod';
import { nearLine, type Pattern, type PatternKind, type WatchRules } from '#shared/domain/oversight';
import type { Db } from '../../db/schema.ts';
import { periodOfDay } from './beijing.ts';
import { countByDay, countFilesByDay, countSheetsByDay, openingActs, watchedActs, type DayCount, type DayFigures, type Period } from './pattern-figures.ts';

type Found = z.input<typeof Pattern>;

/** So many days before the period tell what is usual for an officer. */
const usualDays = 90;
const dayMs = 86_400_000;
const mostShown = 500;

/** Unusual days, newest first. They are questions to ask, not proofs of anything. */
export async function findPatterns(db: Db, period: Period, rules: WatchRules): Promise<Found[]> {
  const longer = { from: new Date(Date.parse(period.from) - usualDays * dayMs).toISOString(), until: period.until };
  const [days, files, sheets] = [await countByDay(db, period, rules), await countFilesByDay(db, longer), await countSheetsByDay(db, period)];
  const firstDay = beijingDayOf(period.from);
  const found = [...days.flatMap(day => patternsOfDay(day, rules)), ...findManyFiles(files, rules).filter(({ day }) => day >= firstDay), ...findManySheets(sheets, rules)];
  return found.sort((a, b) => b.day.localeCompare(a.day) || b.count / Math.max(1, b.usual) - a.count / Math.max(1, a.usual)).slice(0, mostShown);
}

function beijingDayOf(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 10);
}

type Finding = { readonly kind: PatternKind; readonly count: number; readonly usual: number; readonly acts: readonly string[]; readonly result: Found['link']['result'] };

function patternsOfDay(figures: DayFigures, { denialsInDay, failedSignInsInDay }: WatchRules): Found[] {
  const { offHours, custodyOffHours, denials, failedSignIns } = figures;
  const findings: readonly Finding[] = [
    { kind: 'off-hours', count: offHours, usual: 0, acts: watchedActs, result: 'done' },
    { kind: 'custody-off-hours', count: custodyOffHours, usual: 0, acts: ['viewing.openCustody'], result: 'done' },
    { kind: 'denials', count: denials, usual: denialsInDay, acts: [], result: 'denied' },
    { kind: 'failed-sign-ins', count: failedSignIns, usual: failedSignInsInDay, acts: ['session.signIn'], result: 'failed' },
  ];
  return findings.filter(({ count, usual }) => count > 0 && count >= usual).map(finding => describe(figures, finding));
}

type Who = Omit<DayCount, 'count' | 'actorId'> & { readonly actorId: string | null; readonly terminalName?: string };

function describe({ actorId, officerName, unitName, terminalName = '', day }: Who, { kind, count, usual, acts, result }: Finding): Found {
  const link = { actorId, terminalName: actorId === null && terminalName !== '' ? terminalName : null, acts, result, ...periodOfDay(day) };
  return { kind, day, officerName, unitName, terminalName, count, usual, link };
}

/** Held against the officer's own other days: an archivist opens more files than a reader does. */
export function findManyFiles(days: readonly DayCount[], { filesInDay, timesOwnMedian }: WatchRules): Found[] {
  const byOfficer = new Map<string, DayCount[]>();
  for (const day of days) byOfficer.set(day.actorId, [...(byOfficer.get(day.actorId) ?? []), day]);
  return [...byOfficer.values()].flatMap(own =>
    own
      .filter(({ count }) => count >= filesInDay)
      .map(day => ({ day, usual: medianOf(own.filter(other => other !== day).map(({ count }) => count)) }))
      .filter(({ day, usual }) => day.count >= timesOwnMedian * usual)
      .map(({ day, usual }) => describe(day, { kind: 'many-files', count: day.count, usual, acts: openingActs, result: 'done' })),
  );
}

function findManySheets(days: readonly DayCount[], { sheetsInDay }: WatchRules): Found[] {
  return days
    .filter(({ count }) => count >= nearLine * sheetsInDay)
    .map(day => describe(day, { kind: 'many-sheets', count: day.count, usual: sheetsInDay, acts: ['printing.prepare'], result: 'done' }));
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
