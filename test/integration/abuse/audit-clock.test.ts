import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anAccount } from '../../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

describe.each(databaseKinds)('case 65: the clock of the data centre goes back a day on %s', database => {
  let server: TestServer;
  let backMs = 0;
  beforeAll(async () => {
    server = await startTestServer({ database, now: () => new Date(Date.now() - backMs) });
  });
  beforeEach(() => {
    backMs = 0;
  });
  afterAll(() => server.close());

  const day = 86_400_000;

  test('numbers go on without a gap, and an alarm stands between the times', async () => {
    const { loginName } = await anAccount(server.db, { roles: ['reader'] });
    await server.signIn(loginName);
    const before = await server.db.selectFrom('auditEvents').select(['sequence', 'at']).orderBy('sequence', 'desc').executeTakeFirstOrThrow();
    backMs = day;
    await server.signIn(loginName);
    const after = await server.db.selectFrom('auditEvents').select(['sequence', 'act', 'result', 'detail', 'at']).where('sequence', '>', before.sequence).orderBy('sequence').execute();
    expect(after.map(({ sequence }) => Number(sequence))).toEqual(after.map((_, index) => Number(before.sequence) + 1 + index));
    expect(after[0]).toMatchObject({ act: 'clock.went-back', result: 'failed', detail: expect.stringContaining(before.at.toISOString()) as string });
    expect(after.filter(({ act }) => act === 'clock.went-back')).toHaveLength(1);
    expect(after[0]!.at.getTime()).toBeLessThan(before.at.getTime());
  });

  test('a session does not live longer by it: it ends', async () => {
    const { id, loginName } = await anAccount(server.db, { roles: ['reader'] });
    const token = await server.signIn(loginName);
    await server.call(token, 'units.list', {});
    backMs = day;
    await expect(server.call(token, 'units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    expect(await server.db.selectFrom('auditEvents').select('act').where('actorId', '=', id).where('act', '=', 'units.list').execute()).toEqual([]);
  });
});
