import { sql, type Kysely } from 'kysely';

/** By what a page is found again when it was scanned once more, in whosever file; and the field mappings of units. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A page keeps its id when it moves from the delivery into the volume, so its print stays where it is.
  `create table page_prints (page_id uuid primary key, map bytea not null, landmarks bigint[] not null)`,
  `create table intake_mappings (
    unit_id uuid not null references units, name text not null, version integer not null, mapping jsonb not null, reason text not null,
    set_by uuid not null references accounts, set_at timestamptz not null, primary key (unit_id, name, version))`,
  `alter table intake_batches add column mapping_name text, add column mapping_version integer`,
  // Who has opened the report of which package, and when the log said so last.
  `create table intake_openings (package_id uuid not null references intake_packages, account_id uuid not null references accounts, told_at timestamptz not null, primary key (package_id, account_id))`,
  `create table page_landmarks (landmark bigint not null, page_id uuid not null, primary key (landmark, page_id))`,
];
