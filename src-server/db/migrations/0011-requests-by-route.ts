import { sql, type Kysely } from 'kysely';

/** Who has decided finds his requests by the way they went; without it every request was read for each list. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index view_requests_route on view_requests using gin (route)`.execute(db);
}
