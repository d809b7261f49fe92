import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiPath, type ServerOperationName } from '../../../src-shared/contract/server-api.ts';
import type { Role } from '../../../src-shared/domain/account.ts';
import { aHolder, aNewAccount, anIdNumber, threeOffices, type Holder, type ThreeOffices } from '../../support/administrators.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

describe.each(databaseKinds)('misuse of accounts and offices on %s', database => {
  let server: TestServer;
  let three: ThreeOffices;

  beforeAll(async () => {
    server = await startTestServer({ database });
    three = await threeOffices(server);
  });
  afterAll(() => server.close());

  const rolesOf = async (id: string): Promise<readonly Role[]> =>
    (await server.db.selectFrom('accountRoles').select('role').where('accountId', '=', id).orderBy('role').execute()).map(({ role }) => role);
  const refusals = (act: ServerOperationName, actorId: string): Promise<{ result: string; detail: string; object: string }[]> =>
    server.db.selectFrom('auditEvents').select(['result', 'detail', 'object']).where('act', '=', act).where('actorId', '=', actorId).where('result', '=', 'denied').orderBy('sequence').execute();
  /** Every row that an act of administration could change. */
  const everything = async (): Promise<string> =>
    JSON.stringify((await sql`select (select json_agg(a order by a.id) from (select id, state, clearance, unit_id, id_number from accounts) a) as accounts,
      (select json_agg(r order by r.account_id, r.role) from account_roles r) as roles, (select json_agg(s order by s.key) from settings s) as settings,
      (select json_agg(p order by p.id) from (select id, state, digest from administrative_acts) p) as acts`.execute(server.db)).rows);
  /** Refused with this code; nothing changed but the log, which has one more row about it. */
  const expectRefused = async (attempt: () => Promise<unknown>, { code, act, by, detail }: { code: string; act: ServerOperationName; by: Holder; detail?: string }): Promise<void> => {
    const before = await everything();
    const known = (await refusals(act, by.id)).length;
    await expect(attempt()).rejects.toMatchObject({ code });
    expect(await everything()).toBe(before);
    const rows = await refusals(act, by.id);
    expect(rows).toHaveLength(known + 1);
    if (detail !== undefined) expect(rows.at(-1)?.detail).toBe(detail);
  };
  const asOtherAccount = (holder: Holder, roles: readonly Role[]): Promise<Holder> => aHolder(server, roles, { idNumber: holder.idNumber });

  test.each([
    ['accounts.propose', { roles: ['auditor'] }],
    ['accounts.propose', { state: 'active' }],
    ['accounts.proposeRights', { proposedBy: 'x' }],
    ['accounts.proposeOffice', { agreements: ['x'] }],
    ['acts.agree', { approvedBy: 'x' }],
    ['policy.propose', { isDone: true }],
  ] as const)('case 25: %s with %j beside what was asked is refused', async (name, extra) => {
    const officer = await aHolder(server, ['reader']);
    const usual: Readonly<Record<string, object>> = {
      'accounts.propose': { loginName: 'masse', displayName: '多写', unitId: three.unitId, idNumber: anIdNumber(), reason: '新到岗' },
      'accounts.proposeRights': { id: officer.id, roles: ['archivist'], clearance: 'secret', reason: '调整' },
      'accounts.proposeOffice': { id: officer.id, office: 'auditor', isGiven: true, reason: '任命' },
      'acts.agree': { id: officer.id },
      'policy.propose': { policy: (await server.call(three.security.token, 'policy.get', {})).policy, reason: '修改' },
    };
    const before = await everything();
    const holder = name === 'accounts.propose' ? three.system : three.security;
    const answer = await server.app.inject({ method: 'POST', url: apiPath(name), headers: { authorization: `Bearer ${holder.token}` }, payload: { ...usual[name], ...extra } });
    expect(answer.json()).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    expect(await everything()).toBe(before);
  });

  test('case 26: nobody agrees to what he proposed himself, nor with a second account of his', async () => {
    const officer = await aHolder(server, ['reader']);
    const { actId } = await server.call(three.security.token, 'accounts.proposeRights', { id: officer.id, roles: ['approver'], clearance: 'secret', reason: '任命' });
    const agreeing = { code: 'resource.not-found', act: 'acts.agree', detail: 'proposed it himself' } as const;
    await expectRefused(() => server.call(three.security.token, 'acts.agree', { id: actId }), { ...agreeing, by: three.security });
    const second = await asOtherAccount(three.security, ['system-administrator']);
    await expectRefused(() => server.call(second.token, 'acts.agree', { id: actId }), { ...agreeing, by: second });
    expect(await rolesOf(officer.id)).toEqual(['reader']);
    await server.db.deleteFrom('accountRoles').where('accountId', '=', second.id).execute();
    await server.call(three.system.token, 'acts.refuse', { id: actId, reason: '不需要' });
  });

  test('case 26: nobody agrees to what concerns himself, nor his other account', async () => {
    const second = await aHolder(server, ['security-officer']);
    const twin = await asOtherAccount(second, ['reader']);
    const { actId } = await server.call(three.security.token, 'accounts.proposeRights', { id: twin.id, roles: ['approver'], clearance: 'secret', reason: '任命' });
    await expectRefused(() => server.call(second.token, 'acts.agree', { id: actId }), { code: 'resource.not-found', act: 'acts.agree', by: second, detail: 'concerned himself' });
    await server.call(three.system.token, 'acts.refuse', { id: actId, reason: '不需要' });
    await server.call(three.security.token, 'accounts.close', { id: second.id, reason: '收尾' });
  });

  describe('case 31: the security officer', () => {
    const rights = (id: Holder['id'], roles: Role[]) => () => server.call(three.security.token, 'accounts.proposeRights', { id, roles, clearance: 'secret', reason: '授权' });

    test('grants nothing to himself', async () => {
      await expectRefused(rights(three.security.id, ['archivist']), { code: 'resource.not-found', act: 'accounts.proposeRights', by: three.security, detail: 'concerned himself' });
    });
    test('grants nothing to another account of his', async () => {
      const twin = await asOtherAccount(three.security, []);
      await expectRefused(rights(twin.id, ['archivist']), { code: 'resource.not-found', act: 'accounts.proposeRights', by: three.security, detail: 'concerned himself' });
    });
    test.each(['system-administrator', 'security-officer', 'auditor'] as const)('grants nobody the office of %s', async office => {
      const officer = await aHolder(server, ['reader']);
      await expectRefused(rights(officer.id, ['reader', office]), { code: 'resource.not-found', act: 'accounts.proposeRights', by: three.security, detail: 'the three offices are not given as rights' });
    });
    test('clears himself of no relatives', async () => {
      await expectRefused(() => server.call(three.security.token, 'accounts.setRelatives', { id: three.security.id, relatives: [] }), { code: 'resource.not-found', act: 'accounts.setRelatives', by: three.security, detail: 'concerned himself' });
    });
    test('creates no account, and the system administrator grants no right', async () => {
      const officer = await aHolder(server, ['reader']);
      const proposal = { loginName: 'selbst', displayName: '自建', unitId: three.unitId, idNumber: anIdNumber(), reason: '新到岗' };
      await expectRefused(() => server.call(three.security.token, 'accounts.propose', proposal), { code: 'resource.not-found', act: 'accounts.propose', by: three.security });
      await expectRefused(() => server.call(three.system.token, 'accounts.proposeRights', { id: officer.id, roles: ['archivist'], clearance: 'secret', reason: '授权' }), { code: 'resource.not-found', act: 'accounts.proposeRights', by: three.system });
      await expectRefused(() => server.call(three.system.token, 'accounts.propose', { ...proposal, idNumber: three.system.idNumber }), { code: 'resource.not-found', act: 'accounts.propose', by: three.system, detail: 'concerned himself' });
    });
  });

  describe('case 34: one person holds', () => {
    const office = (id: Holder['id'], given: 'system-administrator' | 'security-officer' | 'auditor') => () => server.call(three.system.token, 'accounts.proposeOffice', { id, office: given, isGiven: true, reason: '任命' });
    const refused = { code: 'account.offices-conflict', act: 'accounts.proposeOffice', detail: 'account.offices-conflict' } as const;

    test('no second office', async () => {
      await expectRefused(office(three.security.id, 'auditor'), { ...refused, by: three.system });
    });
    test('no second office by a second account', async () => {
      const twin = await asOtherAccount(three.security, []);
      await expectRefused(office(twin.id, 'system-administrator'), { ...refused, code: 'account.offices-conflict', by: three.system });
    });
    test('no role beside the auditor’s, by a second account either', async () => {
      const reader = await aHolder(server, ['reader']);
      await expectRefused(office(reader.id, 'auditor'), { ...refused, by: three.system });
      const twin = await asOtherAccount(reader, []);
      await expectRefused(office(twin.id, 'auditor'), { ...refused, by: three.system });
      await expectRefused(() => server.call(three.security.token, 'accounts.proposeRights', { id: three.auditor.id, roles: ['reader'], clearance: 'secret', reason: '授权' }), { ...refused, act: 'accounts.proposeRights', by: three.security });
    });
    test('not what became a conflict while it was waiting', async () => {
      const officer = await aHolder(server, []);
      const { actId } = await office(officer.id, 'auditor')();
      const twin = await asOtherAccount(officer, []);
      await server.call(three.security.token, 'accounts.proposeRights', { id: twin.id, roles: ['reader'], clearance: 'secret', reason: '授权' });
      await server.call(three.security.token, 'acts.agree', { id: actId });
      await expectRefused(() => server.call(three.auditor.token, 'acts.agree', { id: actId }), { code: 'account.offices-conflict', act: 'acts.agree', by: three.auditor });
      expect(await rolesOf(officer.id)).toEqual([]);
    });
  });

  describe('case 35: the last active holder of an office', () => {
    test.each([
      ['system-administrator', 'system', 'security'],
      ['security-officer', 'security', 'system'],
      ['auditor', 'auditor', 'security'],
    ] as const)('(%s) is neither suspended nor closed nor relieved', async (office, target, actor) => {
      const by = three[actor];
      const { id } = three[target];
      const refused = { code: 'account.last-of-office', by } as const;
      await expectRefused(() => server.call(by.token, 'accounts.suspend', { id, reason: '停用' }), { ...refused, act: 'accounts.suspend' });
      await expectRefused(() => server.call(by.token, 'accounts.close', { id, reason: '注销' }), { ...refused, act: 'accounts.close' });
      await expectRefused(() => server.call(by.token, 'accounts.proposeOffice', { id, office, isGiven: false, reason: '免去' }), { ...refused, act: 'accounts.proposeOffice' });
    });

    test('a second account of the same person, or a suspended one, does not count as another', async () => {
      const twin = await asOtherAccount(three.auditor, ['auditor']);
      const suspended = await aHolder(server, ['auditor'], { state: 'active' });
      await server.db.updateTable('accounts').set({ state: 'suspended' }).where('id', '=', suspended.id).execute();
      await expectRefused(() => server.call(three.security.token, 'accounts.close', { id: three.auditor.id, reason: '注销' }), { code: 'account.last-of-office', act: 'accounts.close', by: three.security });
      await server.db.deleteFrom('accountRoles').where('accountId', 'in', [twin.id, suspended.id]).execute();
    });

    test('of two last holders suspended at once, one stays', async () => {
      const second = await aHolder(server, ['auditor']);
      const suspend = ({ id }: Holder): Promise<unknown> => server.call(three.security.token, 'accounts.suspend', { id, reason: '停用' }).catch((error: unknown) => error);
      const outcomes = await Promise.all([suspend(three.auditor), suspend(second)]);
      expect(outcomes.filter(outcome => JSON.stringify(outcome) === '{}')).toHaveLength(1);
      const states = await server.db.selectFrom('accounts').select('state').where('id', 'in', [three.auditor.id, second.id]).orderBy('state').execute();
      expect(states.map(({ state }) => state)).toEqual(['active', 'suspended']);
      await server.db.updateTable('accounts').set({ state: 'active' }).where('id', '=', three.auditor.id).execute();
      await server.db.deleteFrom('accountRoles').where('accountId', '=', second.id).execute();
      three = { ...three, auditor: { ...three.auditor, token: await server.signIn(three.auditor.loginName) } };
    });
  });

  test('case 36: an act that is decided is not decided again, whatever comes next', async () => {
    const { id, actId } = await server.call(three.system.token, 'accounts.propose', { loginName: 'sprung', displayName: '跳步', unitId: three.unitId, idNumber: anIdNumber(), reason: '新到岗' });
    const refused = { code: 'act.state-conflict' } as const;
    await server.call(three.security.token, 'acts.refuse', { id: actId, reason: '不符' });
    await expectRefused(() => server.call(three.security.token, 'acts.agree', { id: actId }), { ...refused, act: 'acts.agree', by: three.security });
    await expectRefused(() => server.call(three.security.token, 'acts.refuse', { id: actId, reason: '不符' }), { ...refused, act: 'acts.refuse', by: three.security });
    await expectRefused(() => server.call(three.system.token, 'acts.withdraw', { id: actId }), { ...refused, act: 'acts.withdraw', by: three.system });
    await expect(server.call(three.security.token, 'accounts.get', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('case 36: an account does not jump over a state', async () => {
    const { id, actId } = await server.call(three.system.token, 'accounts.propose', { loginName: 'stufe', displayName: '未批', unitId: three.unitId, idNumber: anIdNumber(), reason: '新到岗' });
    const conflict = { code: 'account.state-conflict' } as const;
    await expectRefused(() => server.call(three.security.token, 'accounts.proposeRights', { id, roles: ['reader'], clearance: 'secret', reason: '授权' }), { ...conflict, act: 'accounts.proposeRights', by: three.security });
    await expectRefused(() => server.call(three.security.token, 'accounts.suspend', { id, reason: '停用' }), { ...conflict, act: 'accounts.suspend', by: three.security });
    await expectRefused(() => server.call(three.system.token, 'accounts.proposePasswordReset', { id, reason: '重置' }), { ...conflict, act: 'accounts.proposePasswordReset', by: three.system });
    await expectRefused(() => server.call(three.system.token, 'accounts.proposeReopening', { id, reason: '恢复' }), { ...conflict, act: 'accounts.proposeReopening', by: three.system });
    await server.call(three.system.token, 'acts.withdraw', { id: actId });
  });

  test('case 28: two who agree at once make one decision and tell one password', async () => {
    const second = await aHolder(server, ['security-officer']);
    const { actId } = await server.call(three.system.token, 'accounts.propose', { loginName: `z${anIdNumber()}`, displayName: '争先', unitId: three.unitId, idNumber: anIdNumber(), reason: '新到岗' });
    const agree = ({ token }: Holder): Promise<unknown> => server.call(token, 'acts.agree', { id: actId }).then(({ oneTimePassword }) => oneTimePassword, (error: unknown) => (error as { code: string }).code); // `as`: AppErrors are all that is thrown here
    const outcomes = await Promise.all([agree(three.security), agree(second)]);
    expect(outcomes.filter(outcome => outcome === 'act.state-conflict')).toHaveLength(1);
    await server.call(three.security.token, 'accounts.close', { id: second.id, reason: '收尾' });
  });

  test('case 04: the token ends with the role, the password and the account', async () => {
    const fresh = await aNewAccount(server, three);
    const signIn = async (password: string): Promise<string> => (await server.call(null, 'session.signIn', { loginName: fresh.loginName, password })).token;
    const first = await signIn(fresh.oneTimePassword);
    const { token } = await server.call(first, 'session.changePassword', { oldPassword: fresh.oneTimePassword, newPassword: 'Eigenes-Wort-77' });
    await expect(server.call(first, 'units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    await server.call(token, 'units.list', {});
    await server.call(three.security.token, 'accounts.proposeRights', { id: fresh.id, roles: ['reader'], clearance: 'secret', reason: '授权' });
    await expect(server.call(token, 'units.list', {})).rejects.toMatchObject({ code: 'session.account-changed' });
  });
});
