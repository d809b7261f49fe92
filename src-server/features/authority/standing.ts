import { sql, type RawBuilder } from 'kysely';
import type { Principal } from './subject.ts';

/** What decisions ask about an account beside its own row: one part of the query with which each request begins. */
export type Standing = { readonly relativeIdNumbers: readonly string[]; readonly circleIds: readonly string[]; readonly delegators: readonly Principal[] };

/** Columns `relative_id_numbers`, `circle_ids` and `delegators` for the accounts of a query in which they are called `a`. */
export const selectStanding = (now: Date | RawBuilder<unknown>): RawBuilder<unknown> => sql`
  array(select id_number from relatives where account_id = a.id) as relative_id_numbers,
  array(select m.circle_id::text from circle_members m join circles c on c.id = m.circle_id and c.closed_at is null where m.account_id = a.id) as circle_ids,
  (
    select coalesce(json_agg(json_build_object(
      'accountId', f.id, 'displayName', f.display_name, 'unitId', f.unit_id, 'idNumber', f.id_number, 'clearance', f.clearance,
      'roles', array(select role from account_roles where account_id = f.id),
      'relativeIdNumbers', array(select id_number from relatives where account_id = f.id)) order by d.created_at), '[]')
    from delegations d join accounts f on f.id = d.from_id and f.state = 'active'
    where d.to_id = a.id and d.ended_at is null and d.starts_at <= ${now} and d.ends_at > ${now}
  ) as delegators`;
