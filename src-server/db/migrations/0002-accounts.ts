import { sql, type Kysely } from 'kysely';

/** Accounts with a life of their own, what two administrators must agree on, passwords that are remembered, lockout of terminals. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table accounts add column state text not null default 'active'`,
  `update accounts set state = 'closed' where not is_active`,
  `alter table accounts drop column is_active`,
  `alter table accounts
    add column clearance text not null default 'secret', add column created_by uuid references accounts,
    add column created_at timestamptz not null default now(), add column last_sign_in_at timestamptz,
    add column password_digest bytea, add column is_password_weak boolean not null default false`,
  `create index accounts_id_number on accounts (id_number)`,
  `create index accounts_unit on accounts (unit_id, login_name)`,
  // The forms of a password that was used before, newest last.
  `create table password_history (
    account_id uuid not null references accounts on delete cascade, password_hash text not null, replaced_at timestamptz not null)`,
  `create index password_history_account on password_history (account_id, replaced_at)`,
  // By identity number, because a relative's file may come to exist only later.
  `create table relatives (
    id uuid primary key, account_id uuid not null references accounts on delete cascade, name text not null, id_number text not null,
    relation text not null, unique (account_id, id_number))`,
  `insert into relatives (id, account_id, name, id_number, relation)
    select md5(r.account_id::text || p.id::text)::uuid, r.account_id, p.name, p.id_number, '亲属'
    from recusals r join persons p on p.id = r.person_id`,
  // Of sessions that are open now nobody knows when their password was given last.
  `alter table sessions
    add column confirmed_at timestamptz not null default now(), add column must_change_password boolean not null default false`,
  // By a digest of what was tried: a login name, whether it exists or not, or a terminal.
  `drop table sign_in_attempts`,
  `create table sign_in_attempts (
    subject_digest bytea primary key, failed_count integer not null, failed_at timestamptz not null,
    locked_until timestamptz, lockouts integer not null default 0)`,
  // 'content' is the exact text that 'digest' was taken over; 'target_name' stays readable when the account is gone.
  `create table administrative_acts (
    id uuid primary key, kind text not null, state text not null, target_account_id uuid references accounts on delete set null,
    target_name text not null, target_unit_name text not null, content text not null, digest bytea not null, reason text not null,
    proposed_by uuid not null references accounts, proposed_as text not null, proposed_at timestamptz not null,
    decided_by uuid references accounts, decided_at timestamptz, decision_reason text not null default '')`,
  `create index administrative_acts_state on administrative_acts (state, proposed_at)`,
  `create unique index administrative_acts_one_waiting on administrative_acts (kind, coalesce(target_account_id, '00000000-0000-0000-0000-000000000000'::uuid))
    where state = 'waiting'`,
  `create table administrative_agreements (
    act_id uuid not null references administrative_acts on delete cascade, account_id uuid not null references accounts, agreed_as text not null,
    digest bytea not null, agreed_at timestamptz not null, primary key (act_id, account_id))`,
];
