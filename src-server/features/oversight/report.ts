import { sql } from 'kysely';
import type { z } from 'zod';
import { administrationNouns, type AuditReport } from '#shared/domain/oversight';
import type { Db } from '../../db/schema.ts';
import { rangeOf, type LogRange } from './log-range.ts';
import type { Period } from './pattern-figures.ts';

type Report = z.input<typeof AuditReport>;
type Group = { readonly actorId: string | null; readonly officerName: string; readonly unitName: string; readonly act: string; readonly result: 'done' | 'denied' | 'failed'; readonly count: number };

const mostRows = 50;

export type ReportOrder = { readonly period: Period; readonly madeBy: string; readonly now: Date };

/** What the log says about a period, in counts. */
export async function makeReport(db: Db, { period, madeBy, now }: ReportOrder): Promise<Report> {
  const range = await rangeOf(db, period);
  const groups = await countGroups(db, period, range);
  const denied = groups.filter(({ result }) => result === 'denied');
  const administration = groups.filter(({ act, actorId }) => actorId !== null && administrationNouns.some(noun => act.startsWith(`${noun}.`)));
  return {
    ...period,
    madeAt: now.toISOString(),
    madeBy,
    total: groups.reduce((sum, { count }) => sum + count, 0),
    ...(await findEnds(db, period, range)),
    acts: sumResults(groups, ({ act }) => act).map(([act, results]) => ({ act, ...results })),
    units: sumResults(groups, ({ unitName }) => unitName).map(([unitName, results]) => ({ unitName, ...results })),
    denials: sumByOfficer(denied),
    administration: sumByOfficer(administration),
    gaps: await findGaps(db, range),
    readings: await countReadings(db, period),
  };
}

async function countGroups(db: Db, { from, until }: Period, { first, last }: LogRange): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select g.*, coalesce(accounts.display_name, '') as officer_name
    from (
      select actor_id, actor_unit_name as unit_name, act, result, count(*)::integer as count
      from audit_events
      where at >= ${new Date(from)} and at < ${new Date(until)} and sequence >= ${first ?? 0} and sequence <= ${last ?? Number.MAX_SAFE_INTEGER}
      group by 1, 2, 3, 4) g
    left join accounts on accounts.id = g.actor_id`.execute(db);
  return rows;
}

type Results = { done: number; denied: number; failed: number };

function sumResults(groups: readonly Group[], keyOf: (group: Group) => string): [string, Results][] {
  const sums = new Map<string, Results>();
  for (const group of groups) {
    const key = keyOf(group);
    const sum = sums.get(key) ?? { done: 0, denied: 0, failed: 0 };
    sum[group.result] += group.count;
    sums.set(key, sum);
  }
  const totalOf = ({ done, denied, failed }: Results): number => done + denied + failed;
  return [...sums].sort(([, a], [, b]) => totalOf(b) - totalOf(a));
}

function sumByOfficer(groups: readonly Group[]): { officerName: string; unitName: string; act: string; count: number }[] {
  const sums = new Map<string, { officerName: string; unitName: string; act: string; count: number }>();
  for (const { actorId, officerName, unitName, act, count } of groups) {
    const key = `${actorId ?? ''} ${unitName} ${act}`;
    const sum = sums.get(key) ?? { officerName, unitName, act, count: 0 };
    sums.set(key, { ...sum, count: sum.count + count });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count).slice(0, mostRows);
}

async function findEnds(db: Db, { from, until }: Period, { first, last }: LogRange): Promise<{ firstSequence: number | null; lastSequence: number | null }> {
  const within = db
    .selectFrom('auditEvents')
    .select('sequence')
    .where('at', '>=', new Date(from))
    .where('at', '<', new Date(until))
    .where('sequence', '>=', String(first ?? 0))
    .where('sequence', '<=', String(last ?? Number.MAX_SAFE_INTEGER));
  const [lowest, highest] = [await within.orderBy('sequence').limit(1).executeTakeFirst(), await within.orderBy('sequence', 'desc').limit(1).executeTakeFirst()];
  return { firstSequence: lowest ? Number(lowest.sequence) : null, lastSequence: highest ? Number(highest.sequence) : null };
}

/** The log counts without gaps: a number that is missing was taken out. */
async function findGaps(db: Db, { first, last }: LogRange): Promise<{ after: number; before: number }[]> {
  const { rows } = await sql<{ after: string; before: string }>`
    select after, before
    from (
      select sequence as after, lead(sequence) over (order by sequence) as before
      from audit_events where sequence >= ${first ?? 0} and sequence <= ${last ?? Number.MAX_SAFE_INTEGER}) neighbours
    where before <> after + 1 limit ${mostRows}`.execute(db);
  return rows.map(({ after, before }) => ({ after: Number(after), before: Number(before) }));
}

async function countReadings(db: Db, { from, until }: Period): Promise<Report['readings']> {
  const [start, end] = [new Date(from), new Date(until)];
  const { rows } = await sql<Report['readings']>`
    select count(*)::integer as count, count(distinct volume_id)::integer as files,
      coalesce((
        select sum(seconds) from view_seconds join view_sessions on view_sessions.id = view_session_id where opened_at >= ${start} and opened_at < ${end}), 0)::integer as seconds,
      coalesce((
        select sum(cardinality(page_ids) * copies) from print_jobs
        where prepared_at >= ${start} and prepared_at < ${end} and state in ('submitted', 'completed')), 0)::integer as sheets
    from view_sessions where opened_at >= ${start} and opened_at < ${end}`.execute(db);
  return rows[0] ?? { count: 0, files: 0, seconds: 0, sheets: 0 };
}
