import { sql, type Kysely } from 'kysely';

/** Lists of requests walk from the newest on until they are full, whatever their rules ask. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index view_requests_newest on view_requests (submitted_at desc, id)`.execute(db);
}
