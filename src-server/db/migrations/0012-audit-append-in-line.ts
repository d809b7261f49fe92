import { sql, type Kysely } from 'kysely';

/**
 * Appending waits in line for the head before it looks where the log ends. If that is not where it was expected, nothing is appended
 * and the answer says where it is: the caller, who has the head now, appends there.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop function append_audit_events`.execute(db);
  await sql.raw(appendEvents).execute(db);
}

const appendEvents = `
  create function append_audit_events(expected bigint, expected_hash bytea, last bigint, last_hash bytea, last_at timestamptz, events json)
  returns json language plpgsql as $$
  declare head audit_head;
  begin
    select * into strict head from audit_head for update;
    if head.sequence <> expected or head.hash <> expected_hash then
      return json_build_object('sequence', head.sequence, 'hash', encode(head.hash, 'hex'), 'at', head.at);
    end if;
    update audit_head set sequence = last, hash = last_hash, at = last_at;
    insert into audit_events (
      sequence, suite, payload, prev, hash, at, actor_id, actor_unit_name, terminal_name, terminal_id, act, object, result, detail, person_id, person_hash)
    select e.sequence, e.suite, convert_to(e.payload, 'UTF8'), decode(e.prev, 'hex'), decode(e.hash, 'hex'), e.at, e."actorId", e."actorUnitName",
      e."terminalName", e."terminalId", e.act, e.object, e.result, e.detail, e."personId", e."personHash"
    from json_to_recordset(events) as e(
      sequence bigint, suite text, payload text, prev text, hash text, at timestamptz, "actorId" uuid, "actorUnitName" text, "terminalName" text,
      "terminalId" text, act text, object text, result text, detail text, "personId" uuid, "personHash" text);
    return null;
  end $$`;
