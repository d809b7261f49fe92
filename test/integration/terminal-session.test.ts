import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { provideTls } from '../../src-server/certificates/index.ts';
import { PersonId } from '../../src-shared/domain/ids.ts';
import { anAccount, aPerson, aUnit, testPassword } from '../support/builders.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let terminal: TestTerminal;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
});
afterAll(async () => {
  await door.stop();
  await server.close();
});
beforeEach(async () => {
  terminal = await startTestTerminal(door);
});
afterEach(async () => {
  await terminal.close();
});

const anArchivist = async () => anAccount(server.db, { roles: ['archivist'] });
const signIn = (loginName: string) => terminal.call('session.signIn', { loginName, password: testPassword });

test('a person signs in, works, and signs out; the window never sees the token', async () => {
  const unit = await aUnit(server.db);
  const account = await anAccount(server.db, { roles: ['archivist'], unitId: unit.id });
  const person = await aPerson(server.db, { name: '欧阳志远', managingUnitId: unit.id, unitId: unit.id });
  expect((await terminal.call('session.get', {})).signedIn).toBeNull();

  const reply = await terminal.callRaw('session.signIn', { loginName: account.loginName, password: testPassword });
  expect(JSON.stringify(reply)).not.toMatch(/token/i);
  expect((await terminal.call('session.get', {})).signedIn?.account.id).toBe(account.id);
  const found = await terminal.call('people.search', { query: '欧阳志远' });
  expect(found.items.map(({ id }) => id)).toEqual([person.id]);

  await terminal.call('session.signOut', {});
  expect((await terminal.call('session.get', {})).signedIn).toBeNull();
  await expect(terminal.call('people.search', { query: '' })).rejects.toMatchObject({ code: 'session.required' });
});

test('a wrong password is refused in the data centre\'s words', async () => {
  const { loginName } = await anArchivist();
  await expect(terminal.call('session.signIn', { loginName, password: 'wrong' })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
  expect((await terminal.call('session.get', {})).signedIn).toBeNull();
});

test('an unknown operation and a wrong schema get coded replies', async () => {
  expect(await terminal.callRaw('people.explode', {})).toEqual({ ok: false, error: { code: 'operation.unknown', params: { name: 'people.explode' } } });
  expect(await terminal.callRaw('__proto__', {})).toMatchObject({ ok: false, error: { code: 'operation.unknown' } });
  expect(await terminal.callRaw('terminals.renew', { csrPem: 'x' })).toMatchObject({ ok: false, error: { code: 'operation.unknown' } });
  expect(await terminal.callRaw('drafts.get', { id: 7 })).toEqual({ ok: false, error: { code: 'input.invalid', params: { path: 'id' } } });
});

test('while locked only unlocking and leaving are possible; a wrong password keeps it locked', async () => {
  await signIn((await anArchivist()).loginName);
  const { id } = await terminal.call('drafts.create', { volumeId: crypto.randomUUID(), personId: crypto.randomUUID(), personName: '王建国' });
  await terminal.call('session.lock', {});
  for (const [name, input] of [['people.search', { query: '' }], ['drafts.list', {}], ['scanning.listScanners', {}]] as const) {
    expect(await terminal.callRaw(name, input)).toMatchObject({ ok: false, error: { code: 'session.locked' } });
  }
  expect((await terminal.get(`/drafts/${id}/${crypto.randomUUID()}?size=thumb`))?.status).toBe(423);
  expect((await terminal.call('terminal.get', {})).name).toBe('测试终端');
  await expect(terminal.call('session.unlock', { password: 'wrong' })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
  expect((await terminal.call('session.get', {})).signedIn?.isLocked).toBe(true);
  expect((await terminal.call('session.unlock', { password: testPassword })).isLocked).toBe(false);
  expect((await terminal.call('drafts.list', {})).drafts).toHaveLength(1);
});

test('a one-time password must be changed first, and then everything opens', async () => {
  const { loginName } = await anAccount(server.db, { roles: ['archivist'], mustChangePassword: true });
  expect((await signIn(loginName)).mustChangePassword).toBe(true);
  await expect(terminal.call('units.list', {})).rejects.toMatchObject({ code: 'session.password-change-required' });
  await terminal.call('session.changePassword', { oldPassword: testPassword, newPassword: 'Another-2027-x' });
  expect((await terminal.call('session.get', {})).signedIn?.mustChangePassword).toBe(false);
  expect((await terminal.call('units.list', {})).units.length).toBeGreaterThan(0);
});

test('a session that ended elsewhere is told within seconds, once, without a click, and is over here too', async () => {
  const { loginName } = await anArchivist();
  await signIn(loginName);
  await server.signIn(loginName, { terminalName: '别处' });
  expect(await terminal.waitFor('session.ended', { timeoutMs: 4_000 })).toEqual({ code: 'session.ended-elsewhere' });
  expect((await terminal.call('session.get', {})).signedIn).toBeNull();
  await expect(terminal.call('units.list', {})).rejects.toMatchObject({ code: 'session.required' });
  expect(terminal.events.filter(({ name }) => name === 'session.ended')).toHaveLength(1);
});

test('a stopped data centre is unreachable, is noticed when it is back, and the session goes on', async () => {
  await signIn((await anArchivist()).loginName);
  await door.stop();
  await expect(terminal.call('units.list', {})).rejects.toMatchObject({ code: 'server.unreachable' });
  expect(await terminal.waitFor('connection.changed')).toEqual({ isOnline: false });
  expect(await terminal.call('terminal.get', {})).toMatchObject({ isOnline: false });
  const from = terminal.events.length;
  await door.start();
  expect(await terminal.waitFor('connection.changed', { from })).toEqual({ isOnline: true });
  expect((await terminal.call('units.list', {})).units.length).toBeGreaterThan(0);
});

test('without the data centre the terminal still knows where it is, also after a restart', async () => {
  const first = await terminal.call('terminal.get', {});
  expect(first).toMatchObject({ siteName: '测试市', isOnline: true, hostKind: 'chromium' });
  const { dataDirectory } = terminal;
  await door.stop();
  try {
    expect(await terminal.call('terminal.get', {})).toMatchObject({ siteName: '测试市', isOnline: false });
    const second = await startTestTerminal({ caCertificatePem: door.caCertificatePem, serverUrl: 'https://localhost:9', dataDirectory: join(dataDirectory, 'second') });
    expect(await second.call('terminal.get', {})).toMatchObject({ siteName: '', isOnline: false });
    await second.close();
  } finally {
    await door.start();
  }
});

test('a data centre with a certificate of another authority is not trusted and gets no password', async () => {
  const tls = await provideTls(join(server.dataDirectory, 'other'), []);
  let heard = 0;
  const impostor = createServer(tls, (_request, response) => {
    heard += 1;
    response.end();
  });
  await new Promise<void>(resolve => impostor.listen(0, '127.0.0.1', resolve));
  const { port } = impostor.address() as AddressInfo; // `as`: it listens on TCP
  const at = { caCertificatePem: door.caCertificatePem, serverUrl: `https://localhost:${String(port)}` };
  const stranger = await startTestTerminal(at);
  await expect(stranger.call('enrolment.request', { code: 'x', name: '窗口九' })).rejects.toMatchObject({ code: 'server.untrusted' });
  await stranger.close();
  const dataDirectory = join(server.dataDirectory, 'moved-terminal');
  await (await startTestTerminal({ ...door, dataDirectory })).close();
  const moved = await startTestTerminal({ ...at, dataDirectory });
  await expect(moved.call('session.signIn', { loginName: 'x', password: 'y' })).rejects.toMatchObject({ code: 'server.untrusted' });
  await moved.close();
  expect(heard).toBe(0);
  impostor.close();
});

test('no password and no name reaches the log; a bug crosses as a number that the log explains', async () => {
  const { loginName } = await anArchivist();
  await signIn(loginName);
  await terminal.call('drafts.create', { volumeId: crypto.randomUUID(), personId: PersonId.parse(crypto.randomUUID()), personName: '司马相如' });
  await expect(terminal.call('session.signIn', { loginName, password: 'not-the-password' })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
  const log = await readFile(join(terminal.dataDirectory, 'terminal.log'), 'utf8');
  expect(log).toContain('terminal started');
  for (const secret of [testPassword, 'not-the-password', '司马相如', loginName]) expect(log).not.toContain(secret);
});

test('only addresses of pages, drafts and prints are answered, only to GET, and never stored', async () => {
  await signIn((await anArchivist()).loginName);
  expect(await terminal.get('/etc/passwd')).toBeNull();
  expect((await terminal.get('/drafts/../../terminal.db'))?.status ?? null).toBeNull();
  expect((await terminal.get('/drafts/x/y'))?.status).toBe(404);
  const unknown = await terminal.get(`/pages/${crypto.randomUUID()}/${crypto.randomUUID()}?size=half`);
  expect(unknown?.status).toBe(404);
  expect(unknown?.headers['cache-control']).toBe('no-store');
  expect((await terminal.get(`/prints/${crypto.randomUUID()}.pdf`, 'POST'))?.status).toBe(405);
  await terminal.call('session.signOut', {});
  expect((await terminal.get(`/pages/${crypto.randomUUID()}/${crypto.randomUUID()}?size=half`))?.status).toBe(401);
});
