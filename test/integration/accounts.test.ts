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
});
