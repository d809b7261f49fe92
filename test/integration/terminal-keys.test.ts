import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AccountId } from '../../src-shared/domain/ids.ts';
import { anAccount, testPassword } from '../support/builders.ts';
import { deviceHostsOf } from '../support/device-desk.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startSoftToken, testPin, type SoftToken } from '../support/soft-token.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

describe('a token of SoftHSM2 at a terminal', () => {
  let server: TestServer;
  let door: ListeningServer;
  let token: SoftToken;
  let terminal: TestTerminal;
  let holder: Awaited<ReturnType<typeof anAccount>>;
  let officer: Awaited<ReturnType<typeof anAccount>>;

  beforeAll(async () => {
    server = await startTestServer({ database: 'pglite' });
    door = await listen(server);
    officer = await anAccount(server.db, { roles: ['security-officer'] });
  });
  afterAll(async () => {
    await door.stop();
    await server.close();
  });
  beforeEach(async () => {
    token = await startSoftToken({ keys: [{ kind: 'EC:prime256v1', holder: '王建国' }, { kind: 'rsa:2048', holder: null }] });
    terminal = await startTestTerminal({ ...door, keyModule: token.module, deviceEnvironment: token.env });
    holder = await anAccount(server.db, { roles: ['archivist'] });
  });
  afterEach(async () => {
    await terminal.close();
    await token.stop();
  });

  const seen = async (count: number) => {
    await expect.poll(async () => (await terminal.call('keys.present', {})).tokens.length, { timeout: 20_000 }).toBe(count);
    return terminal.call('keys.present', {});
  };
  const keyIds = async (): Promise<readonly string[]> => (await seen(1)).tokens[0]!.keys.map(({ id }) => id);
  const signIn = async (keyId: string, pin = testPin) => terminal.call('session.signInWithKey', { loginName: holder.loginName, keyId, pin });
  const isLocked = async (): Promise<boolean | undefined> => (await terminal.call('session.get', {})).signedIn?.isLocked;
  const register = async (keyId: string): Promise<void> => {
    await terminal.call('session.signIn', { loginName: officer.loginName, password: testPassword });
    await terminal.call('keys.registerPresent', { accountId: AccountId.parse(holder.id), loginName: holder.loginName, keyId, pin: testPin, holderPassword: testPassword, label: '蓝色' });
    await terminal.call('session.signOut', {});
  };
  const acts = async (): Promise<readonly string[]> =>
    (await server.db.selectFrom('auditEvents').select('act').where('actorId', '=', holder.id).orderBy('sequence').execute()).map(({ act }) => act);

  test('is shown with the holder in its certificate, registered by the officer and signs its holder in', async () => {
    const { isOffered, problem, tokens } = await seen(1);
    expect({ isOffered, problem }).toEqual({ isOffered: true, problem: null });
    expect(tokens).toMatchObject([{ label: 'wang', pinState: 'usual', keys: [{ holder: '王建国', suite: 'ecdsa-p256-sha256' }, { holder: '', suite: 'rsa-pss-sha256', expiresAt: null }] }]);
    const [certified, bare] = await keyIds();
    await register(certified!);
    const { account } = await signIn(certified!);
    expect(account.id).toBe(holder.id);
    expect((await terminal.call('people.search', { query: '' })).items).toEqual([]);
    // Next time the PIN alone is asked for.
    await terminal.call('session.signOut', {});
    expect((await terminal.call('keys.present', {})).loginNames).toEqual({ [certified!]: holder.loginName });
    await expect(signIn(bare!)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
  });

  test('with a bare RSA key signs in just the same', async () => {
    const [, bare] = await keyIds();
    await register(bare!);
    await expect(signIn(bare!)).resolves.toMatchObject({ isLocked: false });
  });

  test('pulled out locks the screen at once; only the same key and its PIN open it', async () => {
    const [keyId] = await keyIds();
    await register(keyId!);
    await signIn(keyId!);
    await token.remove();
    const removedAt = performance.now();
    await terminal.waitFor('session.key-removed', { timeoutMs: 5_000 });
    expect(performance.now() - removedAt).toBeLessThan(2_500);
    expect(await isLocked()).toBe(true);
    expect(await terminal.callRaw('people.search', { query: '' })).toMatchObject({ ok: false, error: { code: 'session.locked' } });
    await expect.poll(acts).toContain('session.keyRemoved');
    await expect(terminal.call('session.unlock', { password: testPassword })).rejects.toMatchObject({ code: 'session.key-required' });
    await expect(terminal.call('session.unlockWithKey', { pin: testPin })).rejects.toMatchObject({ code: 'key.not-present' });
    await token.insert();
    await seen(1);
    expect(await isLocked()).toBe(true);
    await expect(terminal.call('session.unlockWithKey', { pin: '000000' })).rejects.toMatchObject({ code: 'key.pin-wrong' });
    expect(await isLocked()).toBe(true);
    expect((await terminal.call('session.unlockWithKey', { pin: testPin })).isLocked).toBe(false);
    expect((await terminal.call('people.search', { query: '' })).items).toEqual([]);
  });

  test('pulled out after its holder has left disturbs nobody', async () => {
    const [keyId] = await keyIds();
    await register(keyId!);
    await signIn(keyId!);
    await terminal.call('session.signIn', { loginName: officer.loginName, password: testPassword });
    await token.remove();
    await seen(0);
    expect(await isLocked()).toBe(false);
    expect(terminal.events.map(({ name }) => name)).not.toContain('session.key-removed');
  });

  test('whose driver is killed locks the screen; a new driver takes over and the key opens it again', async () => {
    const [keyId] = await keyIds();
    await register(keyId!);
    await signIn(keyId!);
    const [driver] = await deviceHostsOf();
    process.kill(driver!, 'SIGKILL');
    await terminal.waitFor('session.key-removed', { timeoutMs: 3_000 });
    expect(await isLocked()).toBe(true);
    await seen(1);
    expect((await terminal.call('session.unlockWithKey', { pin: testPin })).isLocked).toBe(false);
  });

  test('says by its state that a wrong PIN was given, and the PIN is nowhere to be found', async () => {
    const [keyId] = await keyIds();
    await expect(signIn(keyId!, '135791')).rejects.toMatchObject({ code: 'key.pin-wrong' });
    await expect.poll(async () => (await terminal.call('keys.present', {})).tokens[0]?.pinState, { timeout: 5_000 }).toBe('low');
    // Too short to be right: not even sent to the token.
    expect(await terminal.callRaw('session.signInWithKey', { loginName: holder.loginName, keyId, pin: '1357' })).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    expect(await readFile(`${terminal.dataDirectory}/terminal.log`, 'utf8')).not.toContain('135791');
    // The PIN is the key's own business: no attempt was counted at the data centre.
    expect(await acts()).toEqual([]);
  });
});

test('a terminal without a driver for keys offers passwords only', async () => {
  const server = await startTestServer({ database: 'pglite' });
  const door = await listen(server);
  const terminal = await startTestTerminal(door);
  expect(await terminal.call('keys.present', {})).toEqual({ isOffered: false, problem: null, tokens: [], ownKeyId: null, loginNames: {} });
  await terminal.close();
  await door.stop();
  await server.close();
});
