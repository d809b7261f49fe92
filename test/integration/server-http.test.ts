import { request } from 'node:http';
import { connect } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiPath } from '../../src-shared/contract/server-api.ts';
import { maxConcurrentPerAccount } from '../../src-server/app/limits.ts';
import { recordEvent } from '../../src-server/features/audit/index.ts';
import { aPerson, aUnit, aVolume, anAccount } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('the border on %s', database => {
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ database });
    token = await server.signIn((await anAccount(server.db, { roles: ['auditor'] })).loginName);
  });
  afterAll(() => server.close());

  const post = async (name: string, payload: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> => {
    const answer = await server.app.inject({ method: 'POST', url: apiPath(name), payload, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers } });
    return { status: answer.statusCode, body: answer.json() };
  };
  const refused = (code: string): unknown => expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) as unknown });

  test.each([
    ['an unknown operation', 'people.deleteAll', '{}', 404, 'operation.unknown'],
    ['the name of an object property', 'constructor', '{}', 404, 'operation.unknown'],
    ['broken JSON', 'audit.list', '{"page":', 400, 'input.invalid'],
    ['a wrong schema', 'audit.list', '{"page":0}', 400, 'input.invalid'],
    ['a list for an object', 'audit.list', '[]', 400, 'input.invalid'],
    ['nothing', 'audit.list', '', 400, 'input.invalid'],
    ['a poisoned prototype', 'audit.list', '{"__proto__":{"page":1}}', 400, 'input.invalid'],
    ['more than 1 MiB', 'audit.list', `{"text":"${'x'.repeat(1024 * 1024)}"}`, 413, 'input.too-large'],
  ])('%s gets a coded refusal', async (...[, name, payload, status, code]) => {
    expect(await post(name, payload)).toEqual({ status, body: refused(code) });
  });

  test('a body of another type is refused', async () => {
    expect(await post('audit.list', 'page=1', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual({ status: 400, body: refused('input.invalid') });
  });

  test('the session is asked for before the body is looked at', async () => {
    expect(await post('audit.list', '{"page":', { authorization: 'Bearer forged-token-forged-token' })).toEqual({ status: 401, body: refused('session.expired') });
    expect(await post('audit.list', '{"page":', { authorization: '' })).toEqual({ status: 401, body: refused('session.required') });
  });

  test('a bug crosses as a number and says nothing of its cause', async () => {
    await sql`alter table settings rename to settings_gone`.execute(server.db);
    const answer = await post('site.get', '{}');
    await sql`alter table settings_gone rename to settings`.execute(server.db);
    expect(answer).toEqual({ status: 500, body: { ok: false, error: { code: 'internal', params: { reportId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown } } } });
    expect(JSON.stringify(answer)).not.toContain('settings');
  });

  test('health says what is there', async () => {
    const answer = await server.app.inject('/health');
    expect({ status: answer.statusCode, body: answer.json<unknown>() }).toEqual({ status: 200, body: { live: true, database: true, store: true } });
  });

  test('a denial looks like an absence, and each leaves one row with its reason', async () => {
    const { id: accountId, loginName } = await anAccount(server.db, { roles: ['archivist'] });
    const archivist = await server.signIn(loginName);
    const elsewhere = await aPerson(server.db, { unitId: (await aUnit(server.db)).id });
    const { id } = await aVolume(server.db, { personId: elsewhere.id });
    const denied = await server.call(archivist, 'volumes.get', { id }).catch((error: unknown) => error);
    const absent = await server.call(archivist, 'volumes.get', { id: crypto.randomUUID() }).catch((error: unknown) => error);
    expect(denied).toEqual(absent);
    const rows = await server.db.selectFrom('auditEvents').selectAll().where('actorId', '=', accountId).where('result', '=', 'denied').execute();
    expect(rows).toMatchObject([{ act: 'volumes.get', detail: 'outside the reach of the role' }, { act: 'volumes.get', detail: 'nothing found' }]);
    expect(rows[0]?.object).not.toBe('');
  });

  test('a role that has no business with an act is denied before the handler, and recorded', async () => {
    await expect(server.call(token, 'people.search', { query: '' })).rejects.toMatchObject({ code: 'resource.not-found' });
    const row = await server.db.selectFrom('auditEvents').selectAll().where('act', '=', 'people.search').executeTakeFirstOrThrow();
    expect(row).toMatchObject({ result: 'denied', detail: 'administrators see neither people nor files' });
  });

  test('nothing rewrites the audit log', async () => {
    for (const change of ["update audit_events set detail = ''", 'delete from audit_events', 'truncate audit_events']) {
      await expect(sql.raw(change).execute(server.db), change).rejects.toThrow(/append-only/);
    }
  });
});

const today = () => ({ from: new Date(Date.now() - 86_400_000).toISOString(), until: new Date(Date.now() + 86_400_000).toISOString() });

describe('the audit list', () => {
  let server: TestServer;
  let token: string;
  let time: Date | undefined;

  beforeAll(async () => {
    server = await startTestServer({ database: 'postgres', now: () => time ?? new Date() });
    token = await server.signIn((await anAccount(server.db, { roles: ['auditor'], displayName: '审计员' })).loginName);
  });
  afterAll(() => server.close());

  test('newest first, twenty to a page, with a total; reading it is an event, turning its pages is not', async () => {
    const archivist = await anAccount(server.db, { roles: ['archivist'], displayName: '张三' });
    for (let count = 0; count < 23; count += 1) {
      await recordEvent(server.db, { accountId: archivist.id, displayName: '', unitName: '人事科', terminalName: 't' }, { act: 'volumes.create', object: `G-${String(count)}` });
    }
    const first = await server.call(token, 'audit.list', { acts: ['volumes.create'] });
    expect(first.total).toBe(23);
    expect(first.items.map(({ object }) => object)).toEqual(Array.from({ length: 20 }, (_, index) => `G-${String(22 - index)}`));
    const second = await server.call(token, 'audit.list', { acts: ['volumes.create'], page: 2 });
    expect(second.items.map(({ object }) => object)).toEqual(['G-2', 'G-1', 'G-0']);
    const reads = await server.call(token, 'audit.list', { acts: ['audit.list'] });
    expect(reads.items).toMatchObject([{ actorName: '审计员', detail: 'acts=volumes.create', result: 'done' }]);
  });

  test.each([
    ['a number', 'G-17', 1],
    ['a name', '张三', 23],
    ['a unit', '人事科', 23],
    ['nothing that is there', 'no such thing', 0],
    ['a wildcard, taken as it is written', '%', 0],
    ['an underscore, taken as it is written', '_', 0],
  ])('text finds by %s', async (_case, text, total) => {
    expect((await server.call(token, 'audit.list', { text, acts: ['volumes.create'], ...today() })).total).toBe(total);
  });

  test('a text in the whole log is refused: a period, an officer or a number must narrow it first', async () => {
    await expect(server.call(token, 'audit.list', { text: 'G-17' })).rejects.toMatchObject({ code: 'audit.period-required', params: { days: 92 } });
    expect((await server.call(token, 'audit.list', { text: 'G-1', object: 'G-17' })).total).toBe(1);
  });

  test('a span of time has its beginning and not its end', async () => {
    const at = (day: number): Date => new Date(Date.UTC(2020, 0, day));
    for (const day of [1, 2, 3]) {
      time = at(day);
      await recordEvent(server.db, { accountId: null, displayName: '', unitName: '', terminalName: '' }, { act: 'requests.submit', object: String(day) });
    }
    time = undefined;
    const { items } = await server.call(token, 'audit.list', { acts: ['requests.submit'], from: at(1).toISOString(), until: at(3).toISOString() });
    expect(items.map(({ object }) => object)).toEqual(['2', '1']);
  });

  test.each(['reader', 'archivist', 'approver', 'security-officer', 'system-administrator'] as const)('a %s does not see it', async role => {
    const other = await server.signIn((await anAccount(server.db, { roles: [role] })).loginName);
    await expect(server.call(other, 'audit.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});

describe('limits', () => {
  let server: TestServer;
  let address: { readonly port: number };

  beforeAll(async () => {
    server = await startTestServer({ database: 'postgres' });
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    address = server.app.server.address() as { port: number }; // `as`: it listens on TCP
  });
  afterAll(() => server.close());

  test('a caller that dribbles its headers is cut off after about ten seconds', async () => {
    const socket = connect(address.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const started = Date.now();
    socket.write('POST /api/v1/site.get HTTP/1.1\r\nhost: x\r\n');
    const dribble = setInterval(() => socket.write('x-y: z\r\n'), 500);
    socket.resume();
    await new Promise(resolve => socket.once('close', resolve));
    clearInterval(dribble);
    expect(Date.now() - started).toBeLessThan(14_000);
  });

  test('too many requests of one account at once are refused as busy, those of others are not', async () => {
    const busy = await server.signIn((await anAccount(server.db, { roles: ['auditor'] })).loginName);
    const other = await server.signIn((await anAccount(server.db, { roles: ['auditor'] })).loginName);
    // A request counts from its headers on; these keep their bodies back.
    const held = Array.from({ length: maxConcurrentPerAccount }, () => startRequest(address.port, busy));
    await vi.waitFor(async () => {
      const status = await startRequest(address.port, busy).finish();
      // It came in before one of those that are held, which was refused in its stead.
      if (status === 200) held.push(startRequest(address.port, busy));
      expect(status).toBe(503);
    }, 30_000);
    expect(await startRequest(address.port, other).finish()).toBe(200);
    expect((await Promise.all(held.map(request => request.finish()))).filter(status => status === 200)).toHaveLength(maxConcurrentPerAccount);
    await vi.waitFor(async () => { expect(await startRequest(address.port, busy).finish()).toBe(200); }, 10_000);
  });
});

/** Sends the headers of a call; `finish` sends its body and answers with the status. */
function startRequest(port: number, bearer: string): { readonly finish: () => Promise<number | undefined> } {
  const body = '{"page":2}';
  const call = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/v1/audit.list', agent: false, headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'content-length': body.length } });
  const status = new Promise<number | undefined>((resolve, reject) => {
    call.once('response', response => { response.resume(); resolve(response.statusCode); });
    call.once('error', reject);
  });
  status.catch(() => undefined); // a test that failed before asks no more
  call.flushHeaders();
  return { finish: () => { call.end(body); return status; } };
}
