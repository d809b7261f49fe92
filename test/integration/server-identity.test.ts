import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../src-shared/errors/app-error.ts';
import { anAccount, aPerson, aUnit, aVolume, testPassword } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('sign-in on %s', database => {
  let server: TestServer;
  let now = new Date();
  const later = (minutes: number): void => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  beforeAll(async () => {
    server = await startTestServer({ database, now: () => now });
  });
  afterAll(() => server.close());

  const signInAs = (loginName: string, password = testPassword): Promise<unknown> =>
    server.call(null, 'session.signIn', { loginName, password });
  const codeOf = (error: unknown): unknown => (error instanceof AppError ? error.code : error);
  const eventsOf = (accountId: string): Promise<{ act: string; result: string; detail: string }[]> =>
    server.db.selectFrom('auditEvents').select(['act', 'result', 'detail']).where('actorId', '=', accountId).orderBy('sequence').execute();

  test('the right password opens a session with account, unit and roles, and leaves an event', async () => {
    const account = await anAccount(server.db, { roles: ['approver', 'reader'] });
    const answer = await server.call(null, 'session.signIn', { loginName: account.loginName.toUpperCase(), password: testPassword });
    expect(answer).toMatchObject({ account: { id: account.id, roles: ['approver', 'reader'] }, mustChangePassword: false, idleLockSeconds: 600 });
    expect(answer.token).toMatch(/^[\w-]{43}$/);
    expect(await eventsOf(account.id)).toEqual([{ act: 'session.signIn', result: 'done', detail: '' }]);
  });

  test('the token is nowhere in the database', async () => {
    const { loginName, id } = await anAccount(server.db);
    const token = await server.signIn(loginName);
    const session = await server.db.selectFrom('sessions').selectAll().where('accountId', '=', id).executeTakeFirstOrThrow();
    expect(session.tokenHash).toHaveLength(32);
    expect(JSON.stringify(session)).not.toContain(token);
  });

  test('a wrong password and an unknown name get the same answer, and both leave an event', async () => {
    const { loginName, id } = await anAccount(server.db);
    const wrong = await signInAs(loginName, 'not-this-1').catch((error: unknown) => error);
    const unknown = await signInAs('nobody-here', 'not-this-1').catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 'session.wrong-credentials', params: {} });
    expect(unknown).toEqual(wrong);
    expect(await eventsOf(id)).toEqual([{ act: 'session.signIn', result: 'failed', detail: 'wrong password' }]);
    const anonymous = await server.db.selectFrom('auditEvents').selectAll().where('detail', '=', 'unknown name').executeTakeFirstOrThrow();
    expect(anonymous).toMatchObject({ actorId: null, object: '', terminalName: '测试终端' });
  });

  test.each(['an account', 'no account'])('of twelve wrong tries at once for a name with %s five are evaluated, then it is locked for 15 minutes', async kind => {
    const loginName = kind === 'an account' ? (await anAccount(server.db)).loginName : `ghost-${database}`;
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => signInAs(loginName, 'not-this-1').catch(codeOf)),
    );
    expect(codes.filter(code => code === 'session.wrong-credentials')).toHaveLength(5);
    expect(codes.filter(code => code === 'session.account-locked')).toHaveLength(7);
    await expect(signInAs(loginName)).rejects.toMatchObject({ code: 'session.account-locked', params: { minutes: 15 } });
    later(15);
    const outcome = await signInAs(loginName).then(() => 'in', codeOf);
    expect(outcome).toBe(kind === 'an account' ? 'in' : 'session.wrong-credentials');
  });

  test('four wrong tries are forgotten after the right password', async () => {
    const { loginName } = await anAccount(server.db);
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await expect(signInAs(loginName, 'not-this-1')).rejects.toMatchObject({ code: 'session.wrong-credentials' });
      await signInAs(loginName);
    }
  });

  test('a new sign-in ends the older session', async () => {
    const { loginName } = await anAccount(server.db);
    const older = await server.signIn(loginName);
    const newer = await server.signIn(loginName);
    await expect(server.call(older, 'session.confirmPassword', { password: testPassword })).rejects.toMatchObject({ code: 'session.expired' });
    await server.call(newer, 'session.confirmPassword', { password: testPassword });
  });

  test('a session ends 30 minutes after its last use, and 8 hours after sign-in however busy', async () => {
    const { loginName } = await anAccount(server.db);
    const idle = await server.signIn(loginName);
    later(31);
    await expect(server.call(idle, 'session.signOut', {})).rejects.toMatchObject({ code: 'session.expired' });
    const busy = await server.signIn(loginName);
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      later(20);
      await server.call(busy, 'session.confirmPassword', { password: testPassword });
    }
    later(20);
    await expect(server.call(busy, 'session.signOut', {})).rejects.toMatchObject({ code: 'session.expired' });
  });

  test('after signing out the token is worth nothing', async () => {
    const { loginName } = await anAccount(server.db);
    const token = await server.signIn(loginName);
    await server.call(token, 'session.signOut', {});
    await expect(server.call(token, 'session.signOut', {})).rejects.toMatchObject({ code: 'session.expired' });
  });

  test.each([null, 'x'.repeat(43)])('without a session nothing but the public operations answers (token %s)', async token => {
    await expect(server.call(token, 'session.signOut', {})).rejects.toMatchObject({ code: token === null ? 'session.required' : 'session.expired' });
    expect(await server.call(token, 'site.get', {})).toMatchObject({ isDemo: false, demoAccounts: [] });
  });

  test('a one-time password opens nothing but its own change', async () => {
    const { loginName } = await anAccount(server.db, { mustChangePassword: true, roles: ['auditor'] });
    const token = await server.signIn(loginName);
    await expect(server.call(token, 'audit.list', {})).rejects.toMatchObject({ code: 'session.password-change-required' });
    const change = (oldPassword: string, newPassword: string): Promise<{ token: string }> => server.call(token, 'session.changePassword', { oldPassword, newPassword });
    await expect(change('not-this-1', 'Next-One-2026')).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expect(change(testPassword, 'short1')).rejects.toMatchObject({ code: 'password.too-weak', params: { minLength: 10 } });
    await expect(change(testPassword, `${loginName}-2026-x`)).rejects.toMatchObject({ code: 'password.too-weak' });
    await expect(change(testPassword, testPassword)).rejects.toMatchObject({ code: 'password.same-as-old' });
    const { token: next } = await change(testPassword, 'Next-One-2026');
    await expect(server.call(token, 'audit.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    await server.call(next, 'audit.list', {});
    await expect(signInAs(loginName)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await signInAs(loginName, 'Next-One-2026');
  });

  test('an account that was closed cannot sign in, and its open session ends', async () => {
    const { loginName, id } = await anAccount(server.db);
    const token = await server.signIn(loginName);
    await server.db.updateTable('accounts').set({ state: 'closed' }).where('id', '=', id).execute();
    await expect(server.call(token, 'session.signOut', {})).rejects.toMatchObject({ code: 'session.expired' });
    await expect(signInAs(loginName)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
  });

  test.each([
    ['a custodial unit reaches the volumes of the units below it, at any depth', true],
    ['a unit that keeps no volumes reaches none but its own', false],
  ])('%s', async (_case, isCustodian) => {
    const city = await aUnit(server.db, { isCustodian });
    const county = await aUnit(server.db, { parentId: city.id, isCustodian: false, level: 'county' });
    const office = await aUnit(server.db, { parentId: county.id, isCustodian: false, level: 'county' });
    const { loginName } = await anAccount(server.db, { unitId: city.id, roles: ['archivist'] });
    const token = await server.signIn(loginName);
    const reaches = async (unitId: string): Promise<boolean> => {
      const { id } = await aVolume(server.db, { personId: (await aPerson(server.db, { unitId })).id });
      return server.call(token, 'volumes.get', { id }).then(() => true, () => false);
    };
    expect([await reaches(city.id), await reaches(county.id), await reaches(office.id)]).toEqual([true, isCustodian, isCustodian]);
    expect(await reaches((await aUnit(server.db)).id)).toBe(false);
  });

  test('a role that was taken away is gone from the open session', async () => {
    const { id, loginName } = await anAccount(server.db, { roles: ['auditor', 'security-officer'] });
    const token = await server.signIn(loginName);
    await server.call(token, 'audit.list', { page: 2 });
    await server.db.deleteFrom('accountRoles').where('accountId', '=', id).where('role', '=', 'auditor').execute();
    await expect(server.call(token, 'audit.list', { page: 2 })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
