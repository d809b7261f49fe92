import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src-server/db/open-database.ts';
import { anAccount, aUnit, testPassword } from '../../support/builders.ts';
import { startDataCentre, type DataCentre } from '../../support/data-centre.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { openLine, openSocket, readToEnd, type TerminalLine } from '../../support/terminal-line.ts';

let postgres: TestPostgres;
let dataDirectory: string;
let centre: DataCentre;
let line: TerminalLine;
/** Another connection than the attacker's, which the data centre may close. */
let bystander: TerminalLine;
let token: string;
let at: { readonly serverUrl: string; readonly caCertificatePem: string };

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-protocol-'));
  centre = await startDataCentre({ dataDirectory, databaseUrl });
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  const unit = await aUnit(database.db);
  const { loginName } = await anAccount(database.db, { roles: ['reader'], unitId: unit.id });
  await database.close();
  at = { serverUrl: centre.url, caCertificatePem: centre.ca };
  line = openLine(at, await centre.credentials());
  bystander = openLine(at, await centre.credentials());
  ({ token } = await line.call(null)('session.signIn', { loginName, password: testPassword }));
});
afterAll(async () => {
  await Promise.all([line.close(), bystander.close()]);
  await centre.end('SIGKILL');
  await postgres.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** MiB of the data centre's process. */
async function readMemory(): Promise<number> {
  const status = await readFile(`/proc/${String(centre.child.pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

const countOpenFiles = async (): Promise<number> => (await readdir(`/proc/${String(centre.child.pid)}/fd`)).length;

/** An ordinary terminal is served meanwhile, and fast; the process has not grown by more than `mib`. */
async function whileServingOthers(attack: () => Promise<void>, mib = 80): Promise<void> {
  await bystander.call(token)('units.list', {});
  const before = await readMemory();
  let slowestMs = 0;
  const over = new AbortController();
  const serve = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const started = performance.now();
      await bystander.call(token)('units.list', {});
      slowestMs = Math.max(slowestMs, performance.now() - started);
      await delay(100);
    }
  };
  await Promise.all([serve(), attack().finally(() => { over.abort(); })]);
  expect(slowestMs).toBeLessThan(3_000);
  expect((await readMemory()) - before).toBeLessThan(mib);
}

const headers = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${String(index)}`, 'y']));
const post = (headers: Record<string, string>, body: string | Buffer = '{}', path = '/api/v1/units.list') =>
  line.request(path, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers }, body });

/** What a raw request over a certified connection is answered with. */
async function sendRaw(text: string): Promise<{ readonly text: string; readonly isClosed: boolean }> {
  const socket = await openSocket(at, await centre.credentials());
  const answer = readToEnd(socket, 2_000);
  socket.write(text, 'latin1');
  const result = await answer;
  socket.destroy();
  return result;
}
const statusesOf = (text: string): number[] => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

describe('case 51: what is too large or of a wrong kind', () => {
  test.each([
    ['a header of 64 KB', () => post({ 'x-large': 'x'.repeat(64 * 1024) }), 431],
    ['a thousand headers', () => post(headers(1000)), 431],
    ['a hundred headers', () => post(headers(100)), 413],
    ['an address of 64 KB', () => post({}, '{}', `/api/v1/units.list?${'x'.repeat(64 * 1024)}`), 431],
    ['a body over the limit', () => post({}, `{"query":"${'x'.repeat(2 * 1024 * 1024)}"}`), 413],
    ['a body of another type', () => post({ 'content-type': 'text/xml' }, '<x/>'), 400],
  ])('%s gets a refusal', async (_what, send, status) => {
    expect((await send()).status).toBe(status);
  });

  test('again and again they cost no memory, and others are served', async () => {
    await whileServingOthers(async () => {
      for (let round = 0; round < 20; round += 1) {
        await Promise.all([post({ 'x-large': 'x'.repeat(64 * 1024) }), post({}, `{"query":"${'x'.repeat(2 * 1024 * 1024)}"}`)].map(answer => answer.catch(() => undefined)));
      }
    });
  });
});

describe('case 52: connections that are held open', () => {
  test('5,000 connections that never begin a handshake, or stop in the middle of it: the oldest go, terminals are served', { timeout: 120_000 }, async () => {
    const before = await countOpenFiles();
    const sockets: Socket[] = [];
    await whileServingOthers(async () => {
      for (let count = 0; count < 5_000; count += 1) {
        const socket = connectTcp(Number(new URL(centre.url).port), '127.0.0.1');
        socket.on('error', () => undefined).resume();
        sockets.push(socket);
        // Every second one sends the beginning of a ClientHello and no more.
        if (count % 2 === 0) socket.once('connect', () => { socket.write(Buffer.from('160301020001', 'hex')); });
        if (count % 100 === 99) await delay(20);
      }
      await delay(500);
      // A machine that comes new gets through, with a certificate and without.
      const [fresh, stranger] = [openLine(at, await centre.credentials()), openLine(at)];
      await fresh.call(token)('units.list', {});
      expect(await stranger.call(null)('site.get', {})).toMatchObject({ isDemo: false });
      await Promise.all([fresh.close(), stranger.close()]);
    }, 200);
    expect((await countOpenFiles()) - before).toBeLessThanOrEqual(256 + 32);
    for (const socket of sockets) socket.destroy();
  });

  test('of one certificate no more than 32 connections stay', async () => {
    const shown = await centre.credentials();
    const opened = await Promise.all(Array.from({ length: 60 }, () => openSocket(at, shown).catch(() => undefined)));
    await delay(500);
    const alive = opened.filter(socket => socket !== undefined && !socket.destroyed && !socket.readableEnded);
    expect(alive.length).toBeLessThanOrEqual(32);
    expect(alive.length).toBeGreaterThan(10);
    for (const socket of opened) socket?.destroy();
    await delay(200);
    await line.call(token)('units.list', {});
  });

  test('headers that dribble in are cut off after about ten seconds', async () => {
    const socket = await openSocket(at, await centre.credentials());
    const started = performance.now();
    const end = readToEnd(socket, 20_000);
    socket.write('POST /api/v1/units.list HTTP/1.1\r\nhost: localhost\r\n');
    const dribble = setInterval(() => socket.write('x-y: z\r\n'), 500);
    const { isClosed } = await end;
    clearInterval(dribble);
    expect(isClosed).toBe(true);
    expect(performance.now() - started).toBeLessThan(14_000);
  });

  test('a hundred bodies that do not arrive hold up nobody else', async () => {
    await whileServingOthers(async () => {
      const stranger = await Promise.all(Array.from({ length: 100 }, () => openSocket(at)));
      for (const socket of stranger) socket.write('POST /api/v1/site.get HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
      await delay(2_000);
      for (const socket of stranger) socket.destroy();
    });
  });
});

describe('case 53: two readings of one request', () => {
  const head = 'POST /api/v1/site.get HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
  const smuggled = 'GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n';

  test.each([
    ['Content-Length and Transfer-Encoding', `${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['Transfer-Encoding and Content-Length', `${head}transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two Content-Lengths', `${head}content-length: 2\r\ncontent-length: 40\r\n\r\n{}${smuggled}`],
    ['a Transfer-Encoding that is spelled oddly', `${head}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunked before another encoding', `${head}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${head}content-length : 2\r\n\r\n{}${smuggled}`],
    ['a line that ends in a bare LF', `POST /api/v1/site.get HTTP/1.1\nhost: localhost\ncontent-type: application/json\ncontent-length: 2\n\n{}${smuggled}`],
    ['a bare LF inside the headers', `POST /api/v1/site.get HTTP/1.1\r\nhost: localhost\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}${smuggled}`],
    ['a bare CR inside a header', `${head}x-a: b\rcontent-length: 40\r\ncontent-length: 2\r\n\r\n{}${smuggled}`],
    ['a folded header', `${head}x-a: b\r\n content-length: 40\r\ncontent-length: 2\r\n\r\n{}${smuggled}`],
    ['a negative length', `${head}content-length: -2\r\n\r\n{}${smuggled}`],
    ['a chunk size that overflows', `${head}transfer-encoding: chunked\r\n\r\nffffffffffffffff2\r\n{}\r\n0\r\n\r\n${smuggled}`],
    ['a chunk that ends in a bare LF', `${head}transfer-encoding: chunked\r\n\r\n2\n{}\n0\n\n${smuggled}`],
  ])('%s: refused, the connection closed, what follows is not answered', async (_what, text) => {
    const { text: answer, isClosed } = await sendRaw(text);
    expect({ statuses: statusesOf(answer), isClosed }).toEqual({ statuses: [400], isClosed: true });
  });

  test('the same address asked properly is answered', async () => {
    const { text } = await sendRaw(`${head}content-length: 2\r\n\r\n{}${smuggled}`);
    expect(statusesOf(text)).toEqual([200, 200]);
  });
});

describe('case 54: ranges and packed bodies', () => {
  test.each(['bytes=0-0,1-1,2-2', `bytes=${Array.from({ length: 1000 }, (_, index) => `${String(index)}-`).join(',')}`, 'bytes=-1', 'bytes=99999999999-'])('a range (%#) never makes more of an answer, nor another one', async range => {
    const whole = await line.request('/openapi.json');
    const asked = await line.request('/openapi.json', { headers: { range } });
    expect([asked.status, asked.text.length]).toEqual([200, whole.text.length]);
    expect(asked.headers.get('content-range')).toBeNull();
  });

  test('a body that is packed is refused, not unpacked, and costs no memory', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024), { level: 9 });
    expect(bomb.length).toBeLessThan(512 * 1024);
    await whileServingOthers(async () => {
      for (let round = 0; round < 5; round += 1) {
        const answer = await post({ 'content-encoding': 'gzip' }, bomb);
        expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { ok: false, error: { code: 'input.invalid' } }]);
      }
    });
    for (const encoding of ['deflate', 'br', 'zstd', 'gzip, gzip']) expect((await post({ 'content-encoding': encoding }, '{}')).status, encoding).toBe(400);
  });
});

test('after all of it the data centre still stands', async () => {
  expect((await line.request('/health')).status).toBe(200);
  expect(centre.child.exitCode).toBeNull();
});
