import { sql, type Kysely } from 'kysely';

/** 版本 of a terminal. Those of before were all made for units that keep files. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(`alter table terminals add column edition text not null default 'archive' check (edition in ('archive', 'query'))`).execute(db);
}
