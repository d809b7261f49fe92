import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFirstAdministrators, hasAccounts, type FirstAdministrator } from '../../src-server/features/accounts/index.ts';
import { anIdNumber } from '../support/administrators.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);

const three = (): readonly FirstAdministrator[] => [
  { office: 'system-administrator', displayName: '何志强', loginName: 'hezhiqiang', idNumber: anIdNumber() },
  { office: 'security-officer', displayName: '马晓燕', loginName: 'maxiaoyan', idNumber: anIdNumber() },
  { office: 'auditor', displayName: '周敏', loginName: 'zhoumin', idNumber: anIdNumber() },
];

describe.each(databaseKinds)('the first administrators on %s', database => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database, isProduction: true });
  });
  afterAll(() => server.close());

  const make = (administrators: readonly FirstAdministrator[]) => createFirstAdministrators(server.services, { unitName: '市委组织部', administrators, machineName: 'centre' });

  test('nobody is there before: no account, and so no shipped password', async () => {
    expect(await hasAccounts(server.db)).toBe(false);
    expect((await server.call(null, 'site.get', {})).demoAccounts).toEqual([]);
  });

  test('are three different people with valid identity numbers, or nobody at all', async () => {
    const people = three();
    await expect(make(people.map(person => ({ ...person, idNumber: people[0]!.idNumber })))).rejects.toThrow('three different people');
    await expect(make(people.map(person => ({ ...person, idNumber: '150202198001010000' })))).rejects.toThrow('not an identity number');
    expect(await hasAccounts(server.db)).toBe(false);
  });

  test('are made once, by whoever comes first; each must change his password and leaves an event', async () => {
    const outcomes = await Promise.allSettled([make(three()), make(three())]);
    const [made, ...others] = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(others).toEqual([]);
    await expect(make(three())).rejects.toThrow('already has accounts');
    for (const { loginName, office, oneTimePassword } of made!) {
      const answer = await server.call(null, 'session.signIn', { loginName, password: oneTimePassword });
      expect(answer).toMatchObject({ mustChangePassword: true, account: { roles: [office], unitName: '市委组织部' } });
    }
    const events = await server.db.selectFrom('auditEvents').select(['object', 'actorId']).where('act', '=', 'accounts.createFirst').orderBy('sequence').execute();
    expect(events.map(({ object }) => object)).toEqual(['hezhiqiang', 'maxiaoyan', 'zhoumin']);
  });
});

describe('the command for the first day', () => {
  let directory: string;
  beforeAll(async () => { directory = await mkdtemp(join(tmpdir(), 'danglian-first-')); });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const start = (...people: readonly string[]): Promise<{ stdout: string; stderr: string }> =>
    run(process.execPath, [resolve(import.meta.dirname, '../../src-server/app/cli/first-administrators.ts'), '--unit', '市委组织部', ...people], {
      env: { PATH: process.env.PATH, DANGLIAN_DATA_DIR: directory },
    });
  const people = (): readonly string[] => three().flatMap(({ office, displayName, loginName, idNumber }) => [`--${office}`, `${displayName},${loginName},${idNumber}`]);

  test('shows three one-time passwords once, and refuses a second time', async () => {
    const { stdout } = await start(...people());
    expect(stdout.match(/[A-Z][a-z]{3}-[a-z]{4}-[a-z]{4}-\d{4}/g)).toHaveLength(3);
    await expect(start(...people())).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('already has accounts') as string });
  });
});
