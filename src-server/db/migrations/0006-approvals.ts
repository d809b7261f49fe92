import { sql, type Kysely } from 'kysely';

/** The way a request goes, who stands in for whom, what nobody outside a circle sees. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Relatives are known by identity number since 0002.
  `drop table recusals`,
  // One row for each plan ever proposed; the routes of a plan lie in it as they were agreed to.
  `create table route_plans (
    id uuid primary key, unit_id uuid not null references units, routes jsonb not null, state text not null, reason text not null,
    proposed_by uuid not null references accounts, proposed_at timestamptz not null, decided_by uuid references accounts, decided_at timestamptz)`,
  `create unique index route_plans_one_in_force on route_plans (unit_id) where state = 'in-force'`,
  `create unique index route_plans_one_waiting on route_plans (unit_id) where state = 'waiting'`,
  `create table delegations (
    id uuid primary key, from_id uuid not null references accounts, to_id uuid not null references accounts, starts_at timestamptz not null,
    ends_at timestamptz not null, reason text not null, created_at timestamptz not null, ended_at timestamptz,
    check (from_id <> to_id), check (starts_at < ends_at))`,
  `create index delegations_to on delegations (to_id) where ended_at is null`,
  `create index delegations_from on delegations (from_id, created_at)`,
  `create table circles (id uuid primary key, name text not null, code text not null unique, created_at timestamptz not null, closed_at timestamptz)`,
  `create table circle_members (
    circle_id uuid not null references circles, account_id uuid not null references accounts, primary key (circle_id, account_id))`,
  `create index circle_members_account on circle_members (account_id)`,
  // 'turn' and 'route' hold words like 'approver/<unit id>'; 'decider_ids' whoever agreed in an earlier step, and in whose place.
  `alter table view_requests
    add column circle_id uuid references circles, add column content_digest text not null default '', add column amendment integer not null default 0,
    add column step integer not null default 1, add column turn text, add column route text[] not null default '{}',
    add column decider_ids uuid[] not null default '{}'`,
  `update view_requests set turn = 'approver/' || managing_unit_id, route = array['approver/' || managing_unit_id]`,
  // Every step of every version of a request: an amendment begins the way anew and leaves the old one to be read.
  `create table request_steps (
    request_id uuid not null references view_requests, amendment integer not null, position integer not null, unit_id uuid references units,
    role text not null, decision text, decided_by uuid references accounts, on_behalf_of uuid references accounts, decided_at timestamptz,
    content_digest text, note text not null default '', primary key (request_id, amendment, position))`,
  `insert into request_steps (request_id, amendment, position, unit_id, role, decision, decided_by, decided_at, note)
    select id, 0, 1, managing_unit_id, 'approver',
      case when decided_by is null then null when state = 'refused' then 'refused' else 'agreed' end, decided_by, decided_at, decision_note
    from view_requests`,
  `create index view_requests_turn on view_requests (turn, submitted_at) where state = 'submitted'`,
  `create index view_requests_circle on view_requests (circle_id) where circle_id is not null`,
  // How often the sheets of a copy were fetched.
  `alter table print_jobs add column fetches integer not null default 0`,
];
