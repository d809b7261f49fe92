import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCheckpoint, type Checkpoint } from '../../src-shared/proof/checkpoint.ts';
import { isConsistent } from '../../src-shared/proof/merkle-proofs.ts';
import { openNote, readNoteKey } from '../../src-shared/proof/signed-note.ts';
import { LogBroken, makeCheckpoint, openAudit, recordEvent, signOrAlarm, type Actor } from '../../src-server/features/audit/index.ts';
import { createDigest, noteTools } from '../../src-server/verify/proof-tools.ts';
import { anAccount } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const digest = createDigest('sha256');
const nobody: Actor = { accountId: null, displayName: '', unitName: '人事科', terminalName: '窗口一' };

describe.each(databaseKinds)('checkpoints on %s', database => {
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ database });
    token = await server.signIn((await anAccount(server.db, { roles: ['reader'] })).loginName);
  });
  afterAll(() => server.close());

  const record = async (count: number): Promise<void> => {
    await server.db.transaction().execute(async tx => {
      for (let index = 0; index < count; index += 1) await recordEvent(tx, nobody, { act: 'volumes.get', object: `G-${String(index)}` });
    });
  };

  async function ask(size: number): Promise<{ checkpoint: Checkpoint; proof: Uint8Array[] }> {
    const { key, note, proof } = await server.call(token, 'audit.checkpoint', { size });
    const text = openNote(noteTools, readNoteKey(noteTools, key)!, note!);
    return { checkpoint: readCheckpoint(noteTools, text!)!, proof: proof.map(hash => noteTools.fromBase64(hash)!) };
  }

  test('every later checkpoint is proved to contain every earlier one, whatever their sizes', async () => {
    const kept: Checkpoint[] = [];
    for (const count of [1, 2, 300, 5, 250, 700, 1, 64]) {
      await record(count);
      await makeCheckpoint(server.db);
      kept.push((await ask(0)).checkpoint);
    }
    for (const from of kept) {
      const { checkpoint: to, proof } = await ask(from.size);
      expect(isConsistent(digest, { from, to, proof }), `${String(from.size)} → ${String(to.size)}`).toBe(true);
      expect(isConsistent(digest, { from: { ...from, root: digest('other') }, to, proof })).toBe(false);
    }
  });

  test('without new events there is no new checkpoint', async () => {
    await record(1);
    expect(await makeCheckpoint(server.db)).toBeDefined();
    expect(await makeCheckpoint(server.db)).toBeUndefined();
  });

  test('two processes at once make one', async () => {
    await record(3);
    const before = await server.db.selectFrom('auditCheckpoints').select('size').execute();
    const notes = await Promise.all([makeCheckpoint(server.db), makeCheckpoint(server.db), makeCheckpoint(server.db)]);
    expect(notes.filter(note => note !== undefined)).toHaveLength(1);
    expect(await server.db.selectFrom('auditCheckpoints').select('size').execute()).toHaveLength(before.length + 1);
  });

  test('the checkpoints themselves are append-only', async () => {
    for (const change of ["update audit_checkpoints set note = ''", 'delete from audit_checkpoints', 'truncate audit_checkpoints', 'delete from audit_nodes']) {
      await expect(sql.raw(change).execute(server.db), change).rejects.toThrow(/append-only/);
    }
  });

  test('nothing is signed over a broken log: it is told as an event, and to every terminal that asks', async () => {
    await record(5);
    const count = (await server.db.selectFrom('auditCheckpoints').select('size').execute()).length;
    await sql.raw('alter table audit_events disable trigger user').execute(server.db);
    await sql`update audit_events set object = 'edited' where sequence = (select max(sequence) - 2 from audit_events)`.execute(server.db);
    await expect(makeCheckpoint(server.db)).rejects.toThrow(LogBroken);
    await signOrAlarm(server.db, () => undefined);
    await signOrAlarm(server.db, () => undefined);
    const alarms = await server.db.selectFrom('auditEvents').select(['detail', 'result']).where('act', '=', 'log.broken').execute();
    expect(alarms).toEqual([{ detail: expect.stringMatching(/^event \d+ says one thing in its bytes and another in its columns$/) as string, result: 'failed' }]);
    expect(await server.call(token, 'audit.checkpoint', { size: 0 })).toMatchObject({ isBroken: true });
    expect(await server.db.selectFrom('auditCheckpoints').select('size').execute()).toHaveLength(count);
  });

  test('a database that went back to a backup is not signed: the data centre remembers more', async () => {
    await openAudit(server.db, { dataDirectory: server.dataDirectory });
    for (const change of ['alter table audit_nodes disable trigger user', 'update audit_tree set size = 3', 'update audit_head set sequence = 3']) await sql.raw(change).execute(server.db);
    await expect(makeCheckpoint(server.db)).rejects.toThrow(/rolled back/);
  });
});
