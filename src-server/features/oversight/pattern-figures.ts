import { sql } from 'kysely';
import type { WatchRules } from '#shared/domain/oversight';
import type { Db } from '../../db/schema.ts';
import { dayOf, isOffHours } from './beijing.ts';
import { rangeOf } from './log-range.ts';

export type Period = { readonly from: string; readonly until: string };

/** What one officer (or nobody who was signed in) did on one day. */
export type DayFigures = {
  readonly actorId: string | null;
  readonly officerName: string;
  readonly unitName: string;
  readonly terminalName: string;
  readonly day: string;
  readonly offHours: number;
  readonly custodyOffHours: number;
  readonly denials: number;
  readonly failedSignIns: number;
};

/** Acts that touch a file or the system; signing in late is no finding by itself. */
export const watchedActs = ['viewing.open', 'pages.read', 'printing.prepare', 'requests.approve'] as const;
export const openingActs = ['viewing.open', 'viewing.openCustody'] as const;

/** One walk over the period; days on which nothing reaches a line are left in the database. */
export async function countByDay(db: Db, { from, until }: Period, rules: WatchRules): Promise<DayFigures[]> {
  const { first, last } = await rangeOf(db, { from, until });
  const off = isOffHours('at', rules);
  const { rows } = await sql<DayFigures>`
    with counted as (
      select actor_id, case when actor_id is null then terminal_name else '' end as terminal, ${dayOf('at')} as day,
        min(actor_unit_name) as unit_name, case when min(terminal_name) = max(terminal_name) then min(terminal_name) else '' end as terminal_name,
        count(*) filter (where act in (${sql.join([...watchedActs])}) and result = 'done' and ${off})::integer as off_hours,
        count(*) filter (where act = 'viewing.openCustody' and result = 'done' and ${off})::integer as custody_off_hours,
        count(*) filter (where result = 'denied')::integer as denials,
        count(*) filter (where act = 'session.signIn' and result = 'failed')::integer as failed_sign_ins
      from audit_events
      where at >= ${new Date(from)} and at < ${new Date(until)} and sequence >= ${first ?? 0} and sequence <= ${last ?? Number.MAX_SAFE_INTEGER}
      group by 1, 2, 3)
    select counted.actor_id, coalesce(accounts.display_name, '') as officer_name, counted.unit_name, counted.terminal_name, to_char(counted.day, 'YYYY-MM-DD') as day,
      off_hours, custody_off_hours, denials, failed_sign_ins
    from counted left join accounts on accounts.id = counted.actor_id
    where off_hours > 0 or custody_off_hours > 0 or denials >= ${rules.denialsInDay} or failed_sign_ins >= ${rules.failedSignInsInDay}`.execute(db);
  return rows;
}

export type DayCount = { readonly actorId: string; readonly officerName: string; readonly unitName: string; readonly day: string; readonly count: number };

/** Different files that each officer opened on each day. */
export async function countFilesByDay(db: Db, { from, until }: Period): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select s.account_id as actor_id, a.display_name as officer_name, u.name as unit_name, to_char(s.day, 'YYYY-MM-DD') as day, s.count
    from (
      select account_id, ${dayOf('opened_at')} as day, count(distinct volume_id)::integer as count
      from view_sessions where opened_at >= ${new Date(from)} and opened_at < ${new Date(until)} group by 1, 2) s
    join accounts a on a.id = s.account_id join units u on u.id = a.unit_id`.execute(db);
  return rows;
}

/** Sheets of paper that each officer printed on each day. */
export async function countSheetsByDay(db: Db, { from, until }: Period): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select p.account_id as actor_id, a.display_name as officer_name, u.name as unit_name, to_char(p.day, 'YYYY-MM-DD') as day, p.count
    from (
      select account_id, ${dayOf('prepared_at')} as day, sum(cardinality(page_ids) * copies)::integer as count
      from print_jobs where prepared_at >= ${new Date(from)} and prepared_at < ${new Date(until)} and state in ('submitted', 'completed') group by 1, 2) p
    join accounts a on a.id = p.account_id join units u on u.id = a.unit_id`.execute(db);
  return rows;
}
