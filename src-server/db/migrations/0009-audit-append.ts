import { sql, type Kysely } from 'kysely';

/**
 * Appending as a function: its statements are planned once for each connection, and everybody waits for whoever appends. Answers
 * false, and does nothing, when the log ends elsewhere than expected.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(appendEvents).execute(db);
}

const appendEvents = `
  create function append_audit_events(expected bigint, expected_hash bytea, last bigint, last_hash bytea, last_at timestamptz, events json)
  returns boolean language plpgsql as $$
  begin
    update audit_head set sequence = last, hash = last_hash, at = last_at where sequence = expected and hash = expected_hash;
    if not found then return false; end if;
    insert into audit_events (
      sequence, suite, payload, prev, hash, at, actor_id, actor_unit_name, terminal_name, terminal_id, act, object, result, detail, person_id, person_hash)
    select e.sequence, e.suite, convert_to(e.payload, 'UTF8'), decode(e.prev, 'hex'), decode(e.hash, 'hex'), e.at, e."actorId", e."actorUnitName",
      e."terminalName", e."terminalId", e.act, e.object, e.result, e.detail, e."personId", e."personHash"
    from json_to_recordset(events) as e(
      sequence bigint, suite text, payload text, prev text, hash text, at timestamptz, "actorId" uuid, "actorUnitName" text, "terminalName" text,
      "terminalId" text, act text, object text, result text, detail text, "personId" uuid, "personHash" text);
    return true;
  end $$`;
