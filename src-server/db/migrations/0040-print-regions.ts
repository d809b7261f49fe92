import { sql, type Kysely } from 'kysely';

/** Of a material only these rectangles of its pages may be printed; a copy keeps those it was made of. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['grant_materials', 'print_jobs']) {
    await sql.raw(`alter table ${table} add column regions jsonb not null default '[]' check (length(regions::text) < 16384)`).execute(db);
  }
}
