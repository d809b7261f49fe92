import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anAccount } from '../../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';
import { aProof, aSecurityOfficer, aTestKey, registerKey, type TestKey } from '../../support/signing-keys.ts';

describe.each(databaseKinds)('a USB key that is abused, on %s', database => {
  let server: TestServer;
  let officer: string;
  let clock: number;
  let account: Awaited<ReturnType<typeof anAccount>>;
  let key: TestKey;

  beforeAll(async () => {
    clock = Date.now();
    server = await startTestServer({ database, now: () => new Date(clock) });
    officer = await aSecurityOfficer(server);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    account = await anAccount(server.db);
    key = aTestKey();
    await registerKey(server, { officer, key, account });
  });

  const countSessions = async (): Promise<number> => (await sql<{ count: number }>`select count(*)::integer as count from sessions where account_id = ${account.id}`.execute(server.db)).rows[0]!.count;
  const lastRow = () =>
    server.db.selectFrom('auditEvents').select(['act', 'object', 'result', 'detail', 'actorId']).orderBy('sequence', 'desc').limit(1).executeTakeFirstOrThrow();
  const expectRefusal = async (detail: string, result = 'denied'): Promise<void> => {
    expect(await lastRow()).toEqual({ act: 'session.signInWithKey', object: account.loginName, result, detail, actorId: account.id });
  };
  const expired = 'challenge used, too old, or of another name or terminal';

  test('case 05: an answer that was good once is refused the second time, and the first session stands', async () => {
    const proof = await aProof(server, { key, loginName: account.loginName });
    const { token } = await server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof });
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })).rejects.toMatchObject({ code: 'key.challenge-expired' });
    await expectRefusal(expired);
    await server.call(token, 'session.signOut', {});
  });

  test('case 05: of four answers at once with one challenge one is taken', async () => {
    const proof = await aProof(server, { key, loginName: account.loginName });
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countSessions()).toBe(1);
  });

  test('case 05: a refused answer uses its challenge up, too', async () => {
    const { challengeId, suite, signature } = await aProof(server, { key, loginName: account.loginName });
    const wrong = await aProof(server, { key: aTestKey(), loginName: account.loginName });
    expect(wrong.challengeId).not.toBe(challengeId);
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...wrong })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expectRefusal('wrong signature', 'failed');
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, challengeId: wrong.challengeId, suite, signature })).rejects.toMatchObject({ code: 'key.challenge-expired' });
    expect(await countSessions()).toBe(0);
  });

  test.each([
    ['another data centre', { serverId: '00000000-0000-4000-8000-000000000000' }],
    ['another nonce', { nonce: new Uint8Array(32) }],
    ['another login name', { loginName: 'somebody' }],
    ['another terminal', { terminal: 'ff'.repeat(32) }],
    ['the registration of a key', { purpose: 'register' }],
    ['the unlocking of a screen', { purpose: 'confirm' }],
  ] as const)('case 06: a signature made for %s is refused', async (_what, claims) => {
    const proof = await aProof(server, { key, loginName: account.loginName, claims });
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expectRefusal('wrong signature', 'failed');
    expect(await countSessions()).toBe(0);
  });

  test('case 06: an answer that another terminal relays is refused, although the signature is good', async () => {
    const proof = await aProof(server, { key, loginName: account.loginName });
    const elsewhere = await server.terminal('别处终端');
    await expect(server.callFrom(elsewhere)(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })).rejects.toMatchObject({ code: 'key.challenge-expired' });
    await expectRefusal(expired);
    expect(await countSessions()).toBe(0);
  });

  test('case 06: the challenge of one name does not serve another, which has a key, too', async () => {
    const other = await anAccount(server.db);
    const proof = await aProof(server, { key, loginName: other.loginName, claims: { loginName: account.loginName } });
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })).rejects.toMatchObject({ code: 'key.challenge-expired' });
    await expectRefusal(expired);
    expect(await countSessions()).toBe(0);
  });

  test.each([
    ['60 seconds old', 60_000],
    ['made in a future that a clock set back has left', -1],
  ])('case 07: a nonce %s is refused', async (_what, ageMs) => {
    const proof = await aProof(server, { key, loginName: account.loginName });
    clock += ageMs;
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })).rejects.toMatchObject({ code: 'key.challenge-expired' });
    clock += Math.max(0, -ageMs);
    await expectRefusal(expired);
    expect(await countSessions()).toBe(0);
  });

  test('case 07: a nonce just under 60 seconds old is still good', async () => {
    const proof = await aProof(server, { key, loginName: account.loginName });
    clock += 59_999;
    await expect(server.call(null, 'session.signInWithKey', { loginName: account.loginName, ...proof })).resolves.toMatchObject({ account: { id: account.id } });
  });
});
