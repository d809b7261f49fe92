import { sql, type Kysely } from 'kysely';

/** Printed catalogues: the register of prints, from which follows what stands on the paper of each volume and template. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table catalogue_prints (
    id uuid primary key, register_number text not null unique, volume_id uuid not null references volumes, template text not null, edition integer not null, setting jsonb not null,
    before_sheets jsonb not null, plan jsonb not null, sheets jsonb not null, state text not null, good_sheets integer, printer_name text, outcome text, detail text not null default '',
    account_id uuid not null references accounts, prepared_at timestamptz not null, ended_at timestamptz, idempotency_key uuid not null unique)`,
  `create index catalogue_prints_volume on catalogue_prints (volume_id, prepared_at)`,
  // One print of a volume and template at a time, whatever two people do.
  `create unique index catalogue_prints_open on catalogue_prints (volume_id, template) where state in ('prepared', 'printing', 'counting')`,
];
