import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';

/** USB keys, the challenges that they sign, and the number by which a signature names this data centre. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  await sql`insert into settings (key, value) values ('server-id', ${JSON.stringify(randomUUID())}::jsonb)`.execute(db);
}

const statements = [
  `create table signing_keys (
    id uuid primary key, account_id uuid not null references accounts, public_key bytea not null, certificate bytea,
    fingerprint text not null, serial text not null, label text not null, holder text not null, expires_at timestamptz,
    state text not null default 'active', registered_by uuid not null references accounts, registered_at timestamptz not null default now(),
    revoked_by uuid references accounts, revoked_at timestamptz, revoke_reason text not null default '', last_used_at timestamptz)`,
  `create unique index signing_keys_fingerprint on signing_keys (fingerprint) where state = 'active'`,
  `create index signing_keys_account on signing_keys (account_id)`,
  // One row for each terminal: who asks again and again does not fill the table.
  `create table key_challenges (
    terminal text primary key, id uuid not null, name_digest bytea not null, nonce bytea not null, issued_at timestamptz not null)`,
  // The key with which the session began: taken away, the session is open to nothing but the same key.
  `alter table sessions add column key_id uuid references signing_keys`,
];
