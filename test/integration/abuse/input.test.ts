import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiPath } from '../../../src-shared/contract/server-api.ts';
import { buildServer } from '../../../src-server/app/build-server.ts';
import { aPerson, anAccount, testPassword } from '../../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

describe.each(databaseKinds)('what comes in, on %s', database => {
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ database });
    token = await server.signIn((await anAccount(server.db, { roles: ['archivist'] })).loginName);
    await aPerson(server.db, { name: '王建国', archiveNumber: 'G100%' });
  });
  afterAll(() => server.close());

  const post = async (name: string, payload: string): Promise<{ status: number; body: { ok: boolean; error?: { code: string } } }> => {
    const answer = await server.app.inject({ method: 'POST', url: apiPath(name), payload, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } });
    return { status: answer.statusCode, body: answer.json() };
  };
  const countPersons = async (): Promise<number> => (await sql<{ count: number }>`select count(*)::integer as count from persons`.execute(server.db)).rows[0]?.count ?? 0;

  test.each(["' or '1'='1", "'; drop table persons; --", '王%', '王_国', '王\\', '王\\\\%', '王" or ""="', '%', '_', '王/*', '$1', '{"$gt":""}'])('case 46: %j is text to look for, and nothing else', async query => {
    const before = await countPersons();
    const { body } = await post('people.search', JSON.stringify({ query }));
    expect(body).toMatchObject({ ok: true, value: { items: [], total: 0 } });
    expect(await countPersons()).toBe(before);
  });

  test('case 46: a wildcard that is part of a number finds that number alone', async () => {
    await aPerson(server.db, { archiveNumber: 'G1000' });
    const { items } = await server.call(token, 'people.search', { query: 'G100%' });
    expect(items.map(({ archiveNumber }) => archiveNumber)).toEqual(['G100%']);
  });

  test.each([
    ['a sort column', '{"query":"","orderBy":"id_number; drop table persons"}'],
    ['a list where a text belongs', '{"query":["王"]}'],
    ['an unknown member', '{"query":"","isAdmin":true}'],
    ['__proto__', '{"query":"","__proto__":{"isAdmin":true}}'],
    ['constructor', '{"query":"","constructor":{"prototype":{"isAdmin":true}}}'],
    ['JSON ten thousand levels deep', `{"query":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['an object ten thousand levels deep', `${'{"query":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a NUL in a text', '{"query":"王\\u0000国"}'],
    ['a NUL in a name', '{"query":"","a\\u0000":1}'],
    ['a list of four hundred thousand', `{"query":[${'1,'.repeat(400_000)}1]}`],
    ['half a document', '{"query":"王'],
    ['a number beyond every limit', '{"query":"","page":1e309}'],
  ])('case 49: %s is refused as wrong input', async (_what, payload) => {
    const { status, body } = await post('people.search', payload);
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'input.invalid' });
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  test('case 49: of a member that is there twice the last counts, as everywhere in JSON', async () => {
    const { archiveNumber } = await aPerson(server.db);
    const { body } = await post('people.search', `{"query":"nobody has this name","query":"${archiveNumber}"}`);
    expect(body).toMatchObject({ ok: true, value: { total: 1 } });
  });
});

test('case 70: neither an answer nor a line of the log tells names, numbers, passwords or SQL; a stack stays in the log', async () => {
  const server = await startTestServer({ database: 'postgres' });
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, new Writable({ write: (chunk: Buffer, _encoding, done) => { lines.push(chunk.toString()); done(); } }));
  const app = buildServer({ ...server.parts, log });
  try {
    const reader = await anAccount(server.db, { roles: ['reader'], displayName: '李秘密' });
    const person = await aPerson(server.db, { name: '王建国' });
    const token = await server.signIn(reader.loginName);
    const answers: string[] = [];
    const ask = async (name: string, payload: object): Promise<void> => {
      const answer = await app.inject({ method: 'POST', url: apiPath(name), payload, headers: { authorization: `Bearer ${token}`, ...server.terminalHeaders } });
      answers.push(answer.body);
    };
    await sql`alter table persons rename to persons_gone`.execute(server.db);
    await ask('people.search', { query: '王建国' });
    await ask('people.get', { id: person.id });
    await ask('session.confirmPassword', { password: 'not-this-1' });
    await ask('session.confirmPassword', { password: testPassword, also: person.idNumber });
    await ask('people.search', { query: person.idNumber, surprise: '王建国' });
    await app.inject({ method: 'GET', url: `/api/v1/views/${person.id}/pages/${person.id}?size=王建国` });

    expect(lines.length).toBeGreaterThan(answers.length);
    const secrets = ['王建国', '李秘密', person.idNumber, testPassword, 'not-this-1', token, 'select ', '"persons"', 'persons_gone', 'relation "'];
    for (const text of [...answers, ...lines]) for (const secret of secrets) expect(text).not.toContain(secret);
    for (const text of answers) expect(text).not.toMatch(/node_modules|\.ts:\d+|at async/);
  } finally {
    await app.close();
    await server.close();
  }
});
