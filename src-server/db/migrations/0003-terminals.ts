import { sql, type Kysely } from 'kysely';

/** Machines that may speak to the data centre, their certificates, and sessions that belong to one of them. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table terminals (
    id uuid primary key, name text not null, unit_id uuid not null references units, state text not null,
    fingerprint text not null, csr_pem text not null, requested_at timestamptz not null default now(),
    decided_by uuid references accounts, decided_at timestamptz, reason text not null default '', last_seen_at timestamptz)`,
  `create index terminals_state on terminals (state, requested_at)`,
  // Every certificate that is believed stands here: the authority's signature alone opens nothing.
  `create table terminal_certificates (
    fingerprint text primary key, terminal_id uuid not null references terminals, serial_number text not null unique, key_fingerprint text not null,
    pem text not null, issued_at timestamptz not null, expires_at timestamptz not null, first_used_at timestamptz, revoked_at timestamptz)`,
  `create index terminal_certificates_terminal on terminal_certificates (terminal_id, issued_at)`,
  `create index terminal_certificates_revoked on terminal_certificates (revoked_at) where revoked_at is not null`,
  // The codes themselves are told once and kept nowhere.
  `create table enrolment_codes (
    code_digest bytea primary key, unit_id uuid references units, created_by uuid references accounts, is_automatic boolean not null default false,
    created_at timestamptz not null default now(), expires_at timestamptz not null, used_at timestamptz, terminal_id uuid references terminals)`,
  // Sessions of before belong to no terminal: everyone signs in again.
  `delete from sessions`,
  `alter table sessions
    drop column terminal_name, add column terminal_id uuid not null references terminals,
    add column certificate_fingerprint text not null, add column is_locked boolean not null default false`,
  `create index sessions_terminal on sessions (terminal_id)`,
  // Why a session is no more, for as long as its window may still ask.
  `create table ended_sessions (
    token_hash bytea primary key, terminal_id uuid not null, reason text not null, ended_at timestamptz not null default clock_timestamp())`,
  `create index ended_sessions_at on ended_sessions (ended_at)`,
];
