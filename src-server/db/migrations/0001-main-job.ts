import { sql, type Kysely } from 'kysely';

/** Everything the main job needs. SQL stays within what PostgreSQL 9.6 knows, so that KingbaseES can follow. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table settings (key text primary key, value jsonb not null)`,
  `create table counters (name text primary key, value integer not null)`,
  `create table units (
    id uuid primary key, name text not null, parent_id uuid references units, level text not null,
    is_custodian boolean not null, position integer not null)`,
  `create table accounts (
    id uuid primary key, login_name text not null, display_name text not null, unit_id uuid not null references units,
    id_number text, password_hash text not null, must_change_password boolean not null,
    password_changed_at timestamptz not null, is_active boolean not null default true)`,
  `create unique index accounts_login_name on accounts (lower(login_name))`,
  `create table account_roles (account_id uuid not null references accounts, role text not null, primary key (account_id, role))`,
  // Keyed by a digest of the typed name, so that names without an account are counted and locked just the same.
  `create table sign_in_attempts (
    name_digest bytea primary key, failed_count integer not null, failed_at timestamptz not null, locked_until timestamptz)`,
  // One session per account: the unique account is what ends the older one.
  `create table sessions (
    token_hash bytea primary key, account_id uuid not null unique references accounts, terminal_name text not null,
    created_at timestamptz not null default now(), last_used_at timestamptz not null default now(), expires_at timestamptz not null)`,
  `create table persons (
    id uuid primary key, name text not null, gender text not null, born_on text not null, id_number text not null,
    ethnicity text not null, native_place text not null, political_status text not null, work_started_on text,
    unit_id uuid not null references units, post text not null, managing_unit_id uuid not null references units,
    archive_number text not null unique, status text not null, secrecy_level text not null, secrecy_years integer not null,
    volume_count integer not null default 0)`,
  `create unique index persons_id_number on persons (id_number)`,
  `create index persons_unit on persons (unit_id, name, id)`,
  `create index persons_managing_unit on persons (managing_unit_id, name, id)`,
  `create index persons_name on persons (name, id)`,
  `create index persons_status on persons (status, name, id)`,
  `create table recusals (account_id uuid not null references accounts, person_id uuid not null references persons, primary key (account_id, person_id))`,
  `create table person_terms (kind text not null, term text collate "C" not null, person_id uuid not null references persons on delete cascade,
    primary key (kind, term, person_id))`,
  // The planner must tell a rare name from a common one, or it walks 90,000 persons one by one where a hash join would do.
  `alter table person_terms alter column term set statistics 1000`,
  `create table volumes (
    id uuid primary key, person_id uuid not null references persons, kind text not null, ordinal integer not null,
    version integer not null default 0, idempotency_key uuid unique, created_at timestamptz not null default now(),
    unique (person_id, kind, ordinal))`,
  `create table materials (
    id uuid primary key, volume_id uuid not null references volumes, since_version integer not null, class_code text not null,
    sequence integer not null, name text not null, formed_on text, page_count integer not null, remark text not null,
    filed_by uuid references accounts, filed_at timestamptz not null default now(), idempotency_key uuid unique,
    unique (volume_id, class_code, sequence))`,
  `create table pages (
    id uuid primary key, material_id uuid not null references materials, number integer not null, width_px integer not null,
    height_px integer not null, dpi integer not null, original_blob text not null, original_digest text not null,
    optimised_blob text not null, recipe jsonb not null, unique (material_id, number))`,
  `create table view_requests (
    id uuid primary key, number text not null unique, state text not null, applicant_id uuid not null references accounts,
    applicant_unit_id uuid not null references units, second_reader_id uuid not null references accounts,
    person_id uuid not null references persons, managing_unit_id uuid not null references units, purpose text not null,
    reason text not null, class_codes text[] not null, minutes integer not null, wants_print boolean not null,
    submitted_at timestamptz not null default now(), decided_by uuid references accounts, decided_at timestamptz,
    decision_note text not null default '', granted_minutes integer, lapses_at timestamptz, ends_at timestamptz,
    idempotency_key uuid not null unique, check (applicant_id <> second_reader_id))`,
  `create index view_requests_inbox on view_requests (managing_unit_id, state, submitted_at)`,
  `create index view_requests_applicant on view_requests (applicant_id, submitted_at)`,
  `create index view_requests_second_reader on view_requests (second_reader_id, submitted_at)`,
  `create table grant_materials (
    request_id uuid not null references view_requests, material_id uuid not null references materials, can_print boolean not null,
    primary key (request_id, material_id))`,
  `create table view_sessions (
    id uuid primary key, kind text not null, account_id uuid not null references accounts, request_id uuid references view_requests,
    volume_id uuid not null references volumes, terminal_name text not null, opened_at timestamptz not null default now(),
    ends_at timestamptz not null, last_seen_at timestamptz not null default now(), closed_at timestamptz, close_reason text)`,
  `create index view_sessions_request on view_sessions (request_id) where closed_at is null`,
  `create table view_seconds (
    view_session_id uuid not null references view_sessions, material_id uuid not null references materials, seconds integer not null,
    primary key (view_session_id, material_id))`,
  `create table print_jobs (
    id uuid primary key, register_number text not null unique, view_session_id uuid not null references view_sessions,
    material_id uuid not null references materials, account_id uuid not null references accounts, page_ids uuid[] not null,
    copies integer not null, printer_name text not null default '', state text not null, detail text not null default '',
    prepared_at timestamptz not null default now(), finished_at timestamptz, idempotency_key uuid not null unique)`,
  `create index print_jobs_account on print_jobs (account_id, prepared_at)`,
  `create table uploads (
    id text primary key, account_id uuid not null references accounts, size integer not null, created_at timestamptz not null default now(),
    locked_by text, locked_until timestamptz)`,
  `create table audit_events (
    sequence bigserial primary key, at timestamptz not null default now(), actor_id uuid, actor_name text not null,
    actor_unit_name text not null, terminal_name text not null, act text not null, object text not null, result text not null, detail text not null)`,
  `create index audit_events_at on audit_events (at)`,
  `create function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception 'audit_events is append-only' using errcode = 'insufficient_privilege'; end $$`,
  `create trigger audit_events_rows_stay before update or delete on audit_events for each row execute procedure refuse_audit_change()`,
  `create trigger audit_events_table_stays before truncate on audit_events for each statement execute procedure refuse_audit_change()`,
];
