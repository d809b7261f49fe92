import { sql, type Kysely } from 'kysely';
import type { Db } from './schema.ts';

/** The log: written, never rewritten. `audit_head` and `audit_tree` say how far it has come and move on with each event. */
const appendOnly = ['audit_events', 'audit_nodes', 'audit_checkpoints'];
const ofMigrations = ['kysely_migration', 'kysely_migration_lock'];

/** Who asks, as the data centre says before each use of a connection. */
const asking = `current_setting('danglian.account', true)`;
const isItself = `${asking} = 'system'`;
const isSomebody = `coalesce(${asking}, '') <> ''`;
const isMember = `exists (select 1 from circle_members m where m.circle_id = view_requests.circle_id and m.account_id::text = ${asking})`;
const isAuditor = `exists (select 1 from account_roles r where r.role = 'auditor' and r.account_id::text = ${asking})`;
const ofVisible = (key: string, table: string): string => `exists (select 1 from ${table} seen where seen.id = ${key})`;

/** What a row is open to; whatever hangs on a request is as open as the request, because the inner question is asked under the same rules. */
const openRows: Readonly<Record<string, string>> = {
  persons: isSomebody,
  person_terms: isSomebody,
  volumes: isSomebody,
  materials: isSomebody,
  pages: isSomebody,
  intake_packages: isSomebody,
  intake_pages: isSomebody,
  evidence_sheets: isSomebody,
  page_prints: isSomebody,
  page_landmarks: isSomebody,
  intake_findings: isSomebody,
  intake_samples: isSomebody,
  intake_blobs: isSomebody,
  view_requests: `${isItself} or (${isSomebody} and (circle_id is null or ${isMember} or ${isAuditor}))`,
  request_steps: `${isItself} or ${ofVisible('request_id', 'view_requests')}`,
  grant_materials: `${isItself} or ${ofVisible('request_id', 'view_requests')}`,
  view_sessions: `${isItself} or (${isSomebody} and (request_id is null or ${ofVisible('request_id', 'view_requests')}))`,
  view_seconds: `${isItself} or ${ofVisible('view_session_id', 'view_sessions')}`,
  print_jobs: `${isItself} or ${ofVisible('view_session_id', 'view_sessions')}`,
};

/**
 * The second net, drawn by the owner of the tables: the role under which the data centre runs owns nothing, may not rewrite the
 * log, and sees rows only in the name of somebody. It catches a rule that was forgotten, not a stolen password of the database.
 */
export async function drawSecondNet(db: Db, role: string): Promise<void> {
  await requireModestRole(db, role);
  await db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(7236101)`.execute(tx);
    await grant(tx, role);
    for (const [table, condition] of Object.entries(openRows)) await guardRows(tx, table, condition);
  });
}

export class RoleRefused extends Error {}

async function requireModestRole(db: Db, role: string): Promise<void> {
  const { rows } = await sql<{ isMighty: boolean; isOwner: boolean }>`
    select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as is_mighty, pg_has_role(rolname, current_user, 'member') as is_owner
    from pg_roles where rolname = ${role}`.execute(db);
  const found = rows[0];
  if (!found) throw new RoleRefused(`There is no role ${role}. Make one: create role ${role} login password '...' nosuperuser nobypassrls nocreaterole nocreatedb;`);
  if (found.isMighty) throw new RoleRefused(`The role ${role} may do too much: it must be nosuperuser nobypassrls nocreaterole nocreatedb.`);
  if (found.isOwner) throw new RoleRefused(`The role ${role} is, or may become, the owner of the tables. It must be another one.`);
}

async function grant(tx: Db, role: string): Promise<void> {
  const [to, public_] = [sql.id(role), sql.raw('public')];
  await sql`revoke create on schema ${public_} from public`.execute(tx);
  await sql`revoke all on all tables in schema ${public_} from ${to}, public`.execute(tx);
  await sql`grant usage on schema ${public_} to ${to}`.execute(tx);
  await sql`grant select, insert, update, delete on all tables in schema ${public_} to ${to}`.execute(tx);
  await sql`grant usage, select on all sequences in schema ${public_} to ${to}`.execute(tx);
  for (const table of appendOnly) await sql`revoke update, delete on ${sql.table(table)} from ${to}`.execute(tx);
  for (const table of ofMigrations) await sql`revoke insert, update, delete on ${sql.table(table)} from ${to}`.execute(tx);
}

async function guardRows(tx: Kysely<never> | Db, table: string, condition: string): Promise<void> {
  const name = sql.id('open_rows');
  await sql`alter table ${sql.table(table)} enable row level security`.execute(tx);
  await sql`alter table ${sql.table(table)} force row level security`.execute(tx);
  await sql`drop policy if exists ${name} on ${sql.table(table)}`.execute(tx);
  await sql`create policy ${name} on ${sql.table(table)} using (${sql.raw(condition)})`.execute(tx);
}
