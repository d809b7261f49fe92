import { sql } from 'kysely';
import type { Db } from '../../db/schema.ts';

/** One account as far as its health goes; whoever is closed is not asked any more. */
export type HealthFacts = {
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly unitName: string;
  readonly state: 'active' | 'suspended';
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly passwordChangedAt: Date;
  readonly mustChangePassword: boolean;
  readonly isPasswordWeak: boolean;
  readonly hasRoles: boolean;
  /** How many accounts have this password, this one counted; 0 when that is not known. */
  readonly passwordSharers: number;
  /** How many accounts this identity number has, this one counted. */
  readonly accountsOfPerson: number;
  /** A person of the roster with this identity number who is not in service any more. Which file it is stays untold. */
  readonly hasLeft: boolean;
};

export async function listHealthFacts(db: Db): Promise<readonly HealthFacts[]> {
  const { rows } = await sql<HealthFacts>`
    with living as (select * from accounts where state in ('active', 'suspended')),
      sharing as (select password_digest, count(*)::int as sharers from living where password_digest is not null group by password_digest),
      people as (select id_number, count(*)::int as accounts from living where id_number is not null group by id_number)
    select a.id as account_id, a.login_name, a.display_name, u.name as unit_name, a.state, a.created_at, a.last_sign_in_at,
      a.password_changed_at, a.must_change_password, a.is_password_weak,
      exists (select 1 from account_roles r where r.account_id = a.id) as has_roles,
      coalesce(s.sharers, 0) as password_sharers, coalesce(p.accounts, 1) as accounts_of_person,
      exists (select 1 from persons where persons.id_number = a.id_number and persons.status <> 'in-service') as has_left
    from living a
    join units u on u.id = a.unit_id
    left join sharing s on s.password_digest = a.password_digest
    left join people p on p.id_number = a.id_number
    order by a.login_name`.execute(db);
  return rows;
}
