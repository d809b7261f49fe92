import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tus from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIntlCrypto } from '../../src-server/blobs/crypto-provider.ts';
import { loadMasterKey } from '../../src-server/blobs/master-key.ts';
import { openUploadArea } from '../../src-server/blobs/upload-area.ts';
import { openDatabase, type Database } from '../../src-server/db/open-database.ts';
import { readUpload, removeUpload } from '../../src-server/features/uploads/index.ts';
import { createCode } from '../../src-server/features/terminals/index.ts';
import { anAccount, aUnit, testPassword } from '../support/builders.ts';
import { startDataCentre, type DataCentre } from '../support/data-centre.ts';
import { createSigningRequest, createTerminalKey } from '../../src-main/features/enrolment/signing-request.ts';
import { openLine, openSocket, readToEnd } from '../support/terminal-line.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

let postgres: TestPostgres;
let databaseUrl: string;
let dataDirectory: string;
let database: Database;
let one: DataCentre;
let two: DataCentre;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-city-'));
  // Together, on nothing: tables, authority and master key are made once.
  [one, two] = await Promise.all([startDataCentre({ dataDirectory, databaseUrl }), startDataCentre({ dataDirectory, databaseUrl })]);
  database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  // The terminal that enrols belongs to a unit.
  await aUnit(database.db);
});
afterAll(async () => {
  await Promise.all([one.end('SIGKILL'), two.end('SIGKILL')]);
  await database.close();
  await postgres.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function signIn(server: DataCentre, roles: Parameters<typeof anAccount>[1] = { roles: ['archivist'] }): Promise<{ token: string; accountId: string; loginName: string }> {
  const { id, loginName } = await anAccount(database.db, roles);
  const { token } = await server.call(null, 'session.signIn', { loginName, password: testPassword });
  return { token, accountId: id, loginName };
}

type UploadTask = { readonly server: DataCentre; readonly token: string; readonly bytes: Buffer; readonly url?: string; readonly onProgress?: (sent: number) => void };

/** As a terminal does it: chunks, retries while the server is away, resumption by the address. Resolves with the upload's address. */
async function upload({ server, token, bytes, url, onProgress }: UploadTask): Promise<string> {
  const agent = new Agent({ ca: server.ca, ...(await server.credentials()) });
  return new Promise((resolve, reject) => {
    const task = new tus.Upload(bytes, {
      endpoint: `${server.url}/uploads`,
      ...(url === undefined ? {} : { uploadUrl: url }),
      chunkSize: 1024 * 1024,
      retryDelays: Array.from({ length: 40 }, () => 500),
      headers: { authorization: `Bearer ${token}` },
      httpStack: new tus.DefaultHttpStack({ agent }),
      storeFingerprintForResuming: false,
      onProgress: sent => onProgress?.(sent),
      onSuccess: () => { resolve(task.url ?? ''); },
      onError: reject,
    });
    task.start();
  });
}

const idOf = (url: string): string => url.split('/').at(-1) ?? '';
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What filing does, in this process: with the city's own keys. */
async function readStored(accountId: string, uploadId: string): Promise<Buffer> {
  return readUpload(await servicesForReading(), accountId, uploadId);
}
async function servicesForReading(): Promise<Parameters<typeof readUpload>[0]> {
  const uploads = await openUploadArea(join(dataDirectory, 'uploads'), createIntlCrypto(await loadMasterKey(dataDirectory)));
  // `as`: reading an upload uses these two of the services.
  return { db: database.db, uploads } as Parameters<typeof readUpload>[0];
}

describe('two processes serve one city', () => {
  test('both trust the same authority and speak TLS 1.3 under their own name', async () => {
    expect(one.ca).toBe(two.ca);
    expect((await one.request('/health')).status).toBe(200);
    expect((await two.request('/health')).status).toBe(200);
  });

  test('a session opened on one is good on the other, and ended by a sign-in there', async () => {
    const { token, loginName } = await signIn(one);
    await two.call(token, 'session.confirmPassword', { password: testPassword });
    const { token: newer } = await two.call(null, 'session.signIn', { loginName, password: testPassword });
    await expect(one.call(token, 'session.confirmPassword', { password: testPassword })).rejects.toMatchObject({ code: 'session.expired' });
    await one.call(newer, 'session.signOut', {});
  });

  test('a terminal revoked on one is cut off on the other within seconds, and its session told', async () => {
    const line = openLine({ serverUrl: two.url, caCertificatePem: two.ca });
    const key = await createTerminalKey();
    const { id } = await line.call(null)('terminals.request', { code: (await createCode(database.db, { unitId: null, createdBy: null, isAutomatic: true, now: new Date() })).code, name: '丢失', csrPem: await createSigningRequest(key) });
    const { certificatePem } = await line.call(null)('terminals.requestState', { id });
    const shown = { key, cert: certificatePem ?? '' };
    const lost = openLine({ serverUrl: two.url, caCertificatePem: two.ca }, shown);
    const victim = await anAccount(database.db, { roles: ['reader'] });
    const { token } = await lost.call(null)('session.signIn', { loginName: victim.loginName, password: testPassword });
    const socket = await openSocket({ serverUrl: two.url, caCertificatePem: two.ca }, shown);
    const cut = readToEnd(socket, 6_000);
    const officer = await signIn(one, { roles: ['security-officer'] });
    const started = performance.now();
    await one.call(officer.token, 'terminals.revoke', { id, reason: '丢失' });
    expect((await cut).isClosed).toBe(true);
    expect(performance.now() - started).toBeLessThan(3_000);
    await expect(lost.call(token)('units.list', {})).rejects.toThrow();
    expect(await line.call(null)('terminals.requestState', { id })).toEqual({ state: 'revoked', certificatePem: null });
    await Promise.all([line.close(), lost.close()]);
  });

  test('wrong passwords are counted together', async () => {
    const { loginName } = await anAccount(database.db);
    const tries = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? one : two).call(null, 'session.signIn', { loginName, password: 'not-this-1' }).catch((error: unknown) => error),
    );
    const codes = (await Promise.all(tries)).map(error => (error as { code: string }).code); // `as`: each of them was refused
    expect(codes.filter(code => code === 'session.wrong-credentials')).toHaveLength(5);
    expect(codes.filter(code => code === 'session.account-locked')).toHaveLength(5);
  });

  test('an upload begun on one is finished on the other', async () => {
    const { token, accountId } = await signIn(one);
    const bytes = randomBytes(3 * 1024 * 1024 + 77);
    const created = await one.request('/uploads', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) } });
    expect(created.status).toBe(201);
    const path = created.headers.get('location')!;
    await upload({ server: two, token, bytes, url: two.url + path });
    expect(digest(await readStored(accountId, idOf(path)))).toBe(digest(bytes));
  });

  test('two that write one upload at once leave it whole', async () => {
    const { token, accountId } = await signIn(one);
    const bytes = randomBytes(2 * 1024 * 1024);
    const created = await one.request('/uploads', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) } });
    const path = created.headers.get('location')!;
    await Promise.allSettled([upload({ server: one, token, bytes, url: one.url + path }), upload({ server: two, token, bytes, url: two.url + path })]);
    expect(digest(await readStored(accountId, idOf(path)))).toBe(digest(bytes));
  });
});

describe('uploads', () => {
  test('one survives that the server is killed in the middle and comes back', async () => {
    const { token, accountId } = await signIn(one);
    const bytes = randomBytes(24 * 1024 * 1024);
    let restarted: Promise<DataCentre> | undefined;
    const port = Number(new URL(one.url).port);
    const url = await upload({
      server: one,
      token,
      bytes,
      onProgress: sent => {
        if (sent > 7.5 * 1024 * 1024) restarted ??= one.end('SIGKILL').then(() => startDataCentre({ dataDirectory, databaseUrl, port }));
      },
    });
    expect(restarted).toBeDefined();
    one = await restarted!;
    expect(digest(await readStored(accountId, idOf(url)))).toBe(digest(bytes));
  });

  test('an upload of another account looks absent and leaves a denial', async () => {
    const { token } = await signIn(one);
    const url = await upload({ server: one, token, bytes: Buffer.from('page') });
    const stranger = await signIn(one);
    const headers = { authorization: `Bearer ${stranger.token}`, 'tus-resumable': '1.0.0' };
    for (const method of ['HEAD', 'DELETE']) {
      const foreign = await one.request(new URL(url).pathname, { method, headers });
      const absent = await one.request(`/uploads/${'0'.repeat(32)}`, { method, headers });
      expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
      expect(absent.status).toBe(404);
    }
    const denied = await database.db.selectFrom('auditEvents').select(['act', 'result']).where('actorId', '=', stranger.accountId).where('result', '=', 'denied').execute();
    expect(denied).toEqual(Array.from({ length: 4 }, () => ({ act: 'uploads.write', result: 'denied' })));
  });

  test('the address cannot name one upload to the guard and another to the store', async () => {
    const owner = await signIn(one);
    const victim = new URL(await upload({ server: one, token: owner.token, bytes: Buffer.from('page') })).pathname;
    const { token } = await signIn(one);
    const mine = new URL(await upload({ server: one, token, bytes: Buffer.from('mine') })).pathname;
    await one.request(`${mine}?x=/${idOf(victim)}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' } });
    expect((await readStored(owner.accountId, idOf(victim))).toString()).toBe('page');
  });

  test.each([
    ['without a session', {}, 401],
    ['with a wrong token', { authorization: `Bearer ${'x'.repeat(43)}` }, 401],
  ])('%s nothing is taken', async (_case, headers, status) => {
    const answer = await one.request('/uploads', { method: 'POST', headers: { ...headers, 'tus-resumable': '1.0.0', 'upload-length': '4' } });
    expect(answer.status).toBe(status);
  });

  test('a reader may not upload', async () => {
    const { token } = await signIn(one, { roles: ['reader'] });
    const answer = await one.request('/uploads', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': '4' } });
    expect(answer.status).toBe(404);
  });

  test('more than 80 MiB are refused before a byte is sent', async () => {
    const { token } = await signIn(one);
    const answer = await one.request('/uploads', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': String(80 * 1024 * 1024 + 1) } });
    expect(answer.status).toBe(413);
  });

  test('an unfinished one is told as incomplete, a foreign one as absent, a removed one is gone from the disk', async () => {
    const { token, accountId } = await signIn(one);
    const created = await one.request('/uploads', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', 'upload-length': '4' } });
    const id = idOf(created.headers.get('location')!);
    await expect(readStored(accountId, id)).rejects.toMatchObject({ code: 'upload.incomplete' });
    const other = await signIn(one);
    await expect(readStored(other.accountId, id)).rejects.toMatchObject({ code: 'resource.not-found' });
    await removeUpload(await servicesForReading(), other.accountId, id);
    expect(await readdir(join(dataDirectory, 'uploads'))).toContain(`${id}.upload`);
    await removeUpload(await servicesForReading(), accountId, id);
    expect(await readdir(join(dataDirectory, 'uploads'))).not.toContain(`${id}.upload`);
  });

  test('one that nobody filed within seven days is swept at the next start', async () => {
    const { token } = await signIn(two);
    const id = idOf(await upload({ server: two, token, bytes: Buffer.from('old page') }));
    const fresh = idOf(await upload({ server: two, token, bytes: Buffer.from('new page') }));
    await database.db.updateTable('uploads').set({ createdAt: new Date(Date.now() - 8 * 24 * 3_600_000) }).where('id', '=', id).execute();
    expect(await two.end('SIGTERM')).toBe(0);
    two = await startDataCentre({ dataDirectory, databaseUrl });
    await expect.poll(() => readdir(join(dataDirectory, 'uploads'))).not.toContain(`${id}.upload`);
    expect(await readdir(join(dataDirectory, 'uploads'))).toContain(`${fresh}.upload`);
  });
});

test('asked to stop, a process finishes within seconds and leaves with 0; the other goes on serving', async () => {
  const third = await startDataCentre({ dataDirectory, databaseUrl });
  await third.request('/health');
  const started = Date.now();
  expect(await third.end('SIGTERM')).toBe(0);
  expect(Date.now() - started).toBeLessThan(11_000);
  expect((await two.request('/health')).status).toBe(200);
});

test('without its parent a process ends by itself', async () => {
  const third = await startDataCentre({ dataDirectory, databaseUrl });
  third.child.stdin!.end();
  await expect.poll(() => third.child.exitCode, { timeout: 15_000 }).toBe(0);
});
