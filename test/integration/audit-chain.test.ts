import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { columnsOf, readPayload } from '../../src-shared/proof/audit-record.ts';
import { recordEvent, type Actor } from '../../src-server/features/audit/index.ts';
import { aPerson } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const nobody: Actor = { accountId: null, displayName: '', unitName: '人事科', terminalName: '窗口一' };

describe.each(databaseKinds)('the chain of events on %s', database => {
  let server: TestServer;
  let time: Date | undefined;

  beforeAll(async () => {
    server = await startTestServer({ database, now: () => time ?? new Date() });
  });
  beforeEach(() => { time = undefined; });
  afterAll(() => server.close());

  const newest = (count: number) => server.db.selectFrom('auditEvents').selectAll().orderBy('sequence', 'desc').limit(count).execute();
  const record = (object: string): Promise<void> => recordEvent(server.db, nobody, { act: 'volumes.get', object });

  async function expectSoundChain(): Promise<number> {
    const rows = await server.db.selectFrom('auditEvents').selectAll().orderBy('sequence').execute();
    let prev: Uint8Array = Buffer.alloc(32);
    for (const [index, row] of rows.entries()) {
      expect(Number(row.sequence)).toBe(index + 1);
      expect(Buffer.compare(row.prev, prev)).toBe(0);
      prev = createHash('sha256').update(row.prev).update(row.payload).digest();
      expect(Buffer.compare(row.hash, prev)).toBe(0);
      const { payload, prev: _prev, hash: _hash, ...columns } = row;
      const text = payload.toString();
      const read = readPayload(text);
      expect(read, text).toBeDefined();
      expect({ ...columns, sequence: Number(columns.sequence), at: columns.at.toISOString() }).toEqual(columnsOf(read!));
    }
    return rows.length;
  }

  test('each event hashes the one before it, and its columns say what its bytes say', async () => {
    for (const object of ['一', '二', '三']) await record(object);
    expect(await expectSoundChain()).toBeGreaterThanOrEqual(3);
  });

  test('a person is a keyed hash and a reference: neither name nor id number is written', async () => {
    const person = await aPerson(server.db, {});
    const { name, idNumber } = await server.db.selectFrom('persons').select(['name', 'idNumber']).where('id', '=', person.id).executeTakeFirstOrThrow();
    const changes = [{ field: 'name', before: name, after: '新名' }, { field: 'post', before: '科员', after: '科长' }];
    await recordEvent(server.db, nobody, { act: 'volumes.get', object: 'x', detail: `see ${idNumber}`, personId: person.id, changes });
    const [event] = await newest(1);
    const text = event!.payload.toString();
    expect(event).toMatchObject({ personId: person.id, personHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(text).not.toContain(name);
    expect(text).not.toContain(idNumber);
    expect(text).toContain('科长');
  });

  test('text that pretends to be another row stays on its line', async () => {
    await record('G-1\r\n2026 done \u001b[31m\u202e\ud800');
    expect((await newest(1))[0]?.object).toBe('G-1\\u000d\\u000a2026 done \\u001b[31m\\u202e\\ud800');
  });

  test('what a transaction recorded is gone with it, and the numbers have no gap', async () => {
    const before = (await newest(1))[0]?.sequence;
    const failed = server.db.transaction().execute(async tx => {
      await recordEvent(tx, nobody, { act: 'volumes.get', object: 'undone' });
      throw new Error('the act failed');
    });
    await expect(failed).rejects.toThrow('the act failed');
    await record('after');
    const [event] = await newest(1);
    expect(event).toMatchObject({ object: 'after', sequence: String(Number(before) + 1) });
    await expectSoundChain();
  });

  test('many at once, some of which fail, make one chain', async () => {
    const before = await expectSoundChain();
    const acts = Array.from({ length: 60 }, (_, index) =>
      server.db.transaction().execute(async tx => {
        await recordEvent(tx, nobody, { act: 'volumes.get', object: `many ${String(index)}` });
        await recordEvent(tx, nobody, { act: 'volumes.get', object: `many ${String(index)} again` });
        await sql`select 1`.execute(tx);
        if (index % 4 === 0) throw new Error('the act failed');
      }),
    );
    const outcomes = await Promise.allSettled(acts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(45);
    expect(await expectSoundChain()).toBe(before + 90);
  });
});
