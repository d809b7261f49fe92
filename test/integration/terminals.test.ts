import 'reflect-metadata'; // @peculiar/x509 needs it loaded first
import { generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSigningRequest, createTerminalKey } from '../../src-main/features/enrolment/signing-request.ts';
import { UnitId, type TerminalId } from '../../src-shared/domain/ids.ts';
import { anAccount, aUnit, testPassword } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';
import { openLine, type TerminalLine } from '../support/terminal-line.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

x509.cryptoProvider.set(webcrypto as never); // `as`: the browser's and Node's types of one thing
const dayMs = 24 * 3_600_000;

describe.each(databaseKinds)('terminals on %s', database => {
  let server: TestServer;
  let door: ListeningServer;
  let stranger: TerminalLine;
  let officer: string;
  let administrator: string;
  let unitId: UnitId;
  let now = new Date();

  beforeAll(async () => {
    server = await startTestServer({ database, now: () => now });
    door = await listen(server);
    stranger = openLine(door);
    unitId = UnitId.parse((await aUnit(server.db, { name: '档案馆' })).id);
    const signIn = async (role: 'security-officer' | 'system-administrator'): Promise<string> => server.signIn((await anAccount(server.db, { roles: [role] })).loginName);
    officer = await signIn('security-officer');
    administrator = await signIn('system-administrator');
  });
  afterAll(async () => {
    await stranger.close();
    await door.stop();
    await server.close();
  });

  const aCode = async (): Promise<string> => (await server.call(administrator, 'terminals.createCode', { unitId })).code;
  const ask = async (name: string, code?: string): Promise<{ id: TerminalId; fingerprint: string; key: string }> => {
    const key = await createTerminalKey();
    const answer = await stranger.call(null)('terminals.request', { code: code ?? (await aCode()), name, csrPem: await createSigningRequest(key) });
    return { ...answer, key };
  };
  const enrol = async (name: string): Promise<{ id: TerminalId; key: string; cert: string }> => {
    const { id, fingerprint, key } = await ask(name);
    await server.call(officer, 'terminals.approve', { id: id, fingerprint });
    const { certificatePem } = await stranger.call(null)('terminals.requestState', { id: id });
    return { id, key, cert: certificatePem ?? '' };
  };
  const eventsOf = (act: string, object: string): Promise<{ result: string; detail: string }[]> =>
    server.db.selectFrom('auditEvents').select(['result', 'detail']).where('act', '=', act).where('object', '=', object).orderBy('sequence').execute();

  test('a code, a request, two people who compare, a certificate: then people sign in there', async () => {
    const { id, fingerprint, key } = await ask('窗口一');
    expect(await stranger.call(null)('terminals.requestState', { id: id })).toEqual({ state: 'requested', certificatePem: null });
    const waiting = await server.call(officer, 'terminals.list', { state: 'requested' });
    expect(waiting.items.find(item => item.id === id)).toMatchObject({ name: '窗口一', unitName: '档案馆', fingerprint });
    await server.call(officer, 'terminals.approve', { id: id, fingerprint });

    const { certificatePem } = await stranger.call(null)('terminals.requestState', { id: id });
    const certificate = new X509Certificate(certificatePem ?? '');
    expect([certificate.subject, certificate.ca, certificate.keyUsage]).toEqual([`CN=${id}`, false, ['1.3.6.1.5.5.7.3.2']]);
    expect(Math.round((certificate.validToDate.getTime() - now.getTime()) / dayMs)).toBe(90);
    const line = openLine(door, { key, cert: certificatePem ?? '' });
    const { loginName } = await anAccount(server.db, { roles: ['reader'] });
    const { token } = await line.call(null)('session.signIn', { loginName, password: testPassword });
    expect((await line.call(token)('units.list', {})).units.length).toBeGreaterThan(0);
    await line.close();
    expect(await eventsOf('terminals.request', '窗口一')).toEqual([{ result: 'done', detail: fingerprint }]);
    expect(await eventsOf('terminals.approve', '窗口一')).toEqual([{ result: 'done', detail: fingerprint }]);
    const { terminalName } = await server.db.selectFrom('auditEvents').select('terminalName').where('act', '=', 'session.signIn').where('object', '=', loginName).executeTakeFirstOrThrow();
    expect(terminalName).toBe('窗口一');
  });

  test('which edition a terminal is, the officer decides; the other program is told so at the sign-in', async () => {
    const { id, fingerprint, key } = await ask('业务窗口');
    expect((await server.call(officer, 'terminals.list', { query: '业务窗口' })).items).toMatchObject([{ edition: 'archive' }]);
    await server.call(officer, 'terminals.approve', { id, fingerprint, edition: 'query' });
    const { certificatePem } = await stranger.call(null)('terminals.requestState', { id });
    const line = openLine(door, { key, cert: certificatePem ?? '' });
    const { loginName } = await anAccount(server.db, { roles: ['reader'] });
    const signIn = (edition: 'archive' | 'query' | null) => line.call(null)('session.signIn', { loginName, password: testPassword, edition });
    await expect(signIn('archive')).rejects.toMatchObject({ code: 'terminal.edition-differs' });
    expect(await eventsOf('session.signIn', loginName)).toEqual([{ result: 'denied', detail: 'program of another edition' }]);
    for (const said of ['query', null] as const) expect((await signIn(said)).token).not.toBe('');
    await line.close();
    const { payload } = await server.db.selectFrom('auditEvents').select('payload').where('act', '=', 'terminals.approve').where('object', '=', '业务窗口').executeTakeFirstOrThrow();
    expect(payload.toString()).toContain('"edition"');
  });

  test('the code is kept as a digest, is good once, for a day, however it is typed', async () => {
    const code = await aCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/);
    expect(JSON.stringify(await server.db.selectFrom('enrolmentCodes').selectAll().execute())).not.toContain(code.replaceAll('-', ''));
    await ask('窗口二', ` ${code.toLowerCase().replaceAll('-', ' ')} `);
    await expect(ask('窗口二', code)).rejects.toMatchObject({ code: 'terminal.code-invalid' });
    const late = await aCode();
    now = new Date(now.getTime() + dayMs + 1000);
    await expect(ask('窗口二', late)).rejects.toMatchObject({ code: 'terminal.code-invalid' });
    now = new Date();
  });

  test('of ten machines with one code at the same time one gets in', async () => {
    const code = await aCode();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => ask('同时', code)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await server.db.selectFrom('terminals').select('id').where('name', '=', '同时').execute()).toHaveLength(1);
  });

  test('another fingerprint than that of the request is not approved', async () => {
    const { id } = await ask('窗口三');
    await expect(server.call(officer, 'terminals.approve', { id: id, fingerprint: 'a'.repeat(64) })).rejects.toMatchObject({ code: 'terminal.fingerprint-differs' });
    expect((await stranger.call(null)('terminals.requestState', { id: id })).state).toBe('requested');
  });

  test('a refused machine learns that, gets no certificate and cannot be approved afterwards', async () => {
    const { id, fingerprint } = await ask('窗口四');
    await server.call(officer, 'terminals.refuse', { id: id, reason: '不是我们的电脑' });
    expect(await stranger.call(null)('terminals.requestState', { id: id })).toEqual({ state: 'refused', certificatePem: null });
    await expect(server.call(officer, 'terminals.approve', { id: id, fingerprint })).rejects.toMatchObject({ code: 'terminal.state-conflict' });
  });

  test('two terminals in use cannot have one name', async () => {
    await enrol('档案室-01');
    const { id, fingerprint } = await ask('档案室-01');
    await expect(server.call(officer, 'terminals.approve', { id: id, fingerprint })).rejects.toMatchObject({ code: 'terminal.name-taken', params: { name: '档案室-01' } });
  });

  test.each([
    ['RSA', async () => requestOf({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 })],
    ['P-384', async () => requestOf({ name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-256' })],
    ['a request that another key has signed', async () => forge(await createSigningRequest(await createTerminalKey()), await createSigningRequest(await createTerminalKey()))],
    ['a text that is no request', () => Promise.resolve(`-----BEGIN CERTIFICATE REQUEST-----\n${'A'.repeat(200)}\n-----END CERTIFICATE REQUEST-----`)],
  ])('%s is not taken, and the code stays good', async (_what, makeCsr) => {
    const code = await aCode();
    await expect(stranger.call(null)('terminals.request', { code, name: '窗口五', csrPem: await makeCsr() })).rejects.toMatchObject({ code: 'terminal.request-invalid' });
    await ask('窗口五', code);
  });

  test('Ed25519 is taken; what a request says of itself is not', async () => {
    const pair = generateKeyPairSync('ed25519');
    const csrPem = await requestOf({ name: 'Ed25519' }, [new x509.BasicConstraintsExtension(true, 3, true), new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])]);
    expect(pair.privateKey.asymmetricKeyType).toBe('ed25519');
    const { id, fingerprint } = await stranger.call(null)('terminals.request', { code: await aCode(), name: '窗口六', csrPem });
    await server.call(officer, 'terminals.approve', { id, fingerprint });
    const certificate = new X509Certificate((await stranger.call(null)('terminals.requestState', { id })).certificatePem ?? '');
    expect([certificate.ca, certificate.subjectAltName, certificate.subject]).toEqual([false, undefined, `CN=${id}`]);
  });

  test('renewal: refused while there is time, then a new key under the old certificate; the session goes on', async () => {
    const { id, key, cert } = await enrol('续期');
    const old = openLine(door, { key, cert });
    const { loginName } = await anAccount(server.db, { roles: ['reader'] });
    const { token } = await old.call(null)('session.signIn', { loginName, password: testPassword });
    const freshKey = await createTerminalKey();
    const csrPem = await createSigningRequest(freshKey);
    await expect(old.call(null)('terminals.renew', { csrPem })).rejects.toMatchObject({ code: 'terminal.renewal-early' });
    await server.db.updateTable('terminalCertificates').set({ issuedAt: new Date(now.getTime() - 61 * dayMs), expiresAt: new Date(now.getTime() + 29 * dayMs) }).where('terminalId', '=', id).execute();
    const lost = await old.call(null)('terminals.renew', { csrPem: await createSigningRequest(await createTerminalKey()) });
    const { certificatePem } = await old.call(null)('terminals.renew', { csrPem });
    // The first answer was lost on the way: its certificate is forgotten.
    expect(await server.db.selectFrom('terminalCertificates').select('pem').where('terminalId', '=', id).where('pem', '=', lost.certificatePem).execute()).toEqual([]);
    await old.call(token)('units.list', {});
    const fresh = openLine(door, { key: freshKey, cert: certificatePem });
    await fresh.call(token)('units.list', {});
    // What was under way with the old one may end; ten minutes later it is worth nothing.
    await old.call(token)('units.list', {});
    now = new Date(now.getTime() + 11 * 60_000);
    await expect(old.call(token)('units.list', {})).rejects.toMatchObject({ code: expect.stringMatching(/terminal\.not-enrolled|session\./) as unknown });
    await fresh.call(token)('units.list', {});
    now = new Date();
    await Promise.all([old.close(), fresh.close()]);
    expect(await eventsOf('terminals.renew', '续期')).toHaveLength(2);
  });

  test.each(['reader', 'archivist', 'approver', 'auditor', 'system-administrator'] as const)('a %s decides about no terminal', async role => {
    const { id, fingerprint } = await ask('窗口七');
    const other = await server.signIn((await anAccount(server.db, { roles: [role] })).loginName);
    await expect(server.call(other, 'terminals.approve', { id: id, fingerprint })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(other, 'terminals.revoke', { id: id, reason: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('in production an automatic code is worth nothing once there is a terminal', async () => {
    const { requestEnrolment } = await import('../../src-server/features/terminals/enrol-terminal.ts');
    const request = { code: await door.createCode(), name: '生产', edition: 'archive' as const, csrPem: await createSigningRequest(await createTerminalKey()) };
    await expect(requestEnrolment({ ...server.services, isProduction: true }, request)).rejects.toMatchObject({ code: 'terminal.code-invalid' });
    expect(await server.db.selectFrom('terminals').select('id').where('name', '=', '生产').execute()).toEqual([]);
  });
});

type KeyAlgorithm = webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | webcrypto.Algorithm;

async function requestOf(algorithm: KeyAlgorithm & { readonly hash?: string }, extensions: x509.Extension[] = []): Promise<string> {
  // `as`: signing keys come in pairs; the browser's and Node's names for them differ in type only.
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as never;
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name: 'CN=administrator', keys, signingAlgorithm: algorithm, extensions });
  return request.toString('pem');
}

/** The first request with the signature of the second. */
function forge(pem: string, otherPem: string): string {
  const [own, other] = [pem, otherPem].map(text => Buffer.from(x509.PemConverter.decodeFirst(text)));
  own!.set(other!.subarray(-16), own!.length - 16);
  return x509.PemConverter.encode(own!, 'CERTIFICATE REQUEST');
}
