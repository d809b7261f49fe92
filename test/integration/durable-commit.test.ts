import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInserter } from '../../src-server/db/insert-rows.ts';
import { recordEvent } from '../../src-server/features/audit/index.ts';
import { aTerminal, openTestLog, type TestLog } from '../support/audit-log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog('postgres', { isDurable: true });
});
afterAll(() => log.close());

const act = (name: string): Promise<void> =>
  log.db.transaction().execute(async tx => {
    await tx.insertInto('counters').values({ name, value: 1 }).execute();
    await recordEvent(tx, aTerminal, { act: 'volumes.create', object: name });
  });

/** Acts one after the other, some of them without a transaction around, until the database is gone. */
async function actUntilGone(acknowledged: string[]): Promise<void> {
  for (let index = 0; ; index += 1) {
    const name = randomUUID();
    const isLoose = index % 5 === 4;
    try {
      await (isLoose ? recordEvent(log.db, aTerminal, { act: 'volumes.get', object: name }) : act(name));
    } catch {
      return;
    }
    acknowledged.push(name);
  }
}

describe('a transaction on PostgreSQL', () => {
  test('is on the disk when its caller hears of it: a crash under load loses nothing acknowledged, and the chain is whole', async () => {
    const acknowledged: string[] = [];
    for (const acts of [40, 110, 230]) {
      const writers = Array.from({ length: 8 }, () => actUntilGone(acknowledged));
      await expect.poll(() => acknowledged.length, { interval: 5, timeout: 30_000 }).toBeGreaterThan(acts);
      await log.crash();
      await Promise.all(writers);
      const { rows } = await sql<{ object: string }>`select object from audit_events`.execute(log.db);
      const there = new Set(rows.map(({ object }) => object));
      expect(acknowledged.filter(name => !there.has(name))).toEqual([]);
    }
    const note = await log.checkpoint();
    expect((await log.verify(note)).findings).toEqual([]);
    const { rows } = await sql`
      select c.name, e.object from counters c full join (select * from audit_events where act = 'volumes.create') e on e.object = c.name where c.name is null or e.object is null`.execute(log.db);
    expect(rows).toEqual([]);
  });

  test('that has failed inside is not taken for committed', async () => {
    const swallowed = log.db.transaction().execute(async tx => {
      await sql`select 1 / 0`.execute(tx).catch(() => undefined);
    });
    await expect(swallowed).rejects.toMatchObject({ code: '25P02' });
  });

  test('leaves the connection as it was', async () => {
    const settings = await log.db.transaction().execute(async tx => (await sql<{ setting: string }>`show synchronous_commit`.execute(tx)).rows);
    expect(settings).toEqual([{ synchronousCommit: 'on' }]);
    expect((await sql`show synchronous_commit`.execute(log.db)).rows).toEqual(settings);
  });
});

test('a list of rows goes in by one statement, with a mark where a text was cut within a character; none is nothing', async () => {
  const insertCounters = createInserter('counters', ['name', 'value']);
  const [first, cut] = [randomUUID(), randomUUID()];
  await insertCounters(log.db, []);
  await insertCounters(log.db, [{ name: `${first}𠮷'"\\`, value: 1 }, { name: `${cut}${'𠮷'.slice(0, 1)}`, value: 2 }]);
  const rows = await log.db.selectFrom('counters').selectAll().where('name', '~', `${first}|${cut}`).orderBy('value').execute();
  expect(rows).toEqual([{ name: `${first}𠮷'"\\`, value: 1 }, { name: `${cut}\uFFFD`, value: 2 }]);
});
