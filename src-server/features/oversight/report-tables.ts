import type { z } from 'zod';
import type { AuditReport } from '#shared/domain/oversight';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { SheetTable } from '../sheets/index.ts';
import { nameAct, word } from './report-words.ts';

type Report = z.input<typeof AuditReport>;

export function titleOf({ from, until }: Pick<Report, 'from' | 'until'>): string {
  return `${formatSiteMinute(new Date(from))} — ${formatSiteMinute(new Date(Date.parse(until) - 1))}`;
}

/** The parts of a report in the order in which they are read. */
export function tablesOf(report: Report): readonly SheetTable[] {
  const { acts, units, denials, administration, gaps } = report;
  return [
    summaryOf(report),
    resultTable('byAct', 'act', acts.map(({ act, ...results }) => [nameAct(act), results] as const)),
    resultTable('byUnit', 'unit', units.map(({ unitName, ...results }) => [unitName || word('nobody'), results] as const)),
    officerTable('denials', denials),
    officerTable('administration', administration),
    { title: word('gaps'), columns: [word('after'), word('before')], shares: [0.5, 0.5], rows: gaps.map(({ after, before }) => [after, before]) },
  ];
}

function summaryOf({ total, firstSequence, lastSequence, gaps, readings }: Report): SheetTable {
  const range = firstSequence === null ? word('nobody') : `${String(firstSequence)} — ${String(lastSequence)}`;
  const facts: readonly (readonly [string, string | number])[] = [
    ['total', total],
    ['range', range],
    ['gapCount', gaps.length],
    ['readings', readings.count],
    ['files', readings.files],
    ['minutes', Math.round(readings.seconds / 60)],
    ['sheets', readings.sheets],
  ];
  return { title: word('summary'), columns: [word('item'), word('value')], shares: [0.4, 0.6], rows: facts.map(([key, value]) => [word(key), value]) };
}

type Results = { readonly done: number; readonly denied: number; readonly failed: number };

function resultTable(title: string, first: string, rows: readonly (readonly [string, Results])[]): SheetTable {
  return {
    title: word(title),
    columns: [first, 'done', 'denied', 'failed'].map(word),
    shares: [0.52, 0.16, 0.16, 0.16],
    rows: rows.map(([name, { done, denied, failed }]) => [name, done, denied, failed]),
  };
}

function officerTable(title: string, rows: Report['denials']): SheetTable {
  return {
    title: word(title),
    columns: ['officer', 'unit', 'act', 'count'].map(word),
    shares: [0.18, 0.36, 0.32, 0.14],
    rows: rows.map(({ officerName, unitName, act, count }) => [officerName || word('nobody'), unitName || word('nobody'), nameAct(act), count]),
  };
}
