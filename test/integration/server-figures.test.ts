import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiPath } from '../../src-shared/contract/server-api.ts';
import { buildServer } from '../../src-server/app/build-server.ts';
import { createMetrics, type Metrics } from '../../src-server/app/metrics.ts';
import { keptPlan } from '../../src-server/db/kept-plan.ts';
import { anAccount, aPerson, testPassword } from '../support/builders.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let metrics: Metrics;
let metricsUrl: string;
let app: ReturnType<typeof buildServer>;
let isStopping = false;
let logged = '';

beforeAll(async () => {
  server = await startTestServer({ database: 'postgres' });
  metrics = createMetrics();
  metricsUrl = await metrics.listen(0);
  const log = pino({}, new Writable({ write: (chunk: Buffer, _encoding, done) => { logged += chunk.toString(); done(); } }));
  app = buildServer({ ...server.parts, log, metrics, isStopping: () => isStopping });
});
afterAll(async () => {
  await app.close();
  await metrics.close();
  await server.close();
});

const post = async (name: string, payload: object, token?: string): Promise<{ status: number; text: string }> => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { statusCode, body } = await app.inject({ method: 'POST', url: apiPath(name), payload, headers });
  return { status: statusCode, text: body };
};

test('a line of log names operation, status, time and account, and nothing that was sent or answered', async () => {
  const account = await anAccount(server.db, { displayName: '欧阳锋' });
  const person = await aPerson(server.db, { name: '诸葛明' });
  const { text } = await post('session.signIn', { loginName: account.loginName, password: testPassword });
  const { token } = (JSON.parse(text) as { value: { token: string } }).value; // `as`: a sign-in that succeeded
  await post('people.search', { query: person.name }, token);
  await post('session.signIn', { loginName: '诸葛明', password: 'a-secret-typed' });
  const lines = logged.trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>); // `as`: pino writes objects
  expect(lines.find(line => line.operation === 'people.search')).toMatchObject({ method: 'POST', status: 200, accountId: account.id, ms: expect.any(Number) as unknown });
  for (const secret of [token, testPassword, 'a-secret-typed', '诸葛明', '欧阳锋', '窗口七', person.idNumber, account.loginName]) expect(logged).not.toContain(secret);
});

test('a bug is logged under the number that the caller got, without the values of the statement', async () => {
  const account = await anAccount(server.db, { roles: ['reader'] });
  const token = await server.signIn(account.loginName);
  await server.db.schema.alterTable('person_terms').renameTo('person_terms_gone').execute();
  const { status, text } = await post('people.search', { query: '司马懿' }, token);
  await server.db.schema.alterTable('person_terms_gone').renameTo('person_terms').execute();
  expect(status).toBe(500);
  const { reportId } = (JSON.parse(text) as { error: { params: { reportId: string } } }).error.params; // `as`: a bug's reply
  expect(logged).toContain(reportId);
  expect(logged).toContain('42P01');
  expect(logged).not.toContain('司马懿');
});

test('figures go by the pattern of the route, so that no id stands in them', async () => {
  const id = crypto.randomUUID();
  await app.inject({ method: 'GET', url: `/api/v1/views/${id}/pages/${id}` });
  const text = await (await fetch(metricsUrl)).text();
  expect(text).toContain('danglian_request_seconds_count{route="/api/v1/people.search",method="POST",status="200"} 1');
  expect(text).toContain('route="/api/v1/views/:sessionId/pages/:pageId",method="GET",status="401"');
  expect(text).not.toContain(id);
  expect(text).toContain('process_resident_memory_bytes');
});

test('figures are served on this machine only, and nothing else is', async () => {
  expect(new URL(metricsUrl).hostname).toBe('127.0.0.1');
  expect((await fetch(new URL('/', metricsUrl))).status).toBe(404);
});

test('asked to stop, it refuses what is new in words a terminal understands', async () => {
  isStopping = true;
  const { status, text } = await post('site.get', {});
  isStopping = false;
  expect(status).toBe(503);
  expect(JSON.parse(text)).toEqual({ ok: false, error: { code: 'server.stopping', params: {} } });
});

test('a marked statement keeps its plan although its range might be wide, and others are planned for their values', async () => {
  await server.db.connection().execute(async db => {
    for (const bound of ['a', 'b', 'c']) await sql`${keptPlan} select count(*) as persons from person_terms where term >= ${bound} and term < ${`${bound}~`}`.execute(db);
    const { rows } = await sql<{ kept: number; anew: number; mode: string }>`select generic_plans::integer as kept, custom_plans::integer as anew, current_setting('plan_cache_mode') as mode from pg_prepared_statements where statement like '%as persons from person_terms%'`.execute(db);
    expect(rows).toEqual([{ kept: 3, anew: 0, mode: 'auto' }]);
  });
});
