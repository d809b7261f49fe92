import 'reflect-metadata'; // @peculiar/x509 needs it loaded first
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { provideAuthority } from '../../../src-server/certificates/index.ts';
import { AppError } from '../../../src-shared/errors/app-error.ts';
import { BatchId, IdempotencyKey, PersonId, RequestId, TerminalId, VolumeId } from '../../../src-shared/domain/ids.ts';
import { anAccount, testPassword } from '../../support/builders.ts';
import { anEnrolledTerminal, type EnrolledTerminal } from '../../support/enrolled.ts';
import { aGrant, anOffice } from '../../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';
import { openLine, openSocket, readToEnd, type TerminalLine } from '../../support/terminal-line.ts';
import { listen, type ListeningServer } from '../../support/tls-server.ts';

const dayMs = 24 * 3_600_000;

describe.each(databaseKinds)('terminals and sessions on %s', database => {
  let server: TestServer;
  let door: ListeningServer;
  let stranger: TerminalLine;
  let officer: string;
  let now = new Date();
  const later = (minutes: number): void => { now = new Date(now.getTime() + minutes * 60_000); };
  const lines: TerminalLine[] = [];

  beforeAll(async () => {
    server = await startTestServer({ database, now: () => now });
    door = await listen(server);
    stranger = openLine(door);
    officer = await newOfficer();
  });
  afterAll(async () => {
    await Promise.all([stranger, ...lines].map(line => line.close()));
    await door.stop();
    await server.close();
  });

  const newOfficer = async (): Promise<string> => server.signIn((await anAccount(server.db, { roles: ['security-officer'] })).loginName, { terminalName: '保密办' });
  const lineOf = (terminal: EnrolledTerminal): TerminalLine => {
    const line = openLine(door, terminal);
    lines.push(line);
    return line;
  };
  const aSession = async (line: TerminalLine, roles: Parameters<typeof anAccount>[1] = { roles: ['reader'] }) => {
    const account = await anAccount(server.db, roles);
    const { token } = await line.call(null)('session.signIn', { loginName: account.loginName, password: testPassword });
    return { ...account, token };
  };
  const sessionsOf = async (accountId: string): Promise<number> => (await server.db.selectFrom('sessions').select('accountId').where('accountId', '=', accountId).execute()).length;
  const eventsOf = (actorId: string, act: string): Promise<{ result: string; object: string; terminalName: string }[]> =>
    server.db.selectFrom('auditEvents').select(['result', 'object', 'terminalName']).where('actorId', '=', actorId).where('act', '=', act).execute();
  /** Cut before a request is answered. */
  const isCut = async (shown: { key: string; cert: string }): Promise<boolean> => {
    const socket = await openSocket(door, shown).catch(() => undefined);
    if (!socket) return true;
    socket.write('POST /api/v1/site.get HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    const { text, isClosed } = await readToEnd(socket);
    socket.destroy();
    return isClosed && text === '';
  };

  test('a query terminal asks for what only the other edition may do: refused as absent, with a row in the log, whatever the person may do elsewhere', async () => {
    const terminal = await anEnrolledTerminal(server.services, { name: '查询窗口' });
    const line = lineOf(terminal);
    const { id: accountId, loginName, token } = await aSession(line, { roles: ['archivist', 'approver', 'reader'] });
    const [id, batchId, idempotencyKey] = [crypto.randomUUID(), BatchId.parse(crypto.randomUUID()), IdempotencyKey.parse(crypto.randomUUID())];
    const tries = {
      intake: (as: string) => line.call(as)('intake.listBatches', { page: 1 }),
      batch: (as: string) => line.call(as)('intake.closeBatch', { id: batchId }),
      media: (as: string) => line.call(as)('media.list', {}),
      scanning: (as: string) => line.call(as)('scanProfiles.list', {}),
      filing: (as: string) => line.call(as)('volumes.create', { personId: PersonId.parse(id), idempotencyKey }),
      custody: (as: string) => line.call(as)('viewing.openCustody', { volumeId: VolumeId.parse(id) }),
      strips: (as: string) => line.call(as)('strips.listTemplates', {}),
      deciding: (as: string) => line.call(as)('requests.refuse', { id: RequestId.parse(id), reason: 'x' }),
    };
    const doors = [['POST', '/uploads', 'uploads.write'], ['GET', '/api/v1/strips/test-page.pdf?width=210&height=297', 'strips.readTestPage'], ['GET', '/api/v1/intake/catalogue-template.xlsx', 'intake.readTemplate']] as const;
    const knock = async (as: string): Promise<readonly number[]> =>
      Promise.all(doors.map(async ([method, path]) => (await line.request(path, { method, headers: { authorization: `Bearer ${as}`, ...(method === 'POST' ? { 'tus-resumable': '1.0.0', 'upload-length': '10' } : {}) } })).status));
    // Where the terminal is of the edition that may, the same person gets an answer.
    await tries.intake(token);
    await tries.strips(token);
    expect(await knock(token)).toEqual([201, 200, 200]);
    await server.db.updateTable('terminals').set({ edition: 'query' }).where('id', '=', terminal.id).execute();
    const before = await server.db.selectFrom('auditEvents').select('sequence').where('actorId', '=', accountId).where('result', '=', 'denied').execute();
    for (const attempt of Object.values(tries)) await expect(attempt(token)).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await knock(token)).toEqual([404, 404, 404]);
    const after = await server.db.selectFrom('auditEvents').select(['act', 'detail']).where('actorId', '=', accountId).where('result', '=', 'denied').orderBy('sequence').execute();
    expect(after.slice(before.length).map(({ detail }) => detail)).toEqual(Array.from({ length: Object.keys(tries).length + doors.length }, () => 'not an act of the query edition'));
    // What it says of itself changes nothing.
    const { token: again } = await line.call(null)('session.signIn', { loginName, password: testPassword });
    await expect(tries.intake(again)).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await line.call(again)('units.list', {})).units.length).toBeGreaterThan(0);
  });

  test('case 01: without a certificate nothing but the site and the enrolment answers, not even a right password', async () => {
    const { loginName, id } = await anAccount(server.db, { roles: ['reader'] });
    await expect(stranger.call(null)('session.signIn', { loginName, password: testPassword })).rejects.toMatchObject({ code: 'terminal.not-enrolled' });
    expect(await sessionsOf(id)).toBe(0);
    expect(await stranger.call(null)('site.get', {})).toMatchObject({ siteName: '测试市' });
    await expect(stranger.call(null)('terminals.requestState', { id: TerminalId.parse(crypto.randomUUID()) })).rejects.toMatchObject({ code: 'resource.not-found' });
    const { token } = await aSession(lineOf(await server.terminal('窗口一')));
    for (const name of ['units.list', 'session.confirmPassword', 'session.watch', 'terminals.renew', 'session.challenge'] as const) {
      const answer = await stranger.request(`/api/v1/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: '{}' });
      expect([answer.status, JSON.parse(answer.text)], name).toMatchObject([403, { error: { code: 'terminal.not-enrolled' } }]);
    }
    for (const path of ['/uploads', `/api/v1/prints/${crypto.randomUUID()}.pdf`, `/api/v1/views/${crypto.randomUUID()}/pages/${crypto.randomUUID()}`]) {
      const method = path === '/uploads' ? 'POST' : 'GET';
      expect((await stranger.request(path, { method, headers: { authorization: `Bearer ${token}` } })).status, path).toBe(403);
    }
  });

  test('case 02: a certificate of another authority is cut before a request', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'danglian-authority-'));
    const foreign = await anEnrolledTerminal({ ...server.services, authority: await provideAuthority(directory) }, { name: '外来' });
    expect(await isCut(foreign)).toBe(true);
    await rm(directory, { recursive: true });
  });

  test('case 02: an expired certificate is cut, also when the table says otherwise', async () => {
    const expired = await anEnrolledTerminal(server.services, { name: '过期', issuedAt: new Date(Date.now() - 91 * dayMs) });
    await server.db.updateTable('terminalCertificates').set({ expiresAt: new Date(Date.now() + dayMs) }).where('terminalId', '=', expired.id).execute();
    expect(await isCut(expired)).toBe(true);
  });

  test('case 02: a certificate of our authority that the table does not know opens nothing', async () => {
    const forged = await anEnrolledTerminal(server.services, { name: '伪造' });
    await server.db.deleteFrom('terminalCertificates').where('terminalId', '=', forged.id).execute();
    const { loginName } = await anAccount(server.db);
    await expect(lineOf(forged).call(null)('session.signIn', { loginName, password: testPassword })).rejects.toMatchObject({ code: 'terminal.not-enrolled' });
  });

  test('case 02: a revocation ends the sessions, cuts the live connections at once, and stays at the next handshake', async () => {
    const lost = await server.terminal(`丢失-${database}`);
    const line = lineOf(lost);
    const victim = await aSession(line);
    const socket = await openSocket(door, lost);
    const cut = readToEnd(socket, 5_000);
    const watch = line.call(victim.token)('session.watch', {}).then(() => 'answered', (error: unknown) => error);
    const started = performance.now();
    await server.call(officer, 'terminals.revoke', { id: TerminalId.parse(lost.id), reason: '丢失' });
    expect(await cut).toEqual({ text: '', isClosed: true });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(await watch).not.toBe('answered');
    expect(await sessionsOf(victim.id)).toBe(0);
    expect(await isCut(lost)).toBe(true);
    await expect(server.callFrom(lost)(victim.token, 'units.list', {})).rejects.toMatchObject({ code: expect.stringMatching(/^terminal\./) as unknown });
    expect(await server.db.selectFrom('auditEvents').select(['result', 'detail']).where('act', '=', 'terminals.revoke').where('object', '=', lost.name).execute()).toEqual([{ result: 'done', detail: '丢失' }]);
    expect(await stranger.call(null)('terminals.requestState', { id: TerminalId.parse(lost.id) })).toEqual({ state: 'revoked', certificatePem: null });
  });

  test('case 03: a token from another terminal is refused as no session, raises an alarm, and ends the session', async () => {
    const [own, other] = [lineOf(await server.terminal('窗口一')), lineOf(await server.terminal('窗口二'))];
    const { token, id } = await aSession(own);
    await own.call(token)('units.list', {});
    await expect(other.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.required' });
    expect(await eventsOf(id, 'session.replayed')).toEqual([{ result: 'denied', object: '窗口一', terminalName: '窗口二' }]);
    expect(await sessionsOf(id)).toBe(0);
    // The owner learns why; whoever copied the token learns nothing.
    await expect(own.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.replayed' });
    await expect(other.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    expect(await eventsOf(id, 'session.replayed')).toHaveLength(1);
  });

  test('case 04: after signing out the token is worth nothing', async () => {
    const line = lineOf(await server.terminal('窗口一'));
    const { token, id } = await aSession(line);
    await line.call(token)('session.signOut', {});
    await expect(line.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    expect([await sessionsOf(id), await eventsOf(id, 'session.signOut')]).toMatchObject([0, [{ result: 'done' }]]);
  });

  test('case 04: while the screen is locked the token opens nothing but coming back and leaving', async () => {
    const line = lineOf(await server.terminal('窗口一'));
    const { token } = await aSession(line);
    await line.call(token)('session.lock', {});
    for (const name of ['units.list', 'people.search', 'requests.list'] as const) {
      const answer = await line.request(`/api/v1/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: '{}' });
      expect([answer.status, JSON.parse(answer.text)], name).toMatchObject([423, { error: { code: 'session.locked' } }]);
    }
    await expect(line.call(token)('session.confirmPassword', { password: 'not-this-1' })).rejects.toMatchObject({ code: 'session.wrong-credentials' });
    await expect(line.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.locked' });
    await line.call(token)('session.confirmPassword', { password: testPassword });
    await line.call(token)('units.list', {});
  });

  test('case 04: after a change of password the old token is worth nothing', async () => {
    const line = lineOf(await server.terminal('窗口一'));
    const { token, id } = await aSession(line);
    const changed = await line.call(token)('session.changePassword', { oldPassword: testPassword, newPassword: 'Meadow-Lantern-7' });
    await expect(line.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    await line.call(changed.token)('units.list', {});
    expect(await sessionsOf(id)).toBe(1);
  });

  test('case 04: a role that is taken, a suspension: both hold for the very next request', async () => {
    const line = lineOf(await server.terminal('窗口一'));
    const { token, id } = await aSession(line, { roles: ['reader', 'archivist'] });
    await line.call(token)('requests.colleagues', {});
    await server.db.deleteFrom('accountRoles').where('accountId', '=', id).where('role', '=', 'reader').execute();
    await expect(line.call(token)('requests.colleagues', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await eventsOf(id, 'requests.colleagues')).toMatchObject([{ result: 'denied' }]);
    await server.db.updateTable('accounts').set({ state: 'suspended' }).where('id', '=', id).execute();
    await expect(line.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
  });

  test('case 11: a second sign-in ends the first session, and its terminal is told within two seconds without asking anew', async () => {
    const [here, there] = [lineOf(await server.terminal('窗口一')), lineOf(await server.terminal('窗口二'))];
    const { token, loginName, id } = await aSession(here);
    const waiting = here.call(token)('session.watch', {}).catch((error: unknown) => error);
    await new Promise(resolve => setTimeout(resolve, 300));
    const started = performance.now();
    const second = await there.call(null)('session.signIn', { loginName, password: testPassword });
    const signedInAfter = performance.now() - started;
    expect(await waiting).toMatchObject({ code: 'session.ended-elsewhere' });
    expect(performance.now() - started - signedInAfter).toBeLessThan(2_500);
    await expect(here.call(token)('units.list', {})).rejects.toMatchObject({ code: 'session.ended-elsewhere' });
    await there.call(second.token)('units.list', {});
    expect([await sessionsOf(id), (await eventsOf(id, 'session.signIn')).length]).toEqual([1, 2]);
  });

  test('case 11: of ten sign-ins at once one session is left, and one token that opens it', async () => {
    const line = lineOf(await server.terminal('窗口一'));
    const { loginName, id } = await anAccount(server.db);
    const tokens = (await Promise.all(Array.from({ length: 4 }, () => line.call(null)('session.signIn', { loginName, password: testPassword })))).map(({ token }) => token);
    const outcomes = await Promise.all(tokens.map(token => line.call(token)('units.list', {}).then(() => 'open', () => 'shut')));
    expect(outcomes.filter(outcome => outcome === 'open')).toHaveLength(1);
    expect(await sessionsOf(id)).toBe(1);
  });

  test('case 12: heartbeats of an open page and the watch of the session do not keep it from ending by idleness', async () => {
    const office = await anOffice(server);
    const { token } = office.reader;
    const view = await server.call(token, 'viewing.open', { requestId: await aGrant(server, office) });
    for (let minutes = 0; minutes < 25; minutes += 5) {
      later(5);
      await server.call(token, 'viewing.heartbeat', { id: view.id, materialId: null });
      const watching = server.call(token, 'session.watch', {});
      await new Promise(resolve => setTimeout(resolve, 50));
      server.services.sessionWatch.letGo();
      await watching;
    }
    later(6);
    await expect(server.call(token, 'viewing.heartbeat', { id: view.id, materialId: null })).rejects.toMatchObject({ code: 'session.expired' });
    now = new Date();
  });

  test('case 12: the policy shortens idleness and the whole session at once, and never lengthens them', async () => {
    const set = async (sessionIdleMinutes: number, sessionHours: number): Promise<void> => {
      const value = JSON.stringify({ sessionIdleMinutes, sessionHours });
      await server.db.insertInto('settings').values({ key: 'access-policy', value }).onConflict(conflict => conflict.column('key').doUpdateSet({ value })).execute();
    };
    const outcomeAfter = async (minutes: number, policy: readonly [number, number]): Promise<string> => {
      const { loginName } = await anAccount(server.db);
      const token = await server.signIn(loginName);
      await set(...policy);
      later(minutes);
      const outcome = await server.call(token, 'units.list', {}).then(() => 'open', (error: unknown) => (error instanceof AppError ? error.code : 'internal'));
      await server.db.deleteFrom('settings').where('key', '=', 'access-policy').execute();
      now = new Date();
      return outcome;
    };
    expect(await outcomeAfter(6, [5, 8])).toBe('session.expired');
    expect(await outcomeAfter(4, [5, 8])).toBe('open');
    expect(await outcomeAfter(31, [600, 80])).toBe('session.expired');
  });

  test('case 13: a session id that the client chooses is nobody', async () => {
    const line = lineOf(await server.terminal('窗口一'));
    const chosen = 'A'.repeat(43);
    const { loginName, id } = await anAccount(server.db);
    const answer = await line.request('/api/v1/session.signIn', { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${chosen}`, cookie: `session=${chosen}` }, body: JSON.stringify({ loginName, password: testPassword }) });
    const { value } = JSON.parse(answer.text) as { value: { token: string } }; // `as`: a sign-in that succeeded
    expect(value.token).not.toBe(chosen);
    await expect(line.call(chosen)('units.list', {})).rejects.toMatchObject({ code: 'session.expired' });
    const withToken = await line.request('/api/v1/session.signIn', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ loginName, password: testPassword, token: chosen }) });
    expect(withToken.status).toBe(400);
    expect(await sessionsOf(id)).toBe(1);
  });

  test('case 14: headers that claim a certificate or an address are not read', async () => {
    const own = await server.terminal('窗口一');
    const { token, id } = await aSession(lineOf(own));
    const claims = { 'x-client-cert': own.cert.replaceAll('\n', ' '), 'x-client-cert-fingerprint': own.certificate, 'x-ssl-client-verify': 'SUCCESS', 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', 'x-test-terminal': own.certificate };
    const answer = await stranger.request('/api/v1/units.list', { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...claims }, body: '{}' });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([403, { error: { code: 'terminal.not-enrolled' } }]);
    // From another enrolled terminal they do not help either: it is a replay.
    const other = await lineOf(await server.terminal('窗口二')).request('/api/v1/units.list', { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...claims }, body: '{}' });
    expect([other.status, JSON.parse(other.text)]).toMatchObject([401, { error: { code: 'session.required' } }]);
    expect(await eventsOf(id, 'session.replayed')).toMatchObject([{ result: 'denied', terminalName: '窗口二' }]);
  });
});
