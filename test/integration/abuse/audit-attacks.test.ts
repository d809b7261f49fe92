import { generateKeyPairSync, sign } from 'node:crypto';
import { sql, type Insertable } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnsOf, readPayload, writePayload, type AuditRecord } from '../../../src-shared/proof/audit-record.ts';
import { linkHash } from '../../../src-shared/proof/chain.ts';
import { writeNote } from '../../../src-shared/proof/signed-note.ts';
import type { Db, Schema } from '../../../src-server/db/schema.ts';
import { LogBroken, makeCheckpoint, signOrAlarm } from '../../../src-server/features/audit/index.ts';
import { createDigest, noteTools } from '../../../src-server/verify/proof-tools.ts';
import { verifyExport } from '../../../src-server/verify/verify-export.ts';
import { from, openTestLog, type TestLog } from '../../support/audit-log.ts';
import { databaseKinds } from '../../support/server.ts';

const digest = createDigest('sha256');

/** The owner of the tables knows how the chain is made and makes it anew from `changed` on, query columns, head and all. */
async function rechain(tx: Db, change: (records: AuditRecord[]) => AuditRecord[]): Promise<void> {
  const rows = await tx.selectFrom('auditEvents').select('payload').orderBy('sequence').execute();
  const records = change(rows.map(({ payload }) => readPayload(payload.toString())!));
  await sql`delete from audit_events`.execute(tx);
  let prev: Uint8Array = Buffer.alloc(32);
  for (const [index, each] of records.entries()) {
    const record = { ...each, sequence: index + 1 };
    const payload = Buffer.from(writePayload(record));
    const hash = linkHash(digest, prev, payload);
    const { sequence, suite: _, at, ...columns } = columnsOf(record);
    const row: Insertable<Schema['auditEvents']> = { ...columns, suite: 'sha256', sequence: String(sequence), at: new Date(at), payload, prev: Buffer.from(prev), hash: Buffer.from(hash) };
    await tx.insertInto('auditEvents').values(row).execute();
    prev = hash;
  }
  await sql`update audit_head set sequence = ${records.length}, hash = ${Buffer.from(prev)}`.execute(tx);
}

const run = (...statements: string[]) => async (tx: Db): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(tx);
};

describe.each(databaseKinds)('case 63: what a superuser does to the log on %s', database => {
  let log: TestLog;
  let anchor: string;

  // 12 signed, then 20, which is what terminals keep; 3 more are not signed yet.
  beforeAll(async () => {
    log = await openTestLog(database);
    await log.record(12);
    await log.checkpoint();
    await log.record(8);
    anchor = await log.checkpoint();
    await log.record(3);
  });
  afterAll(() => log.close());

  test('nothing: the log is intact, proved up to the anchor', async () => {
    expect(await log.verify(anchor)).toMatchObject({ findings: [], events: 23, notes: 2, anchoredUpTo: 20, signedUpTo: 20 });
  });

  test('attack 1: an event is edited, in its bytes, in its columns, or with its own hash', async () => {
    const payload = `update audit_events set payload = convert_to(replace(convert_from(payload, 'UTF8'), 'G-6', 'G-9'), 'UTF8') where sequence = 7`;
    expect((await log.verifyAfter(run(payload), anchor)).findings).toEqual(expect.arrayContaining([{ kind: 'edited', event: 7, part: 'payload' }]));
    const column = await log.verifyAfter(run(`update audit_events set object = 'G-9' where sequence = 7`), anchor);
    expect(column.findings).toEqual([{ kind: 'edited', event: 7, part: 'columns' }]);
    const withHash = async (tx: Db): Promise<void> => {
      const { payload: old, prev } = await tx.selectFrom('auditEvents').selectAll().where('sequence', '=', '7').executeTakeFirstOrThrow();
      const edited = writePayload({ ...readPayload(old.toString())!, object: 'G-9' });
      await sql`update audit_events set object = 'G-9', payload = ${Buffer.from(edited)}, hash = ${Buffer.from(linkHash(digest, prev, edited))} where sequence = 7`.execute(tx);
    };
    expect((await log.verifyAfter(withHash, anchor)).findings).toEqual([{ kind: 'edited', event: 7, part: 'link' }, { kind: 'rechained', from: 1, to: 12 }]);
  });

  test('attack 2: events are deleted', async () => {
    const { findings } = await log.verifyAfter(run('delete from audit_events where sequence in (7, 8)'), anchor);
    expect(findings).toContainEqual({ kind: 'deleted', from: 7, to: 8 });
  });

  test('attack 3: two events change places', async () => {
    const swap = run(...['set sequence = 0 where sequence = 5', 'set sequence = 5 where sequence = 9', 'set sequence = 9 where sequence = 0'].map(change => `update audit_events ${change}`));
    expect((await log.verifyAfter(swap, anchor)).findings).toContainEqual({ kind: 'swapped', event: 5, other: 9 });
  });

  test('attack 4: the end is cut off', async () => {
    const cut = async (tx: Db): Promise<void> => {
      await sql`delete from audit_events where sequence > 17`.execute(tx);
      await sql`update audit_head set (sequence, hash) = (select sequence, hash from audit_events where sequence = 17)`.execute(tx);
    };
    expect((await log.verifyAfter(cut, anchor)).findings).toEqual([{ kind: 'truncated', from: 18, to: 20 }]);
  });

  test('attack 5: an event is edited and the chain made anew to the end', async () => {
    const edit = (records: AuditRecord[]): AuditRecord[] => records.map(record => (record.sequence === 15 ? { ...record, object: 'G-9' } : record));
    expect((await log.verifyAfter(tx => rechain(tx, edit), anchor)).findings).toEqual([{ kind: 'rechained', from: 13, to: 20 }]);
    // Even when he takes the checkpoints of the log away, the one at a terminal tells.
    const silently = async (tx: Db): Promise<void> => {
      await rechain(tx, edit);
      await sql`delete from audit_checkpoints`.execute(tx);
    };
    expect((await log.verifyAfter(silently, anchor)).findings).toEqual([{ kind: 'rechained', from: 1, to: 20 }]);
  });

  test('attack 6: an event is deleted, the others renumbered and chained anew', async () => {
    const remove = (records: AuditRecord[]): AuditRecord[] => records.filter(({ sequence }) => sequence !== 15);
    expect((await log.verifyAfter(tx => rechain(tx, remove), anchor)).findings).toEqual([{ kind: 'rechained', from: 13, to: 20 }]);
  });

  test('attack 6, half done: numbers moved up without a new chain', async () => {
    const { findings } = await log.verifyAfter(run('delete from audit_events where sequence = 15', ...[16, 17, 18, 19, 20, 21, 22, 23].map(number => `update audit_events set sequence = ${String(number - 1)} where sequence = ${String(number)}`)), anchor);
    expect(findings).toContainEqual({ kind: 'renumbered', from: 15, to: 22, by: 1 });
  });

  test('attack 7: table and checkpoints go back to a backup', async () => {
    const restore = run('delete from audit_events where sequence > 12', 'delete from audit_checkpoints where size > 12', 'update audit_head set (sequence, hash) = (select sequence, hash from audit_events where sequence = 12)');
    expect((await log.verifyAfter(restore, anchor)).findings).toEqual([{ kind: 'rolled-back', from: 13, to: 20 }]);
    // What only an anchor can tell: without one the older log is consistent in itself.
    expect((await log.verifyAfter(restore)).findings).toEqual([]);
  });

  test('a checkpoint is forged with a key of his own', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const forge = async (tx: Db): Promise<void> => {
      await rechain(tx, records => records.map(record => (record.sequence === 15 ? { ...record, object: 'G-9' } : record)));
      const text = `${log.key.name}\n20\n${'A'.repeat(43)}=\nchain ${'A'.repeat(43)}=\nsuite sha256\ntime 2026-11-22T08:00:00.000Z\n`;
      await sql`update audit_checkpoints set note = ${writeNote(noteTools, { key: log.key, text, signature: sign(null, Buffer.from(text), privateKey) })} where size = 20`.execute(tx);
    };
    const { findings } = await log.verifyAfter(forge, anchor);
    expect(findings).toEqual([{ kind: 'forged-note', source: 'checkpoint 2 of the export' }, { kind: 'rechained', from: 13, to: 20 }]);
  });

  test('the export is cut on its way', async () => {
    const lines = (await log.exported()).slice(0, -1);
    expect((await verifyExport({ lines: from(lines), key: log.key, anchors: [] })).findings).toEqual([{ kind: 'export-cut' }]);
  });

  // After the others: nothing of it is undone.
  test('case 66: the backup of last week is restored; the data centre signs no more, and the terminals are told', async () => {
    for (const table of ['audit_events', 'audit_checkpoints', 'audit_nodes']) await sql.raw(`alter table ${table} disable trigger user`).execute(log.db);
    await run(
      'delete from audit_events where sequence > 12',
      'delete from audit_checkpoints where size > 12',
      'update audit_head set (sequence, hash) = (select sequence, hash from audit_events where sequence = 12)',
    )(log.db);
    await expect(makeCheckpoint(log.db)).rejects.toThrow(LogBroken);
    await signOrAlarm(log.db, () => undefined);
    const [newest] = await log.db.selectFrom('auditEvents').select(['act', 'result', 'detail']).orderBy('sequence', 'desc').limit(1).execute();
    expect(newest).toMatchObject({ act: 'log.broken', result: 'failed', detail: expect.stringMatching(/20 events were signed/) as string });
    expect((await log.verify(anchor)).findings).toEqual([{ kind: 'rolled-back', from: 14, to: 20 }]);
  });
});
