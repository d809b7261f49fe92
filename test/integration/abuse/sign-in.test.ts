import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiPath } from '../../../src-shared/contract/server-api.ts';
import { defaultPolicyOf } from '../../../src-shared/domain/access-policy.ts';
import { AppError } from '../../../src-shared/errors/app-error.ts';
import { hashPassword, writeAccessPolicy } from '../../../src-server/features/identity/index.ts';
import { anAccount, testPassword } from '../../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

const wrong = 'Not-this-one-1';

describe.each(databaseKinds)('misuse of signing in on %s', database => {
  let server: TestServer;
  let now = new Date();
  const later = (minutes: number): void => { now = new Date(now.getTime() + minutes * 60_000); };

  beforeAll(async () => {
    server = await startTestServer({ database, now: () => now });
  });
  afterAll(() => server.close());

  const codeOf = (error: unknown): unknown => (error instanceof AppError ? error.code : error);
  const tryFrom = async (terminalName: string, loginName: string, password = wrong): Promise<unknown> =>
    server.callFrom(await server.terminal(terminalName))(null, 'session.signIn', { loginName, password }).then(() => 'in', codeOf);
  const eventsOf = (loginName: string): Promise<{ result: string; detail: string }[]> =>
    server.db.selectFrom('auditEvents').select(['result', 'detail']).where('act', '=', 'session.signIn').where('object', '=', loginName).orderBy('sequence').execute();

  describe('case 08: of fifty wrong tries at once', () => {
    test.each(['an account', 'no account'])('exactly five are evaluated for a name with %s, and then it is locked', async kind => {
      const loginName = kind === 'an account' ? (await anAccount(server.db)).loginName : `ghost-${database}`;
      await server.terminal(`窗口 ${kind}`);
      const codes = await Promise.all(Array.from({ length: 50 }, () => tryFrom(`窗口 ${kind}`, loginName)));
      expect(codes.filter(code => code === 'session.wrong-credentials')).toHaveLength(5);
      expect(codes.filter(code => code === 'session.account-locked')).toHaveLength(45);
      expect(await tryFrom(`窗口 ${kind}`, loginName, testPassword)).toBe('session.account-locked');
      if (kind === 'no account') return;
      expect(await server.db.selectFrom('sessions').innerJoin('accounts', 'accounts.id', 'sessions.accountId').select('accountId').where('loginName', '=', loginName).execute()).toEqual([]);
      const events = await eventsOf(loginName);
      expect(events.filter(({ detail }) => detail === 'wrong password')).toHaveLength(5);
      expect(events.filter(({ result, detail }) => result === 'denied' && detail === 'account locked out')).toHaveLength(46);
    });

    test('as many are evaluated as the policy allows', async () => {
      await writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), lockoutAttempts: 3, lockoutMinutes: 20 });
      const { loginName } = await anAccount(server.db);
      await server.terminal('窗口三');
      const codes = await Promise.all(Array.from({ length: 50 }, () => tryFrom('窗口三', loginName)));
      expect(codes.filter(code => code === 'session.wrong-credentials')).toHaveLength(3);
      const locked = server.callFrom(await server.terminal('窗口三'))(null, 'session.signIn', { loginName, password: testPassword });
      await expect(locked).rejects.toMatchObject({ code: 'session.account-locked', params: { minutes: 20 } });
      await server.db.deleteFrom('settings').where('key', '=', 'access-policy').execute();
    });
  });

  test('case 08: each lockout lasts twice as long as the one before, until the right password is given', async () => {
    const { loginName } = await anAccount(server.db);
    const lockAgain = async (): Promise<number> => {
      for (let tries = 0; tries < 5; tries += 1) expect(await tryFrom('窗口加倍', loginName)).toBe('session.wrong-credentials');
      const error: unknown = await server.callFrom(await server.terminal('窗口加倍'))(null, 'session.signIn', { loginName, password: wrong }).catch((cause: unknown) => cause);
      return error instanceof AppError ? Number(error.params['minutes']) : 0;
    };
    expect(await lockAgain()).toBe(15);
    later(15);
    expect(await lockAgain()).toBe(30);
    later(30);
    expect(await tryFrom('窗口加倍', loginName, testPassword)).toBe('in');
    expect(await lockAgain()).toBe(15);
  });

  test('case 08: a terminal that tries one password on many names is locked out, whoever signs in there; others are not', async () => {
    const own = await anAccount(server.db);
    const codes: unknown[] = [];
    for (let count = 0; count < 25; count += 1) {
      codes.push(await tryFrom('窗口撒网', `spray-${database}-${String(count)}`));
      // His own account, with the right password, buys him no further tries on other names.
      if (count === 10) expect(await tryFrom('窗口撒网', own.loginName, testPassword)).toBe('in');
    }
    expect(codes.filter(code => code === 'session.wrong-credentials')).toHaveLength(20);
    expect(codes.filter(code => code === 'session.terminal-locked')).toHaveLength(5);
    expect(await tryFrom('窗口撒网', own.loginName, testPassword)).toBe('session.terminal-locked');
    expect(await tryFrom('窗口旁边', own.loginName, testPassword)).toBe('in');
    expect(await eventsOf(own.loginName)).toContainEqual({ result: 'denied', detail: 'terminal locked out' });
  });

  test.each(['proposed', 'suspended', 'closed'] as const)('case 09: the answer to a %s account is that to an unknown name', async state => {
    const { loginName } = await anAccount(server.db, { state });
    const answerTo = async (name: string, password: string): Promise<{ status: number; body: string }> => {
      const { statusCode, body } = await server.app.inject({ method: 'POST', url: apiPath('session.signIn'), payload: { loginName: name, password } });
      return { status: statusCode, body };
    };
    const unknown = await answerTo(`nobody-${database}-${state}`, wrong);
    expect(unknown.status).toBe(401);
    expect(await answerTo(loginName, wrong)).toEqual(unknown);
    expect(await answerTo(loginName, testPassword)).toEqual(unknown);
    expect(await answerTo((await anAccount(server.db)).loginName, wrong)).toEqual(unknown);
  });

  test('case 09: an unknown name takes as long as a known one', async () => {
    await writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), lockoutAttempts: 10 });
    const accounts = await Promise.all(Array.from({ length: 4 }, async () => anAccount(server.db, { passwordHash: await hashPassword(testPassword) })));
    const measure = async (name: string, round: number): Promise<number> => {
      const terminalName = `窗口计时${String(round % 4)}`;
      await server.terminal(terminalName);
      const started = performance.now();
      expect(await tryFrom(terminalName, name)).toBe('session.wrong-credentials');
      return performance.now() - started;
    };
    await measure(`warm-${database}`, 0);
    const known: number[] = [];
    const unknown: number[] = [];
    // In turns, so that whatever else the machine does meets both alike.
    for (let round = 0; round < 32; round += 1) {
      known.push(await measure(accounts[round % 4]!.loginName, round));
      unknown.push(await measure(`nobody-${database}-${String(round % 4)}`, round));
    }
    expect(chanceOfBeingTold(known, unknown)).toBeGreaterThan(0.25);
    expect(chanceOfBeingTold(known, unknown)).toBeLessThan(0.75);
    await server.db.deleteFrom('settings').where('key', '=', 'access-policy').execute();
  });

  describe('an unattended session', () => {
    const anything = { id: randomUUID() };
    const acts = [
      ['approver', 'requests.approve', { ...anything, contentDigest: '0'.repeat(64), minutes: 30, materials: [{ materialId: randomUUID(), canPrint: false }], note: '' }],
      ['reader', 'printing.prepare', { viewSessionId: randomUUID(), pageIds: [randomUUID()], copies: 1, idempotencyKey: randomUUID() }],
      ['auditor', 'audit.reportFile', { from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z', format: 'csv' }],
      ['security-officer', 'acts.agree', anything],
    ] as const;

    test.each(acts)('as %s does not get through %s without the password, minutes after it was given last', async (role, name, payload) => {
      const { loginName } = await anAccount(server.db, { roles: [role] });
      const token = await server.signIn(loginName);
      const send = async (): Promise<unknown> =>
        (await server.app.inject({ method: 'POST', url: apiPath(name), headers: { authorization: `Bearer ${token}` }, payload })).json<{ error?: { code: string } }>().error?.code;
      expect(await send()).not.toBe('session.confirmation-required');
      later(5.1);
      expect(await send()).toBe('session.confirmation-required');
      await server.call(token, 'units.list', {});
      await expect(server.call(token, 'session.confirmPassword', { password: wrong })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
      expect(await send()).toBe('session.confirmation-required');
      await server.call(token, 'session.confirmPassword', { password: testPassword });
      expect(await send()).not.toBe('session.confirmation-required');
    });
  });

  describe('case 10: a new password', () => {
    const change = (token: string, oldPassword: string, newPassword: string): Promise<string> => server.call(token, 'session.changePassword', { oldPassword, newPassword }).then(answer => answer.token);
    const passwordOf = (id: string): Promise<{ passwordHash: string }> => server.db.selectFrom('accounts').select('passwordHash').where('id', '=', id).executeTakeFirstOrThrow();

    test.each([
      ['too short', 'Kurz-12', 'password.too-weak'],
      ['of two kinds of characters', 'abcdefghijk9', 'password.too-weak'],
      ['common', 'P@ssw0rd2026', 'password.too-common'],
      ['a keyboard run', 'Qwer1234!@#$', 'password.too-common'],
      ['the present one', testPassword, 'password.same-as-old'],
    ])('that is %s is refused', async (_kind, password, code) => {
      const { id, loginName } = await anAccount(server.db);
      const token = await server.signIn(loginName);
      const before = await passwordOf(id);
      await expect(change(token, testPassword, password)).rejects.toMatchObject({ code });
      expect(await passwordOf(id)).toEqual(before);
    });

    test('that was used before is refused for as many as the policy remembers', async () => {
      await writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), password: { ...defaultPolicyOf('secret').password, history: 2 } });
      const { loginName } = await anAccount(server.db);
      let token = await server.signIn(loginName);
      const words = [testPassword, 'Zweites-Wort-78', 'Drittes-Wort-79'];
      for (const [index, word] of words.slice(1).entries()) token = await change(token, words[index]!, word);
      await expect(change(token, words[2]!, words[0]!)).rejects.toMatchObject({ code: 'password.used-before', params: { history: 2 } });
      await expect(change(token, words[2]!, words[1]!)).rejects.toMatchObject({ code: 'password.used-before' });
      token = await change(token, words[2]!, 'Viertes-Wort-80');
      await change(token, 'Viertes-Wort-80', words[0]!);
      await server.db.deleteFrom('settings').where('key', '=', 'access-policy').execute();
    });
  });

  test('case 10: a password that has run out opens nothing but its own change', async () => {
    const { id, loginName } = await anAccount(server.db, { roles: ['auditor'] });
    await server.db.updateTable('accounts').set({ passwordChangedAt: new Date(now.getTime() - 31 * 86_400_000) }).where('id', '=', id).execute();
    const answer = await server.call(null, 'session.signIn', { loginName, password: testPassword });
    expect(answer).toMatchObject({ mustChangePassword: true, isPasswordExpired: true, passwordPolicy: { minLength: 10, minClasses: 3 } });
    await expect(server.call(answer.token, 'audit.list', {})).rejects.toMatchObject({ code: 'session.password-change-required' });
    const { token } = await server.call(answer.token, 'session.changePassword', { oldPassword: testPassword, newPassword: 'Neues-Wort-2031' });
    await server.call(token, 'audit.list', {});
  });

  test('case 10: a one-time password that nobody used for three days opens nothing', async () => {
    const { id, loginName } = await anAccount(server.db, { mustChangePassword: true });
    await server.db.updateTable('accounts').set({ passwordChangedAt: new Date(now.getTime() - 3.1 * 86_400_000) }).where('id', '=', id).execute();
    expect(await tryFrom('窗口过期', loginName, testPassword)).toBe('session.one-time-password-expired');
    expect(await tryFrom('窗口过期', loginName, wrong)).toBe('session.wrong-credentials');
    expect(await eventsOf(loginName)).toContainEqual({ result: 'denied', detail: 'one-time password has run out' });
  });
});

/** How often a draw from one beats a draw from the other (Mann-Whitney): 0.5 where they cannot be told apart, 0 or 1 where they always can. */
function chanceOfBeingTold(one: readonly number[], other: readonly number[]): number {
  const wins = one.flatMap(a => other.map(b => (a > b ? 1 : 0) as number)).reduce((sum, win) => sum + win, 0); // `as`: to add them up
  return wins / (one.length * other.length);
}
