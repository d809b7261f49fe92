import { sql, type Kysely } from 'kysely';

/** Faults at the scanners of terminals, as they were reported. Names of terminal and unit stand as they were then. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table fault_reports (
    id uuid primary key, reported_at timestamptz not null, terminal_name text not null, unit_name text not null,
    report jsonb not null check (length(report::text) < 131072))`,
  'create index fault_reports_reported_at on fault_reports (reported_at desc, id)',
  'create index fault_reports_terminal on fault_reports (terminal_name, reported_at desc)',
];
