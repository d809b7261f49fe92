import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { columnsOf, writePayload, type AuditRecord } from '#shared/proof/audit-record';
import { linkHash, noHash } from '#shared/proof/chain';
import type { Digest } from '#shared/proof/digest';

/** The log becomes a chain: exact bytes, previous hash, hash. Events recorded before it are chained as they stand. */
export async function up(db: Kysely<never>): Promise<void> {
  await run(db, before);
  const last = await chainOldEvents(db);
  await sql`insert into audit_head values (true, ${last.sequence}, ${Buffer.from(last.hash)}, ${last.at})`.execute(db);
  await sql`insert into audit_tree values (true, 'sha256', 0, ${Buffer.alloc(0)}, ${Buffer.from(noHash)}, ${new Date(0)})`.execute(db);
  await run(db, after);
}

const before = [
  `create table audit_chain (
    sequence bigint constraint audit_events_sequence primary key, suite text not null,
    payload bytea not null, prev bytea not null, hash bytea not null,
    at timestamptz not null, actor_id uuid, actor_unit_name text not null, terminal_name text not null, terminal_id text,
    act text not null, object text not null, result text not null, detail text not null, person_id uuid, person_hash text)`,
  `create table audit_head (
    is_head boolean primary key check (is_head), sequence bigint not null, hash bytea not null, at timestamptz not null)`,
  // How far the Merkle tree has grown: its open edge, and the hash of the last event in it.
  `create table audit_tree (
    is_tree boolean primary key check (is_tree), suite text not null, size bigint not null, frontier bytea not null, chain bytea not null,
    checkpointed_at timestamptz not null)`,
  // Complete subtrees of 2^level events; the small ones are computed from the events when a proof asks for them.
  `create table audit_nodes (level smallint not null, position bigint not null, hash bytea not null, primary key (level, position))`,
  `create table audit_checkpoints (size bigint primary key, note text not null, at timestamptz not null)`,
];

const after = [
  `drop table audit_events`,
  `create or replace function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege'; end $$`,
  `alter table audit_chain rename to audit_events`,
  `create index audit_events_at on audit_events (at)`,
  `create index audit_events_actor on audit_events (actor_id, sequence)`,
  `create index audit_events_person on audit_events (person_id, sequence) where person_id is not null`,
  ...['audit_events', 'audit_nodes', 'audit_checkpoints'].flatMap(table => [
    `create trigger ${table}_rows_stay before update or delete on ${table} for each row execute procedure refuse_audit_change()`,
    `create trigger ${table}_table_stays before truncate on ${table} for each statement execute procedure refuse_audit_change()`,
  ]),
];

async function run(db: Kysely<never>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

type OldEvent = {
  readonly old: string;
  readonly at: Date;
  readonly actor: string | null;
  readonly unit: string;
  readonly terminal: string;
  readonly act: string;
  readonly object: string;
  readonly result: AuditRecord['result'];
  readonly detail: string;
};
type Head = { readonly old: string; readonly sequence: number; readonly hash: Uint8Array; readonly at: string };

const batchSize = 500;
const sha256: Digest = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

async function chainOldEvents(db: Kysely<never>): Promise<Head> {
  let head: Head = { old: '0', sequence: 0, hash: noHash, at: new Date(0).toISOString() };
  for (;;) {
    const { rows } = await sql<OldEvent>`
      select sequence as old, at, actor_id as actor, actor_unit_name as unit, terminal_name as terminal, act, object, result, detail
      from audit_events where sequence > ${head.old} order by sequence limit ${batchSize}`.execute(db);
    for (const row of rows) head = await chainOne(db, head, row);
    if (rows.length < batchSize) return head;
  }
}

async function chainOne(db: Kysely<never>, head: Head, { old, at, ...row }: OldEvent): Promise<Head> {
  const record: AuditRecord = { ...row, version: 1, suite: 'sha256', sequence: head.sequence + 1, at: at.toISOString(), terminalId: null, person: null, changes: [] };
  const payload = writePayload(record);
  const hash = linkHash(sha256, head.hash, payload);
  const columns = columnsOf(record);
  await sql`
    insert into audit_chain values (
      ${columns.sequence}, 'sha256', ${Buffer.from(payload)}, ${Buffer.from(head.hash)}, ${Buffer.from(hash)}, ${columns.at}, ${columns.actorId},
      ${columns.actorUnitName}, ${columns.terminalName}, null, ${columns.act}, ${columns.object}, ${columns.result}, ${columns.detail}, null, null)`.execute(db);
  return { old, sequence: record.sequence, hash, at: record.at };
}
