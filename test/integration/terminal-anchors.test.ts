import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCheckpoint } from '../../src-shared/proof/checkpoint.ts';
import { addLeaf, emptyFrontier, leafHash, rootOf } from '../../src-shared/proof/merkle-tree.ts';
import { readNoteKey, writeNote } from '../../src-shared/proof/signed-note.ts';
import type { LogAnchor } from '../../src-shared/domain/log-proof.ts';
import { requireKeeper } from '../../src-server/features/audit/audit-keeper.ts';
import { makeCheckpoint } from '../../src-server/features/audit/index.ts';
import { createDigest, noteTools } from '../../src-server/verify/proof-tools.ts';
import { verifyExport } from '../../src-server/verify/verify-export.ts';
import { anAccount, testPassword } from '../support/builders.ts';
import { eventually } from '../support/eventually.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let terminal: TestTerminal;
let auditor: string;

// Each test leaves a ruined log behind.
beforeEach(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  auditor = (await anAccount(server.db, { roles: ['auditor'] })).loginName;
  terminal = await startTestTerminal(door);
  await signAndSignIn();
});
afterEach(async () => {
  await terminal.close();
  await door.stop();
  await server.close();
});

const signIn = (loginName = auditor) => terminal.call('session.signIn', { loginName, password: testPassword });
const sizeNow = async (): Promise<number> => Number((await server.db.selectFrom('auditCheckpoints').select(({ fn }) => fn.max<string>('size').as('size')).executeTakeFirstOrThrow()).size);

/** Whoever signs in finds a checkpoint that is newer than the one kept here. */
async function signAndSignIn(): Promise<LogAnchor> {
  await signIn();
  await terminal.call('session.signOut', {});
  await makeCheckpoint(server.db);
  const size = await sizeNow();
  await signIn();
  await eventually(async () => (await terminal.call('anchors.get', {})).anchor?.size).toBe(size);
  return (await terminal.call('anchors.get', {})).anchor!;
}

/** The owner of the database at work: no trigger stops him. */
async function attack(...statements: readonly string[]): Promise<void> {
  for (const table of ['audit_events', 'audit_checkpoints', 'audit_nodes']) await sql.raw(`alter table ${table} disable trigger user`).execute(server.db);
  for (const statement of statements) await sql.raw(statement).execute(server.db);
}

test('each sign-in brings a newer checkpoint that was proved to continue the one kept before', async () => {
  const first = (await terminal.call('anchors.get', {})).anchor!;
  const second = await signAndSignIn();
  expect(second.size).toBeGreaterThan(first.size);
  expect(second.key).toBe(first.key);
  expect((await terminal.call('anchors.get', {})).alarm).toBeNull();
});

test('case 66: a log set back to last week is told in the window, recorded, and does not replace what was kept', async () => {
  const tables = ['audit_events', 'audit_checkpoints', 'audit_tree', 'audit_head'];
  for (const table of tables) await sql.raw(`create table kept_${table} as select * from ${table}`).execute(server.db);
  const kept = await signAndSignIn();
  await terminal.call('session.signOut', {});
  await attack(...tables.flatMap(table => [`delete from ${table}`, `insert into ${table} select * from kept_${table}`]));
  await signIn();
  expect(await terminal.waitFor('log.contradicted')).toEqual({ reason: 'rolled-back' });
  await eventually(async () => (await terminal.call('anchors.get', {})).alarm?.isReported).toBe(true);
  expect(await terminal.call('anchors.get', {})).toMatchObject({ anchor: kept, alarm: { reason: 'rolled-back', keptNote: kept.note } });
  const row = await server.db.selectFrom('auditEvents').select(['result', 'detail', 'object']).where('act', '=', 'audit.reportMismatch').executeTakeFirstOrThrow();
  expect(row).toMatchObject({ result: 'failed', object: '测试终端', detail: expect.stringContaining(`rolled-back; kept ${String(kept.size)} `) as string });
  // Whatever is shown later, the alarm and the checkpoint stay, also over a restart.
  await terminal.call('session.signOut', {});
  await signIn();
  expect(await terminal.call('anchors.get', {})).toMatchObject({ anchor: kept, alarm: { reason: 'rolled-back' } });
});

test('a past that was rewritten is told even when it is signed with the right key', async () => {
  const { anchor: kept } = await terminal.call('anchors.get', {});
  await terminal.call('session.signOut', {});
  await attack(`update audit_events set payload = payload || ' '::bytea where sequence = 2`);
  const digest = createDigest('sha256');
  const rows = await server.db.selectFrom('auditEvents').select(['payload', 'hash']).orderBy('sequence').execute();
  const frontier = rows.reduce((grown, { payload }) => addLeaf(digest, grown, leafHash(digest, payload)).frontier, emptyFrontier);
  const { signer } = requireKeeper(server.db);
  const text = writeCheckpoint(noteTools, { origin: signer.key.name, size: rows.length, root: rootOf(digest, frontier), chain: rows.at(-1)!.hash, suite: 'sha256', at: new Date().toISOString() });
  const note = writeNote(noteTools, { key: signer.key, text, signature: await signer.sign(text) });
  await server.db.insertInto('auditCheckpoints').values({ size: String(rows.length), note, at: new Date() }).execute();
  await signIn();
  expect(await terminal.waitFor('log.contradicted')).toEqual({ reason: 'rewritten' });
  expect((await terminal.call('anchors.get', {})).anchor).toEqual(kept);
});

test.each([
  ['forged', `update audit_checkpoints set note = replace(note, 'time 2', 'time 3')`],
  ['rolled-back', 'delete from audit_checkpoints'],
])('a checkpoint that is %s is told', async (reason, statement) => {
  await terminal.call('session.signOut', {});
  await attack(statement);
  await signIn();
  expect(await terminal.waitFor('log.contradicted')).toEqual({ reason });
});

test('the auditor takes log, checkpoint and key away as files, and they verify; nobody else can', async () => {
  await terminal.call('session.confirmPassword', { password: testPassword });
  const { path } = await terminal.call('audit.saveLog', {});
  const saved = await terminal.call('anchors.save', {});
  const key = readNoteKey(noteTools, await readFile(join(dirname(saved.path), 'danglian-audit.vkey'), 'utf8'))!;
  const anchors = [{ source: 'terminal', note: await readFile(saved.path, 'utf8') }];
  const report = await verifyExport({ lines: createInterface({ input: createReadStream(path) }), key, anchors });
  expect(report.findings).toEqual([]);
  expect(report.anchoredUpTo).toBe((await terminal.call('anchors.get', {})).anchor?.size);
  const exports = () => server.db.selectFrom('auditEvents').select(['sequence', 'result']).where('act', '=', 'audit.export').orderBy('sequence', 'desc').execute();
  expect(await exports()).toEqual([{ sequence: String(report.events), result: 'done' }]);

  for (const role of ['system-administrator', 'security-officer', 'reader'] as const) {
    await signIn((await anAccount(server.db, { roles: [role] })).loginName);
    await terminal.call('session.confirmPassword', { password: testPassword });
    await expect(terminal.call('audit.saveLog', {})).rejects.toMatchObject({ code: 'resource.not-found' });
  }
  expect((await exports()).map(({ result }) => result)).toEqual(['denied', 'denied', 'denied', 'done']);
});
