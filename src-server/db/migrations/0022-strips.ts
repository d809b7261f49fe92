import { sql, type Kysely } from 'kysely';

/** Spine strips: templates by unit and version, batches with what stood on each strip, attempts, and what printers were found to do. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Versions are only ever added. The templates that come with the program have fixed ids, hence the unit in the key.
  `create table strip_templates (
    unit_id uuid not null references units, id uuid not null, version integer not null, template jsonb not null, is_retired boolean not null default false,
    saved_by uuid not null references accounts, saved_at timestamptz not null, primary key (unit_id, id, version))`,
  `create table strip_jobs (
    id uuid primary key, register_number text not null unique, unit_id uuid not null references units, template_id uuid not null, template_version integer not null,
    template jsonb not null, paper text not null, margin_mm double precision not null, strips jsonb not null, strip_count integer not null, good_count integer not null default 0,
    state text not null, account_id uuid not null references accounts, prepared_at timestamptz not null, idempotency_key uuid not null unique)`,
  `create index strip_jobs_unit on strip_jobs (unit_id, prepared_at)`,
  `create table strip_runs (
    job_id uuid not null references strip_jobs, number integer not null, first_position integer not null, last_good integer, printer_name text not null,
    outcome text, detail text not null default '', started_at timestamptz not null, ended_at timestamptz, primary key (job_id, number))`,
  `create table printer_verdicts (
    id uuid primary key, model text not null, paper text not null, verdict text not null, note text not null, unit_id uuid not null references units,
    account_id uuid not null references accounts, at timestamptz not null)`,
  `create index printer_verdicts_model on printer_verdicts (model, unit_id, at)`,
];
