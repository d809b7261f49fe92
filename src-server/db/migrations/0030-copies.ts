import { sql, type Kysely } from 'kysely';

/** How many copies a grant allows of each page, and what came out of printers that did not say so themselves. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Grants of before named no number: one copy is what was certainly meant.
  `alter table view_requests add column granted_copies integer not null default 1`,
  // Null while nobody has counted; what was printed is known of completed copies, and of those that never went to a printer.
  `alter table print_jobs add column good_sheets integer`,
  `alter table print_jobs add column waste_sheets integer not null default 0`,
  `update print_jobs set good_sheets = case when state = 'completed' then cardinality(page_ids) * copies else 0 end where state in ('completed', 'failed', 'cancelled')`,
];
