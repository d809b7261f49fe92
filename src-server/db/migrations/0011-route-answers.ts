import { sql, type Kysely } from 'kysely';

/** Why a plan was not agreed to, for whoever proposed it; requests by the units on their way. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(`alter table route_plans add column decision_reason text not null default ''`).execute(db);
  await sql.raw('create index view_requests_route on view_requests using gin (route)').execute(db);
}
