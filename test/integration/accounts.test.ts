import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPolicyOf } from '../../src-shared/domain/access-policy.ts';
import { aHolder, aNewAccount, anIdNumber, threeOffices, type ThreeOffices } from '../support/administrators.ts';
import { anAccount, aPerson } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('accounts on %s', database => {
  let server: TestServer;
  let three: ThreeOffices;
  let now = new Date();
  const later = (days: number): void => { now = new Date(now.getTime() + days * 86_400_000); };

  beforeAll(async () => {
    server = await startTestServer({ database, now: () => now });
    three = await threeOffices(server);
  });
  afterAll(() => server.close());

  const stateOf = async (id: string): Promise<string | undefined> => (await server.db.selectFrom('accounts').select('state').where('id', '=', id).executeTakeFirst())?.state;

  test('a proposed account is without effect until the security officer agrees, and is told one password once', async () => {
    const { system, security, unitId } = three;
    const { id, actId, isDone } = await server.call(system.token, 'accounts.propose', { loginName: 'suribao', displayName: '苏日娜', unitId, idNumber: anIdNumber(), reason: '新到岗' });
    expect([isDone, await stateOf(id)]).toEqual([false, 'proposed']);
    const [act] = (await server.call(security.token, 'acts.list', { box: 'waiting' })).items.filter(item => item.id === actId);
    expect(act).toMatchObject({ kind: 'account.create', target: '苏日娜 suribao', acts: ['agree', 'refuse'] });
    expect(act?.changes.map(({ field }) => field)).toEqual(['loginName', 'displayName', 'unit', 'idNumber', 'state']);
    const agreed = await server.call(security.token, 'acts.agree', { id: actId });
    expect([agreed.isDone, await stateOf(id)]).toEqual([true, 'active']);
    const answer = await server.call(null, 'session.signIn', { loginName: 'suribao', password: agreed.oneTimePassword! });
    expect(answer).toMatchObject({ mustChangePassword: true, account: { roles: [] } });
    await expect(server.call(answer.token, 'units.list', {})).rejects.toMatchObject({ code: 'session.password-change-required' });
  });

  test('a refused proposal leaves no account behind, and its login name is free again', async () => {
    const { system, security, unitId } = three;
    const proposal = { loginName: 'wulan', displayName: '乌兰', unitId, idNumber: anIdNumber(), reason: '新到岗' };
    const { id, actId } = await server.call(system.token, 'accounts.propose', proposal);
    await expect(server.call(system.token, 'accounts.propose', { ...proposal, loginName: 'WuLan' })).rejects.toMatchObject({ code: 'account.name-taken' });
    await server.call(security.token, 'acts.refuse', { id: actId, reason: '与本人核实不符' });
    expect(await stateOf(id)).toBeUndefined();
    expect((await server.call(system.token, 'acts.list', { box: 'mine' })).items.find(act => act.id === actId)).toMatchObject({ state: 'refused', target: '乌兰 wulan' });
    await server.call(system.token, 'accounts.propose', proposal);
  });

  test('a number that is no identity number is refused before anything is kept', async () => {
    const { system, unitId } = three;
    await expect(server.call(system.token, 'accounts.propose', { loginName: 'typo', displayName: '错号', unitId, idNumber: '150202198001010000', reason: '新到岗' })).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await server.db.selectFrom('accounts').select('id').where('loginName', '=', 'typo').execute()).toEqual([]);
  });

  test('rights hold at once and end the session; a sensitive one waits for a second administrator', async () => {
    const { system, security } = three;
    const officer = await aHolder(server, ['reader']);
    const change = (roles: readonly ('reader' | 'archivist' | 'approver')[]) => server.call(security.token, 'accounts.proposeRights', { id: officer.id, roles: [...roles], clearance: 'secret', reason: '岗位调整' });
    expect((await change(['reader', 'archivist'])).isDone).toBe(true);
    await expect(server.call(officer.token, 'units.list', {})).rejects.toMatchObject({ code: 'session.account-changed' });
    await expect(change(['archivist', 'reader'])).rejects.toMatchObject({ code: 'account.nothing-changes' });

    const sensitive = await change(['archivist', 'approver']);
    expect(sensitive.isDone).toBe(false);
    await expect(change(['archivist', 'approver'])).rejects.toMatchObject({ code: 'act.already-waiting' });
    expect((await server.call(security.token, 'accounts.get', { id: officer.id }))).toMatchObject({ roles: ['archivist', 'reader'], hasPendingAct: true });
    const [act] = (await server.call(system.token, 'acts.list', { box: 'waiting' })).items.filter(({ id }) => id === sensitive.actId);
    expect(act?.changes).toEqual([{ field: 'roles', before: 'archivist,reader', after: 'approver,archivist' }]);
    expect(await server.call(system.token, 'acts.agree', { id: sensitive.actId })).toEqual({ isDone: true, oneTimePassword: null });
    expect((await server.call(security.token, 'accounts.get', { id: officer.id })).roles).toEqual(['approver', 'archivist']);
  });

  test('a higher clearance needs a second administrator, a lower one does not', async () => {
    const { security } = three;
    const officer = await aHolder(server, ['reader']);
    const clear = (clearance: 'secret' | 'confidential' | 'top-secret') => server.call(security.token, 'accounts.proposeRights', { id: officer.id, roles: ['reader'], clearance, reason: '涉密等级调整' });
    expect((await clear('confidential')).isDone).toBe(false);
    await server.db.updateTable('accounts').set({ clearance: 'top-secret' }).where('id', '=', officer.id).execute();
    expect((await clear('secret')).isDone).toBe(true);
  });

  test('an act becomes void when its account has changed meanwhile, and says so', async () => {
    const { system, security } = three;
    const officer = await aHolder(server, ['reader']);
    const { actId } = await server.call(security.token, 'accounts.proposeRights', { id: officer.id, roles: ['approver'], clearance: 'secret', reason: '任命' });
    await server.call(system.token, 'accounts.suspend', { id: officer.id, reason: '休假' });
    await expect(server.call(system.token, 'acts.agree', { id: actId })).rejects.toMatchObject({ code: 'act.target-changed' });
    expect((await server.call(system.token, 'acts.list', { box: 'done' })).items.find(({ id }) => id === actId)?.state).toBe('void');
    expect((await server.call(system.token, 'accounts.get', { id: officer.id })).roles).toEqual(['reader']);
  });

  test('an act that was edited in the database is void, because its digest does not fit', async () => {
    const { system, security } = three;
    const officer = await aHolder(server, ['reader']);
    const { actId } = await server.call(security.token, 'accounts.proposeRights', { id: officer.id, roles: ['approver'], clearance: 'secret', reason: '任命' });
    await sql`update administrative_acts set content = replace(content, '"approver"', '"auditor"') where id = ${actId}`.execute(server.db);
    await expect(server.call(system.token, 'acts.agree', { id: actId })).rejects.toMatchObject({ code: 'act.target-changed' });
    expect((await server.call(system.token, 'accounts.get', { id: officer.id })).roles).toEqual(['reader']);
  });

  test('what was proposed by an administrator who is not one any more is void', async () => {
    const { system, security, unitId } = three;
    const former = await aHolder(server, ['system-administrator']);
    const { id, actId } = await server.call(former.token, 'accounts.propose', { loginName: `x${randomUUID().slice(0, 8)}`, displayName: '某人', unitId, idNumber: anIdNumber(), reason: '新到岗' });
    await server.call(system.token, 'accounts.suspend', { id: former.id, reason: '调离' });
    await expect(server.call(security.token, 'acts.agree', { id: actId })).rejects.toMatchObject({ code: 'act.target-changed' });
    expect(await stateOf(id)).toBe('proposed');
  });

  test('an office is given when the two other offices have agreed, each once', async () => {
    const { system, security, auditor } = three;
    const officer = await aHolder(server, []);
    const { actId, isDone } = await server.call(system.token, 'accounts.proposeOffice', { id: officer.id, office: 'security-officer', isGiven: true, reason: '增设' });
    expect(isDone).toBe(false);
    expect(await server.call(security.token, 'acts.agree', { id: actId })).toEqual({ isDone: false, oneTimePassword: null });
    expect((await server.call(security.token, 'accounts.get', { id: officer.id })).roles).toEqual([]);
    await expect(server.call(security.token, 'acts.agree', { id: actId })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await server.call(auditor.token, 'acts.list', { box: 'waiting' })).items.find(({ id }) => id === actId)?.agreedBy).toHaveLength(1);
    expect(await server.call(auditor.token, 'acts.agree', { id: actId })).toEqual({ isDone: true, oneTimePassword: null });
    expect((await server.call(security.token, 'accounts.get', { id: officer.id })).roles).toEqual(['security-officer']);
  });

  test('suspended, reopened, closed: the session ends at once, and nobody returns from closed', async () => {
    const { system, security } = three;
    const officer = await aHolder(server, ['reader']);
    await server.call(security.token, 'accounts.suspend', { id: officer.id, reason: '休假' });
    await expect(server.call(officer.token, 'units.list', {})).rejects.toMatchObject({ code: 'session.account-changed' });
    await expect(server.signIn(officer.loginName)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    const { actId } = await server.call(system.token, 'accounts.proposeReopening', { id: officer.id, reason: '返岗' });
    await server.call(security.token, 'acts.agree', { id: actId });
    const token = await server.signIn(officer.loginName);
    await server.call(system.token, 'accounts.close', { id: officer.id, reason: '退休' });
    await expect(server.call(token, 'units.list', {})).rejects.toMatchObject({ code: 'session.account-changed' });
    expect(await server.call(system.token, 'accounts.get', { id: officer.id })).toMatchObject({ state: 'closed', roles: [] });
    await expect(server.call(system.token, 'accounts.proposeReopening', { id: officer.id, reason: '返岗' })).rejects.toMatchObject({ code: 'account.state-conflict' });
  });

  test('a password is reset by two, ends the session and the lockout, and the old one is worth nothing', async () => {
    const { system, security } = three;
    const officer = await aHolder(server, ['reader']);
    const { actId } = await server.call(system.token, 'accounts.proposePasswordReset', { id: officer.id, reason: '忘记口令' });
    for (let tries = 0; tries < 5; tries += 1) await server.call(null, 'session.signIn', { loginName: officer.loginName, password: 'not-this-1' }).catch(() => undefined);
    const { oneTimePassword } = await server.call(security.token, 'acts.agree', { id: actId });
    await expect(server.call(officer.token, 'units.list', {})).rejects.toMatchObject({ code: 'session.account-changed' });
    await expect(server.signIn(officer.loginName)).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    expect(await server.call(null, 'session.signIn', { loginName: officer.loginName, password: oneTimePassword! })).toMatchObject({ mustChangePassword: true });
    const told = await server.db.selectFrom('auditEvents').select('payload').execute();
    expect(told.some(({ payload }) => payload.toString().includes(oneTimePassword!))).toBe(false);
  });

  test('where a system administrator is concerned the security officer proposes and the auditor decides', async () => {
    const { security, auditor } = three;
    const other = await aHolder(server, ['system-administrator']);
    const { actId } = await server.call(security.token, 'accounts.proposePasswordReset', { id: other.id, reason: '忘记口令' });
    expect((await server.call(auditor.token, 'acts.agree', { id: actId })).oneTimePassword).toMatch(/^[A-Z][a-z]{3}-/);
    const reader = await aHolder(server, ['reader']);
    await expect(server.call(security.token, 'accounts.proposePasswordReset', { id: reader.id, reason: '忘记口令' })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('the security officer ends a lockout', async () => {
    const { security } = three;
    const officer = await aHolder(server, ['reader']);
    for (let tries = 0; tries < 6; tries += 1) await server.call(null, 'session.signIn', { loginName: officer.loginName, password: 'not-this-1' }).catch(() => undefined);
    expect((await server.call(security.token, 'accounts.list', { query: officer.loginName })).items[0]?.isLockedOut).toBe(true);
    expect((await server.call(security.token, 'acts.todo', {})).items.find(({ kind }) => kind === 'locked-out')?.count).toBe(1);
    await server.call(security.token, 'accounts.unlock', { id: officer.id, reason: '本人到场' });
    await server.signIn(officer.loginName);
  });

  test('relatives are kept for every account of the person; the log tells how they are related, not who they are', async () => {
    const { security } = three;
    const officer = await aHolder(server, ['reader']);
    const second = await anAccount(server.db, { idNumber: officer.idNumber });
    const idNumber = anIdNumber();
    await server.call(security.token, 'accounts.setRelatives', { id: officer.id, relatives: [{ name: '王秀英', idNumber, relation: '配偶' }] });
    expect((await server.call(security.token, 'accounts.get', { id: officer.id })).relatives).toEqual([{ name: '王秀英', relation: '配偶' }]);
    expect(await server.db.selectFrom('relatives').select('idNumber').where('accountId', '=', second.id).execute()).toEqual([{ idNumber }]);
    await server.call(security.token, 'accounts.setRelatives', { id: officer.id, relatives: [{ name: '王秀英', idNumber: null, relation: '配偶' }, { name: '王小明', idNumber: anIdNumber(), relation: '子女' }] });
    expect(await server.db.selectFrom('relatives').select('idNumber').where('accountId', '=', officer.id).where('name', '=', '王秀英').execute()).toEqual([{ idNumber }]);
    await expect(server.call(security.token, 'accounts.setRelatives', { id: officer.id, relatives: [{ name: '王秀兰', idNumber: null, relation: '配偶' }] })).rejects.toMatchObject({ code: 'input.invalid' });
    const event = await server.db.selectFrom('auditEvents').select('payload').where('act', '=', 'accounts.setRelatives').where('object', '=', officer.loginName).executeTakeFirstOrThrow();
    expect(event.payload.toString()).toContain('配偶');
    expect(event.payload.toString()).not.toMatch(new RegExp(`王秀英|${idNumber}`));
  });

  test('each of the three begins the day with a list of his own', async () => {
    const { system, security, auditor, unitId } = three;
    await server.db.insertInto('terminals').values({ id: randomUUID(), name: '新终端', unitId, state: 'requested', fingerprint: '0'.repeat(64), csrPem: '', requestedAt: now, decidedBy: null, decidedAt: null, lastSeenAt: null }).execute();
    const { actId } = await server.call(system.token, 'accounts.propose', { loginName: `t${randomUUID().slice(0, 8)}`, displayName: '待办', unitId, idNumber: anIdNumber(), reason: '新到岗' });
    const todoOf = async (token: string): Promise<readonly (readonly [string, number])[]> => (await server.call(token, 'acts.todo', {})).items.map(({ kind, count }) => [kind, count] as const);
    expect(await todoOf(security.token)).toEqual(expect.arrayContaining([['terminals', 1], ['health', expect.any(Number)]]));
    expect((await server.call(security.token, 'acts.list', { box: 'waiting' })).items.map(({ id }) => id)).toContain(actId);
    for (const { token } of [system, auditor]) expect((await todoOf(token)).map(([kind]) => kind)).not.toContain('terminals');
    await server.call(system.token, 'acts.withdraw', { id: actId });
  });

  test('accounts are found by name, unit and state', async () => {
    const { system, unitId } = three;
    const officer = await aHolder(server, ['reader'], { unitId, displayName: '独一无二' });
    const find = async (filter: object): Promise<readonly string[]> => (await server.call(system.token, 'accounts.list', { query: '独一', ...filter })).items.map(({ loginName }) => loginName);
    expect(await find({})).toEqual([officer.loginName]);
    expect(await find({ unitId })).toEqual([officer.loginName]);
    expect(await find({ state: 'suspended' })).toEqual([]);
    expect((await server.call(system.token, 'accounts.list', { query: '%' })).items).toEqual([]);
  });

  describe('the access policy', () => {
    const strict = { ...defaultPolicyOf('secret'), confirmationMinutes: 3, lockoutAttempts: 4 };

    test('is the default until it is confirmed; stricter rules hold at once, looser ones wait', async () => {
      const { system, security } = three;
      expect(await server.call(security.token, 'policy.get', {})).toEqual({ policy: defaultPolicyOf('secret'), isConfirmed: false });
      expect((await server.call(security.token, 'acts.todo', {})).items.map(({ kind }) => kind)).toContain('policy');
      expect((await server.call(security.token, 'policy.propose', { policy: strict, reason: '首次确认' })).isDone).toBe(true);
      expect(await server.call(security.token, 'policy.get', {})).toEqual({ policy: strict, isConfirmed: true });
      await expect(server.call(security.token, 'policy.propose', { policy: strict, reason: '再次' })).rejects.toMatchObject({ code: 'account.nothing-changes' });

      const looser = await server.call(security.token, 'policy.propose', { policy: defaultPolicyOf('secret'), reason: '放宽' });
      expect(looser.isDone).toBe(false);
      expect((await server.call(security.token, 'policy.get', {})).policy).toEqual(strict);
      await server.call(system.token, 'acts.agree', { id: looser.actId });
      expect((await server.call(security.token, 'policy.get', {})).policy).toEqual(defaultPolicyOf('secret'));
    });

    test('an act that cannot be taken back asks for the password again after the minutes of the policy', async () => {
      const { system, security, unitId } = three;
      const fresh = await server.call(system.token, 'accounts.propose', { loginName: `c${randomUUID().slice(0, 8)}`, displayName: '待批', unitId, idNumber: anIdNumber(), reason: '新到岗' });
      later(5 / 24 / 60 + 0.0001);
      await expect(server.call(security.token, 'acts.agree', { id: fresh.actId })).rejects.toMatchObject({ code: 'session.confirmation-required', params: { minutes: 5 } });
      expect(await stateOf(fresh.id)).toBe('proposed');
      await server.call(security.token, 'session.confirmPassword', { password: 'Archive-2026' });
      expect((await server.call(security.token, 'acts.agree', { id: fresh.actId })).isDone).toBe(true);
    });
  });

  test('health finds what can be seen without a password, a network or a file, and scores the units', async () => {
    const { security } = three;
    const idNumber = anIdNumber();
    await aPerson(server.db, { idNumber, status: 'retired' });
    const left = await aHolder(server, ['reader'], { idNumber });
    const dormant = await aHolder(server, ['reader']);
    const twice = await aHolder(server, ['reader']);
    await aHolder(server, [], { idNumber: twice.idNumber });
    await server.db.updateTable('accounts').set({ lastSignInAt: new Date(now.getTime() - 100 * 86_400_000), passwordChangedAt: new Date(now.getTime() - 40 * 86_400_000) }).where('id', '=', dormant.id).execute();
    const fresh = await aNewAccount(server, three);
    const { findings, units } = await server.call(security.token, 'accounts.health', {});
    const kindsOf = (loginName: string): readonly string[] => findings.filter(finding => finding.loginName === loginName).map(({ kind }) => kind);
    // Everyone signed in with the same test password, which the data centre notices.
    expect(kindsOf(left.loginName)).toEqual(['shared-password', 'left']);
    expect(kindsOf(dormant.loginName)).toEqual(['shared-password', 'old-password', 'dormant']);
    expect(findings.find(({ loginName, kind }) => loginName === dormant.loginName && kind === 'dormant')?.figure).toBe(100);
    expect(kindsOf(twice.loginName)).toEqual(['shared-password', 'two-accounts']);
    expect(kindsOf(fresh.loginName)).toEqual(['one-time-password', 'no-rights']);
    expect(units.every(({ score }) => score >= 0 && score <= 100)).toBe(true);
    expect(findings.every(finding => !JSON.stringify(finding).includes(idNumber))).toBe(true);
  });
});
