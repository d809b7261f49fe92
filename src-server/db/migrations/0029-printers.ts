import { sql, type Kysely } from 'kysely';

/** Printers of terminals, as they told of them, and which of them the security officer lets sheets go to. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Another device behind the same name is another row: what was approved is a device, not a word.
  `create table terminal_printers (
    id uuid primary key, terminal_id uuid not null references terminals, name text not null, device text not null, device_uri text not null, model text not null,
    approval text not null, seen_at timestamptz not null, decided_by uuid references accounts, decided_at timestamptz, reason text not null default '',
    unique (terminal_id, name, device_uri))`,
];
