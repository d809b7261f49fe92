import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PersonId } from '../../../src-shared/domain/ids.ts';
import type { Db } from '../../../src-server/db/schema.ts';
import { recordEvent } from '../../../src-server/features/audit/index.ts';
import { aTerminal, openTestLog, type TestLog } from '../../support/audit-log.ts';
import { aUnit, aPerson, anAccount } from '../../support/builders.ts';
import { aKey } from '../../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';

/** An act as all are: it changes something and records it in one transaction. */
function act(db: Db, name: string): Promise<void> {
  return db.transaction().execute(async tx => {
    await tx.insertInto('counters').values({ name, value: 1 }).execute();
    await recordEvent(tx, aTerminal, { act: 'volumes.create', object: name });
  });
}
const isDone = async (db: Db, name: string): Promise<boolean> => (await db.selectFrom('counters').select('name').where('name', '=', name).execute()).length === 1;
const countOf = async (db: Db): Promise<number> => (await db.selectFrom('auditEvents').select('sequence').execute()).length;

describe.each(databaseKinds)('case 64: the log cannot be written on %s', database => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database });
  });
  afterAll(() => server.close());

  // A trigger stands for the disk here; the real one follows.
  test('the operation is refused in plain words, nothing of it has happened, and afterwards it goes on', async () => {
    const unit = await aUnit(server.db);
    const token = await server.signIn((await anAccount(server.db, { roles: ['archivist'], unitId: unit.id })).loginName);
    const { id: personId } = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id });
    const order = { personId: PersonId.parse(personId), idempotencyKey: aKey() };
    await sql`create function disk_is_full() returns trigger language plpgsql as $$ begin raise exception 'no space left' using errcode = '53100'; end $$`.execute(server.db);
    await sql`create trigger disk_is_full before insert on audit_events for each row execute procedure disk_is_full()`.execute(server.db);
    const before = await countOf(server.db);
    await expect(server.call(token, 'volumes.create', order)).rejects.toMatchObject({ code: 'audit.unavailable' });
    expect(await server.db.selectFrom('volumes').select('id').where('personId', '=', personId).execute()).toEqual([]);
    expect(await countOf(server.db)).toBe(before);
    await sql`drop trigger disk_is_full on audit_events`.execute(server.db);
    await server.call(token, 'volumes.create', order);
    expect(await server.db.selectFrom('volumes').select('id').where('personId', '=', personId).execute()).toHaveLength(1);
    expect(await countOf(server.db)).toBe(before + 1);
  });
});

describe('case 64: the log of PostgreSQL', () => {
  let log: TestLog;
  let other: pg.Client;
  let disk: SmallDisk | undefined;

  beforeAll(async () => {
    log = await openTestLog('postgres');
    await log.record(3);
    other = new pg.Client({ connectionString: log.url });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await log.close();
    await disk?.remove();
  });

  test.each(['lock table audit_events in access exclusive mode', 'select 1 from audit_head for update'])('held by somebody (%s): the act is given up after ten seconds', async statement => {
    await other.query('begin');
    await other.query(statement);
    const name = `held ${statement}`;
    await expect(act(log.db, name)).rejects.toMatchObject({ code: 'audit.unavailable' });
    await other.query('rollback');
    expect(await isDone(log.db, name)).toBe(false);
    expect(await countOf(log.db)).toBe(3);
  }, 30_000);

  test('on a full disk: the act does not happen; with room again it does, and the chain is whole', async context => {
    const directory = decodeURIComponent(new URL(log.url ?? '').host);
    disk = await mountSmallDisk(3, directory);
    if (disk === undefined) return context.skip('nothing may be mounted here');
    await sql.raw(`create tablespace small location '${disk.directory}'`).execute(log.db);
    await sql`alter table audit_events set tablespace small`.execute(log.db);
    await sql`create table filler (bytes text) tablespace small`.execute(log.db);
    await sql`alter table filler alter column bytes set storage external`.execute(log.db);
    let size = 400_000;
    while (size > 100) await sql`insert into filler values (${'x'.repeat(size)})`.execute(log.db).catch(() => { size = Math.floor(size / 2); });
    const refused = await fillUp(log.db);
    expect(refused).toMatchObject({ error: { code: 'audit.unavailable', cause: { code: '53100' } } });
    expect(await isDone(log.db, refused.name)).toBe(false);
    const before = await countOf(log.db);
    await sql`drop table filler`.execute(log.db);
    await act(log.db, refused.name);
    expect(await isDone(log.db, refused.name)).toBe(true);
    expect(await countOf(log.db)).toBe(before + 1);
    await log.checkpoint();
    expect((await log.verify()).findings).toEqual([]);
  }, 60_000);
});

/** Acts until one is refused: the last page of the log may still have room for some. */
async function fillUp(db: Db): Promise<{ readonly name: string; readonly error: unknown }> {
  for (let index = 0; index < 500; index += 1) {
    const name = `full ${String(index)}`;
    try {
      await act(db, name);
    } catch (error) {
      return { name, error };
    }
  }
  throw new Error('The disk never got full.');
}
