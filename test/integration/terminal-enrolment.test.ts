import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { TerminalId, UnitId } from '../../src-shared/domain/ids.ts';
import { anAccount, aUnit, testPassword } from '../support/builders.ts';
import { openAndEnd } from '../support/built-program.ts';
import { eventually } from '../support/eventually.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

const dayMs = 24 * 3_600_000;
let server: TestServer;
let door: ListeningServer;
let at: Pick<ListeningServer, 'serverUrl' | 'caCertificatePem'>;
let officer: string;
let unitId: UnitId;
let directory: string;
let terminal: TestTerminal;
let now = (): Date => new Date();

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite', now: () => now() });
  door = await listen(server);
  at = { serverUrl: door.serverUrl, caCertificatePem: door.caCertificatePem };
  unitId = UnitId.parse((await aUnit(server.db)).id);
  officer = await server.signIn((await anAccount(server.db, { roles: ['security-officer'] })).loginName);
});
afterAll(async () => {
  await door.stop();
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-enrol-'));
  terminal = await startTestTerminal({ ...at, dataDirectory: directory });
});
afterEach(async () => {
  await terminal.close();
  await rm(directory, { recursive: true, force: true });
});

const aCode = async (): Promise<string> => (await server.call(officer, 'terminals.createCode', { unitId })).code;
const restart = async (): Promise<void> => {
  await terminal.close();
  terminal = await startTestTerminal({ ...at, dataDirectory: directory });
};
const stateOf = async (): Promise<string> => (await terminal.call('enrolment.get', {})).state;
const isEnrolled = (): Promise<void> => eventually(stateOf).toBe('enrolled');
const idOf = async (name: string): Promise<TerminalId> => TerminalId.parse((await server.db.selectFrom('terminals').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id);
const enrol = async (name: string): Promise<TerminalId> => {
  const { fingerprint } = await terminal.call('enrolment.request', { code: await aCode(), name });
  const id = await idOf(name);
  await server.call(officer, 'terminals.approve', { id, fingerprint: fingerprint ?? '' });
  await isEnrolled();
  return id;
};
const signIn = async (): Promise<void> => {
  const { loginName } = await anAccount(server.db, { roles: ['reader'] });
  await terminal.call('session.signIn', { loginName, password: testPassword });
};

test('a new machine says so, knows its site, and lets nobody sign in', async () => {
  expect(await terminal.call('enrolment.get', {})).toEqual({ state: 'none', name: '测试终端', fingerprint: null });
  expect(await terminal.call('terminal.get', {})).toMatchObject({ siteName: '测试市', isOnline: true });
  await expect(terminal.call('session.signIn', { loginName: 'x', password: 'y' })).rejects.toMatchObject({ code: 'terminal.not-enrolled' });
});

test('it shows the fingerprint that the officer sees, waits over a restart, and goes on by itself when approved', async () => {
  const { fingerprint, state } = await terminal.call('enrolment.request', { code: await aCode(), name: '档案室-01' });
  expect(state).toBe('waiting');
  const { items } = await server.call(officer, 'terminals.list', { state: 'requested' });
  expect(items.find(({ name }) => name === '档案室-01')?.fingerprint).toBe(fingerprint);
  await restart();
  expect(await terminal.call('enrolment.get', {})).toEqual({ state: 'waiting', name: '档案室-01', fingerprint });
  await server.call(officer, 'terminals.approve', { id: await idOf('档案室-01'), fingerprint: fingerprint ?? '' });
  expect(await terminal.waitFor('enrolment.changed')).toEqual({ state: 'enrolled' });
  expect((await terminal.call('terminal.get', {})).name).toBe('档案室-01');
  await signIn();
  await restart();
  expect(await stateOf()).toBe('enrolled');
});

test('a wrong code is told, and the right one goes through', async () => {
  await expect(terminal.call('enrolment.request', { code: 'ABCD-0000', name: '窗口二' })).rejects.toMatchObject({ code: 'terminal.code-invalid' });
  expect(await stateOf()).toBe('none');
  await enrol('窗口二');
});

test('a refusal is told, and the way on is a new code', async () => {
  await terminal.call('enrolment.request', { code: await aCode(), name: '窗口三' });
  await server.call(officer, 'terminals.refuse', { id: await idOf('窗口三'), reason: '名称不对' });
  await eventually(stateOf).toBe('refused');
  await enrol('窗口三-改');
});

test('revoked while somebody works: within seconds the session is over and the window says why; a new code brings it back', async () => {
  const id = await enrol('窗口四');
  await signIn();
  const started = performance.now();
  await server.call(officer, 'terminals.revoke', { id, reason: '丢失' });
  expect(await terminal.waitFor('session.ended')).toEqual({ code: 'terminal.revoked' });
  expect(performance.now() - started).toBeLessThan(6_000);
  expect(await stateOf()).toBe('revoked');
  expect((await terminal.call('session.get', {})).signedIn).toBeNull();
  await enrol('窗口四-新');
  await signIn();
});

test('in the last third of its validity the certificate is renewed by itself, with a new key', async () => {
  const { fingerprint } = await terminal.call('enrolment.request', { code: await aCode(), name: '窗口五' });
  const id = await idOf('窗口五');
  now = () => new Date(Date.now() - 61 * dayMs);
  const past = await server.signIn((await anAccount(server.db, { roles: ['security-officer'], passwordChangedAt: now() })).loginName);
  await server.call(past, 'terminals.approve', { id, fingerprint: fingerprint ?? '' });
  now = () => new Date();
  await isEnrolled();
  await restart();
  const keys = async (): Promise<number> => (await server.db.selectFrom('terminalCertificates').select('keyFingerprint').distinct().where('terminalId', '=', id).execute()).length;
  await eventually(keys).toBe(2);
  await signIn();
  const { certificateExpiresAt } = (await server.call(officer, 'terminals.list', { query: '窗口五' })).items[0]!;
  expect(Date.parse(certificateExpiresAt ?? '')).toBeGreaterThan(Date.now() + 89 * dayMs);
});

test('the key lies in the store encrypted, and neither key nor code reaches the log', async () => {
  const code = await aCode();
  await terminal.call('enrolment.request', { code, name: '窗口六' });
  await terminal.close();
  for (const name of ['terminal.db', 'terminal.log']) {
    const text = await readFile(join(directory, name), 'latin1');
    for (const secret of ['PRIVATE KEY', code]) expect(text, name).not.toContain(secret);
  }
  terminal = await startTestTerminal({ ...at, dataDirectory: directory });
});

test('the built program enrols and opens its window', async () => {
  expect(await openAndEnd({ program: join(import.meta.dirname, '../../dist'), dataDirectory: join(directory, 'built') }, door)).toBe(0);
});
