import { sql, type Kysely } from 'kysely';

/** The grain of pages: its keys, the number by which it names a session, half-size images beside the full ones, and what was traced. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Secrets are sealed under a key that is not in the database.
  `create table mark_keys (id uuid primary key, sealed bytea not null, made_at timestamptz not null)`,
  // 48 random bits. Sessions before this had no grain; theirs get a number all the same, so that none is without.
  `alter table view_sessions add column mark_serial bigint`,
  `update view_sessions set mark_serial = floor(random() * 281474976710656)::bigint`,
  `alter table view_sessions alter column mark_serial set not null`,
  `create unique index view_sessions_mark on view_sessions (mark_serial)`,
  // Written before the image is: an image that is missing is made again under the same id.
  `alter table pages add column half_blob text`,
  `create index pages_without_half on pages (id) where half_blob is null`,
  `create table mark_traces (
    id uuid primary key, account_id uuid not null references accounts, at timestamptz not null, file_name text not null, digest text not null, page integer not null,
    method text not null, outcome text not null, score real, bound double precision, named jsonb not null)`,
  `create index mark_traces_at on mark_traces (at)`,
];
