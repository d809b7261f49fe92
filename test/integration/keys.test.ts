import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicyOf } from '../../src-shared/domain/access-policy.ts';
import { AccountId } from '../../src-shared/domain/ids.ts';
import { apiPath } from '../../src-shared/contract/server-api.ts';
import { buildServer } from '../../src-server/app/build-server.ts';
import { sweepChallenges } from '../../src-server/features/keys/index.ts';
import { writeAccessPolicy } from '../../src-server/features/identity/index.ts';
import { anAccount, testPassword } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';
import { aProof, aSecurityOfficer, aTestKey, registerKey, type TestKey } from '../support/signing-keys.ts';

describe.each(databaseKinds)('USB keys at the data centre, on %s', database => {
  let server: TestServer;
  let officer: string;
  let account: Awaited<ReturnType<typeof anAccount>>;
  let key: TestKey;

  beforeAll(async () => {
    server = await startTestServer({ database });
    officer = await aSecurityOfficer(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await writeAccessPolicy(server.db, defaultPolicyOf('secret'));
    account = await anAccount(server.db);
    key = aTestKey();
  });

  const signInWithKey = async (signer = key) => server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...(await aProof(server, { key: signer, loginName: account.loginName })) });
  const lastRow = () => server.db.selectFrom('auditEvents').select(['act', 'object', 'result', 'detail']).orderBy('sequence', 'desc').limit(1).executeTakeFirstOrThrow();
  const countKeys = async (): Promise<number> => (await server.call(officer, 'keys.list', { accountId: AccountId.parse(account.id) })).total;

  test.each(['ecdsa-p256-sha256', 'rsa-pss-sha256', 'rsa-pkcs1-sha256'] as const)('a key of the suite %s is registered and signs in', async suite => {
    key = aTestKey(suite);
    const { id } = await registerKey(server, { officer, key, account });
    expect(await lastRow()).toMatchObject({ act: 'keys.register', object: account.loginName, result: 'done' });
    const { token, ...who } = await signInWithKey();
    expect(who.account.id).toBe(account.id);
    expect(await lastRow()).toMatchObject({ act: 'session.signInWithKey', object: account.loginName, result: 'done', detail: 'key A1B2C3' });
    await server.call(token, 'session.signOut', {});
    const { items } = await server.call(officer, 'keys.list', { query: account.loginName });
    expect(items).toMatchObject([{ id, serial: 'A1B2C3', label: '蓝色', state: 'active', registeredBy: '李档案' }]);
    expect(items[0]!.lastUsedAt).not.toBeNull();
  });

  test('a challenge that one process of the data centre gave out is good at another', async () => {
    await registerKey(server, { officer, key, account });
    const proof = await aProof(server, { key, loginName: account.loginName });
    const other = buildServer(server.parts);
    const answer = await other.inject({ method: 'POST', url: apiPath('session.signInWithKey'), headers: server.terminalHeaders, payload: { loginName: account.loginName, ...proof } });
    expect(answer.json()).toMatchObject({ ok: true, value: { account: { id: account.id } } });
    await other.close();
  });

  test('challenges do not pile up: one for each terminal, and none that is too old', async () => {
    const ask = () => server.call(null, 'session.challenge', { loginName: account.loginName });
    for (let times = 0; times < 5; times += 1) await ask();
    const count = async (): Promise<number> => (await server.db.selectFrom('keyChallenges').select('id').execute()).length;
    expect(await count()).toBe(1);
    await sweepChallenges(server.db, new Date());
    expect(await count()).toBe(1);
    await sweepChallenges(server.db, new Date(Date.now() + 61_000));
    expect(await count()).toBe(0);
  });

  test('a key that the person at the terminal cannot use is not registered', async () => {
    const stolen = aTestKey();
    await expect(registerKey(server, { officer, key, account }, { publicKey: stolen.publicKey })).rejects.toMatchObject({ code: 'key.unproven' });
    expect(await countKeys()).toBe(0);
  });

  test('an officer does not tie a key of his own to the account of somebody who is not there', async () => {
    await expect(registerKey(server, { officer, key, account }, { holderPassword: 'guessed-Password-1' })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    expect(await lastRow()).toMatchObject({ act: 'keys.register', object: account.loginName, result: 'failed' });
    expect(await countKeys()).toBe(0);
  });

  test('a signature for signing in registers nothing', async () => {
    await expect(registerKey(server, { officer, key, account, purpose: 'sign-in' })).rejects.toMatchObject({ code: 'key.unproven' });
  });

  test('a key belongs to one account at a time', async () => {
    await registerKey(server, { officer, key, account });
    const other = await anAccount(server.db);
    await expect(registerKey(server, { officer, key, account: other })).rejects.toMatchObject({ code: 'key.already-registered' });
    expect((await server.call(officer, 'keys.list', { accountId: AccountId.parse(other.id) })).total).toBe(0);
  });

  test('a fourth key is one too many', async () => {
    for (const spare of [aTestKey(), aTestKey(), aTestKey()]) await registerKey(server, { officer, key: spare, account });
    await expect(registerKey(server, { officer, key, account })).rejects.toMatchObject({ code: 'key.too-many' });
  });

  test.each([
    ['RSA of 1024 bits', () => aTestKey('rsa-pss-sha256', 1024)],
    ['a curve that is not P-256', () => ({ ...aTestKey(), publicKey: generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64') })],
    ['Ed25519', () => ({ ...aTestKey(), publicKey: generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64') })],
    ['a suite that belongs to another kind of key', () => ({ ...aTestKey(), suite: 'rsa-pss-sha256' as const, privateKey: aTestKey('rsa-pss-sha256').privateKey })],
    ['SM2, which needs its vendor\'s device', () => ({ ...aTestKey(), suite: 'sm2-sm3' as const })],
  ])('%s is not registered', async (_what, make) => {
    await expect(registerKey(server, { officer, key: make(), account })).rejects.toMatchObject({ code: 'key.not-supported' });
    expect(await countKeys()).toBe(0);
  });

  test('bytes that are neither certificate nor key are refused', async () => {
    const rubbish = Buffer.from('no key at all').toString('base64');
    await expect(registerKey(server, { officer, key, account }, { publicKey: rubbish })).rejects.toMatchObject({ code: 'key.not-supported' });
    await expect(registerKey(server, { officer, key, account }, { certificate: rubbish })).rejects.toMatchObject({ code: 'key.not-supported' });
  });

  test('an unknown name, an account without keys and a wrong key get the same answer', async () => {
    const refusalFor = async (loginName: string): Promise<unknown> => {
      const proof = await aProof(server, { key, loginName });
      return server.call(null, 'session.signInWithKey', { loginName, ...proof }).catch((error: unknown) => error);
    };
    const holder = await anAccount(server.db);
    await registerKey(server, { officer, key: aTestKey(), account: holder });
    for (const name of ['nobody', account.loginName, holder.loginName]) expect(await refusalFor(name)).toMatchObject({ code: 'session.wrong-credentials', params: {} });
  });

  test('the sixth wrong signature finds the account locked, for passwords too', async () => {
    await registerKey(server, { officer, key, account });
    const wrong = aTestKey();
    for (let tries = 0; tries < 5; tries += 1) await expect(signInWithKey(wrong)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expect(signInWithKey()).rejects.toMatchObject({ code: 'session.account-locked' });
    expect(await lastRow()).toMatchObject({ act: 'session.signInWithKey', result: 'denied', detail: 'account locked out' });
    await expect(server.signIn(account.loginName)).rejects.toMatchObject({ code: 'session.account-locked' });
  });

  test('a session that began with a key is confirmed by that key, not by the password nor by another key', async () => {
    await registerKey(server, { officer, key, account });
    const spare = aTestKey();
    await registerKey(server, { officer, key: spare, account });
    const { token } = await signInWithKey();
    await server.call(token, 'session.keyRemoved', {});
    expect(await lastRow()).toMatchObject({ act: 'session.keyRemoved', result: 'done' });
    await expect(server.call(token, 'people.search', { query: '' })).rejects.toMatchObject({ code: 'session.locked' });
    await expect(server.call(token, 'session.confirmPassword', { password: testPassword })).rejects.toMatchObject({ code: 'session.key-required' });
    expect(await lastRow()).toMatchObject({ act: 'session.confirmPassword', result: 'denied' });
    const confirm = async (signer: TestKey) => server.call(token, 'session.confirmWithKey', await aProof(server, { key: signer, loginName: account.loginName, purpose: 'confirm' }));
    await expect(confirm(spare)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expect(server.call(token, 'people.search', { query: '' })).rejects.toMatchObject({ code: 'session.locked' });
    await confirm(key);
    await expect(server.call(token, 'people.search', { query: '' })).resolves.toMatchObject({ items: [] });
  });

  test('a change of password does not turn the session into one that a password opens', async () => {
    await registerKey(server, { officer, key, account });
    const { token: first } = await signInWithKey();
    const { token } = await server.call(first, 'session.changePassword', { oldPassword: testPassword, newPassword: 'Another-2027-x' });
    await expect(server.call(token, 'session.confirmPassword', { password: 'Another-2027-x' })).rejects.toMatchObject({ code: 'session.key-required' });
  });

  test('a revoked key opens nothing any more and ends the session that it began', async () => {
    const { id } = await registerKey(server, { officer, key, account });
    const { token } = await signInWithKey();
    await server.call(officer, 'keys.revoke', { id, reason: '遗失' });
    expect(await lastRow()).toMatchObject({ act: 'keys.revoke', object: account.loginName, detail: 'key A1B2C3: 遗失' });
    await expect(server.call(token, 'people.search', { query: '' })).rejects.toMatchObject({ code: expect.stringMatching(/^session\./) as string }); // `as`: a matcher in the place of a text
    await expect(signInWithKey()).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expect(server.call(officer, 'keys.revoke', { id, reason: '遗失' })).rejects.toMatchObject({ code: 'resource.not-found' });
    // Found again, it may be registered anew.
    await expect(registerKey(server, { officer, key, account })).resolves.toHaveProperty('id');
  });

  test('a suspended account does not come in with its key', async () => {
    await registerKey(server, { officer, key, account });
    await server.db.updateTable('accounts').set({ state: 'suspended' }).where('id', '=', account.id).execute();
    await expect(signInWithKey()).rejects.toMatchObject({ code: 'session.wrong-credentials' });
  });

  test.each(['system-administrator', 'auditor', 'archivist', 'reader', 'approver', 'selector'] as const)('%s neither sees nor registers nor revokes keys', async role => {
    const { id } = await registerKey(server, { officer, key, account });
    const token = await server.signIn((await anAccount(server.db, { roles: [role] })).loginName);
    await expect(server.call(token, 'keys.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(registerKey(server, { officer: token, key: aTestKey(), account })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(token, 'keys.revoke', { id, reason: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await lastRow()).toMatchObject({ act: 'keys.revoke', result: 'denied' });
    await expect(signInWithKey()).resolves.toHaveProperty('token');
  });

  describe('where the policy asks for a key from 机密 on', () => {
    beforeEach(() => writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), keyRequiredFrom: 'confidential' }));
    const withClearance = (clearance: 'secret' | 'confidential' | 'top-secret') => server.db.updateTable('accounts').set({ clearance }).where('id', '=', account.id).execute();

    test.each(['confidential', 'top-secret'] as const)('the right password of an account cleared for %s is not enough', async clearance => {
      await withClearance(clearance);
      await expect(server.signIn(account.loginName)).rejects.toMatchObject({ code: 'session.key-required' });
      expect(await lastRow()).toMatchObject({ act: 'session.signIn', object: account.loginName, result: 'denied' });
      await expect(server.signIn(account.loginName, { password: 'wrong-Password-1' })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
      await registerKey(server, { officer, key, account });
      await expect(signInWithKey()).resolves.toHaveProperty('token');
    });

    test('the password of an account cleared for less is', async () => {
      await withClearance('secret');
      await expect(server.signIn(account.loginName)).resolves.toBeTypeOf('string');
    });

    test('a security officer without a key comes in to register the first one, and with a key needs it', async () => {
      account = await anAccount(server.db, { roles: ['security-officer'], clearance: 'confidential' });
      const token = await server.signIn(account.loginName);
      await registerKey(server, { officer: token, key, account });
      await expect(server.signIn(account.loginName)).rejects.toMatchObject({ code: 'session.key-required' });
      await expect(signInWithKey()).resolves.toHaveProperty('token');
    });
  });
});
