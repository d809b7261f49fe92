import { sql, type Kysely } from 'kysely';

/** Of a material only these rectangles of its pages may be printed; a copy keeps those it was made of. And a copy that lacks sheets is one. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['grant_materials', 'print_jobs']) {
    await sql.raw(`alter table ${table} add column regions jsonb not null default '[]' check (length(regions::text) < 16384)`).execute(db);
  }
  await sql
    .raw(
      `update print_copies c set state = 'partial' from print_jobs j where j.id = c.job_id and c.state = 'planned'
        and j.good_sheets % cardinality(j.page_ids) > 0 and c.number = j.good_sheets / cardinality(j.page_ids) + 1`,
    )
    .execute(db);
}
