import { sql, type Kysely } from 'kysely';

/**
 * The database ties an event to the one before it: whoever appends need not know where the log ends, so the end is held for one
 * statement and its commit, without a way to the appender and back. An event comes as its exact text before and after its number;
 * what stands beside the bytes is read from them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop function append_audit_events`.execute(db);
  for (const text of [digest, time, appendEvents]) await sql.raw(text).execute(db);
}

/** A database that knows other algorithms gets a line for each. */
const digest = `
  create function audit_digest(suite text, bytes bytea) returns bytea language plpgsql immutable as $$
  begin
    if suite = 'sha256' then return sha256(bytes); end if;
    raise exception 'This database cannot compute %', suite;
  end $$`;

const time = `
  create function audit_time(moment timestamptz) returns text language sql stable as $$
    select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  $$`;

/**
 * Waits in line by a lock that lies in memory; it is let go with the commit. Numbers go on whatever the clock of the data centre does;
 * that it went back by more than is tolerated is itself an event.
 */
const appendEvents = `
  create function append_audit_events(own_suite text, own_at timestamptz, tolerated interval, starts text[], ends text[]) returns void language plpgsql as $$
  declare
    head audit_head;
    link audit_events;
    event record;
  begin
    perform pg_advisory_xact_lock(7236102);
    select * into strict head from audit_head;
    if head.at - own_at > tolerated then
      starts := format('{"act":"clock.went-back","actor":null,"at":"%2$s","changes":[],"detail":"%1$s → %2$s","object":"","person":null,"result":"failed","sequence":',
        audit_time(head.at), audit_time(own_at)) || starts;
      ends := format(',"suite":"%s","terminal":"","terminalId":null,"unit":"","version":1}', own_suite) || ends;
    end if;
    for position in 1 .. cardinality(starts) loop
      link.payload := convert_to(starts[position] || (head.sequence + 1) || ends[position], 'UTF8');
      link.prev := head.hash;
      head.sequence := head.sequence + 1;
      head.hash := audit_digest(own_suite, link.prev || link.payload);
      select * into strict event from json_to_record(convert_from(link.payload, 'UTF8')::json) as of_event(
        actor uuid, unit text, terminal text, "terminalId" text, act text, object text, result text, detail text, person json);
      insert into audit_events (
        sequence, suite, payload, prev, hash, at, actor_id, actor_unit_name, terminal_name, terminal_id, act, object, result, detail, person_id, person_hash)
      values (head.sequence, own_suite, link.payload, link.prev, head.hash, own_at, event.actor, event.unit, event.terminal, event."terminalId", event.act,
        event.object, event.result, event.detail, (event.person->>'reference')::uuid, event.person->>'hash');
    end loop;
    update audit_head set sequence = head.sequence, hash = head.hash, at = own_at;
  end $$`;
