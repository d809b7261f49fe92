import { createDecipheriv, createHash, randomUUID } from 'node:crypto';
import { copyFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { desktopApi, windowPaths } from '../../../src-shared/contract/desktop-api.ts';
import { defaultPolicyOf } from '../../../src-shared/domain/access-policy.ts';
import type { PageId } from '../../../src-shared/domain/ids.ts';
import { heartbeatSeconds, type ViewSession } from '../../../src-shared/domain/viewing.ts';
import { createOfflineReadings } from '../../../src-main/features/viewing/index.ts';
import { createLeases } from '../../../src-server/features/viewing/index.ts';
import { writeAccessPolicy } from '../../../src-server/features/identity/index.ts';
import { anAccount, testPassword } from '../../support/builders.ts';
import { findBytes, piecesOf } from '../../support/find-bytes.ts';
import { countGuardedRows, hostileInputs, ownQuestions } from '../../support/hostile-window.ts';
import { aGrant, anOffice, keepSignedIn, type Office } from '../../support/office.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../../support/terminal.ts';
import { listen, type ListeningServer } from '../../support/tls-server.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const beganAt = Date.now();

let server: TestServer;
let door: ListeningServer;
let office: Office;
let terminal: TestTerminal;
/** Of the terminal's machine. */
let clocks = { bootMs: 0, wallMs: 0 };

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  office = await anOffice(server);
  await writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), offlineMinutes: 10 });
  terminal = await startTestTerminal({ ...door, clocks: { bootMs: () => clocks.bootMs, wallMs: () => clocks.wallMs } });
});
afterAll(async () => {
  await terminal.close();
  await door.stop();
  await server.close();
});

/** Time as it really passes: both clocks go. */
const pass = (ms: number): void => { clocks = { bootMs: clocks.bootMs + ms, wallMs: clocks.wallMs + ms }; };
const cacheFolder = (): string => join(terminal.dataDirectory, 'page-cache');
const cacheFiles = (): Promise<string[]> => readdir(cacheFolder());
const waitForFiles = async (count: number): Promise<string[]> => {
  for (;;) {
    const files = await cacheFiles();
    if (files.length === count) return files;
    await delay(10);
  }
};
const statusOf = async (session: ViewSession, pageId: PageId): Promise<number> => (await terminal.get(windowPaths.page(session.id, pageId, 'half')))?.status ?? 0;
const beat = (session: ViewSession) => terminal.call('viewing.heartbeat', { id: session.id, materialId: session.materials[0]!.id });

let session: ViewSession;
let pages: readonly PageId[];
let shown: Buffer[];

/** A grant opened at the terminal, two pages looked at, and both kept. */
beforeEach(async () => {
  await keepSignedIn(server);
  clocks = { bootMs: 1_000_000, wallMs: Date.now() };
  // Signing in at the terminal ends the sign-in with which the request was made.
  const reader = { ...office.reader, token: await server.signIn(office.reader.loginName) };
  const requestId = await aGrant(server, { ...office, reader });
  await terminal.call('session.signIn', { loginName: reader.loginName, password: testPassword });
  session = await terminal.call('viewing.open', { requestId });
  pages = session.materials[0]!.pages.map(({ id }) => id);
  shown = [];
  for (const id of pages) {
    const answer = await terminal.get(windowPaths.page(session.id, id, 'half'));
    expect(answer?.status).toBe(200);
    shown.push(Buffer.from(answer!.body));
  }
  await waitForFiles(2);
});

const cutOff = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  await door.stop();
  try {
    return await work();
  } finally {
    await door.start();
    while (!(await terminal.call('terminal.get', {})).isOnline) await delay(20);
  }
};

test('within the lease pages that were shown stay readable while the line is cut, others do not; what was read meanwhile is counted', async () => {
  const other = session.materials[1]!.pages[0]!.id;
  await beat(session);
  await cutOff(async () => {
    pass(30_000);
    const held = await beat(session);
    expect(held).toMatchObject({ state: 'open', offline: { secondsLeft: 570 } });
    expect(Buffer.from((await terminal.get(windowPaths.page(session.id, pages[0]!, 'half')))!.body).equals(shown[0]!)).toBe(true);
    expect(await statusOf(session, other)).toBe(503);
    for (let count = 0; count < 10; count++) {
      pass(2_000);
      await beat(session);
    }
  });
  await server.db.updateTable('viewSessions').set({ lastSeenAt: new Date(Date.now() - minuteMs) }).where('id', '=', session.id).execute();
  expect(await beat(session)).toMatchObject({ state: 'open', offline: null });
  const { seconds } = await server.db.selectFrom('viewSeconds').select('seconds').where('viewSessionId', '=', session.id).executeTakeFirstOrThrow();
  // Five heartbeats of the first gap, which is too long to count whole, twenty seconds by heartbeats, ten since; and what the test itself takes before.
  const least = 5 * heartbeatSeconds + 20 + 10;
  expect(seconds).toBeGreaterThanOrEqual(Math.floor(least));
  expect(seconds).toBeLessThan(least + 10);
  expect(await statusOf(session, other)).toBe(200);
});

test('case 19: a grant that is withdrawn while its pages are kept leaves nothing behind the next heartbeat', async () => {
  await server.call(office.approver.token, 'requests.withdraw', { id: session.requestId!, reason: '事由已变' });
  expect((await beat(session)).state).toBe('withdrawn');
  await waitForFiles(0);
  await cutOff(async () => { expect(await statusOf(session, pages[0]!)).toBe(503); });
});

test('case 56: copied to another machine, to another person or into another sign-in, or without the data centre’s part, nothing opens', async () => {
  const machine = { pageSecret: Buffer.alloc(32, 1), token: 'token-a', accountId: randomUUID() };
  const own = await keyOf(machine);
  for (const other of [{ pageSecret: Buffer.alloc(32, 2) }, { token: 'token-b' }, { token: 'token-b', accountId: randomUUID() }]) {
    expect((await keyOf({ ...machine, ...other })).equals(own)).toBe(false);
  }
  expect((await keyOf(machine, server.services.digestKey)).equals(own)).toBe(true);
  expect((await keyOf(machine, Buffer.alloc(32, 3))).equals(own)).toBe(false);
  const [file] = await cacheFiles();
  await expect(readKeptAs(join(cacheFolder(), file!), own)).rejects.toThrow();
});

test('case 57: when the lease is over nothing is shown, also with the clock set back a day or put forward', async () => {
  await cutOff(async () => {
    // Forward gives nothing and takes nothing: time is counted by a clock that nobody can set.
    clocks = { ...clocks, wallMs: clocks.wallMs + dayMs };
    pass(9 * minuteMs);
    expect(await statusOf(session, pages[0]!)).toBe(200);
    pass(minuteMs);
    expect(await statusOf(session, pages[0]!)).toBe(503);
    await expect(beat(session)).rejects.toMatchObject({ code: 'server.unreachable' });
    await waitForFiles(0);
  });
});

test('case 57: a clock that is set back destroys the key at once, and setting it right again brings nothing back', async () => {
  await cutOff(async () => {
    pass(minuteMs);
    const before = clocks;
    clocks = { ...clocks, wallMs: clocks.wallMs - dayMs };
    expect(await statusOf(session, pages[0]!)).toBe(503);
    clocks = before;
    expect(await statusOf(session, pages[0]!)).toBe(503);
    await waitForFiles(0);
  });
  expect(await statusOf(session, pages[0]!)).toBe(200);
});

test('case 58: a changed byte, two files swapped, an older file put back: none of them opens', async () => {
  const [one, two] = (await cacheFiles()).map(name => join(cacheFolder(), name));
  await copyFile(one!, join(terminal.dataDirectory, 'older'));
  await rename(one!, `${one!}.swap`);
  await rename(two!, one!);
  await rename(`${one!}.swap`, two!);
  await cutOff(async () => {
    expect([await statusOf(session, pages[0]!), await statusOf(session, pages[1]!)]).toEqual([503, 503]);
  });
  await waitForFiles(0);
  // Shown anew, and so kept anew.
  for (const id of pages) expect(await statusOf(session, id)).toBe(200);
  const files = await waitForFiles(2);
  await copyFile(join(terminal.dataDirectory, 'older'), join(cacheFolder(), files[0]!));
  const bytes = await readFile(join(cacheFolder(), files[1]!));
  bytes[bytes.length - 100]! ^= 1;
  await writeFile(join(cacheFolder(), files[1]!), bytes);
  await cutOff(async () => {
    expect([await statusOf(session, pages[0]!), await statusOf(session, pages[1]!)]).toEqual([503, 503]);
  });
});

test('a policy of zero minutes, a sign-in elsewhere, signing out: each takes the pages off the disk', async () => {
  await writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), offlineMinutes: 0 });
  pass(11_000);
  expect((await beat(session)).state).toBe('open');
  await waitForFiles(0);
  await writeAccessPolicy(server.db, { ...defaultPolicyOf('secret'), offlineMinutes: 10 });

  session = await terminal.call('viewing.open', { requestId: session.requestId! });
  await statusOf(session, pages[0]!);
  await waitForFiles(1);
  const from = terminal.events.length;
  await server.signIn(office.reader.loginName, { terminalName: '别处' });
  await terminal.waitFor('session.ended', { from });
  await waitForFiles(0);

  await terminal.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
  session = await terminal.call('viewing.open', { requestId: session.requestId! });
  await statusOf(session, pages[0]!);
  await waitForFiles(1);
  await terminal.call('session.signOut', {});
  await waitForFiles(0);
});

test('case 55: a name that is markup is drawn letter by letter in the mark of every page', async () => {
  // As markup it would be one white letter, or none; as text it is as much ink as any name of these lengths.
  const inkOf = async (displayName: string): Promise<number> => {
    await server.db.updateTable('accounts').set({ displayName }).where('id', '=', office.reader.id).execute();
    await terminal.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
    const { id, materials } = await terminal.call('viewing.open', { requestId: session.requestId! });
    const { body } = (await terminal.get(windowPaths.page(id, materials[0]!.pages[0]!.id, 'half')))!;
    const levels = await sharp(Buffer.from(body)).greyscale().raw().toBuffer();
    return levels.reduce((sum, level) => sum + (level < 225 ? 1 : 0), 0);
  };
  const [markup, entity] = ['<span foreground="#ffffff" size="1">王</span>', '&lt;&#60;&amp;王'];
  const asPlain = (name: string): string => name.replace(/[<>&#;="/]/g, 'z');
  const bare = await inkOf('王');
  for (const name of [markup, entity]) {
    const [drawn, plain] = [await inkOf(name), await inkOf(asPlain(name))];
    expect(Math.abs(drawn / plain - 1), name).toBeLessThan(0.12);
    expect(Math.abs(drawn - plain), name).toBeLessThan(Math.abs(plain - bare) / 2);
  }
});

test('case 60: whoever has taken over the window gets what the person himself may ask for, and nothing by hostile arguments', async () => {
  const stranger = { ...(await anAccount(server.db, { unitId: office.reader.unitId })), token: '' };
  const requestId = await aGrant(server, { ...office, reader: { ...stranger, token: await server.signIn(stranger.loginName) } });
  const before = await countGuardedRows(server.db);
  const ids = [requestId, office.volumeId, office.approver.id, office.materials[1]!.id, randomUUID()];
  const hostile = hostileInputs(ids, office.materials[1]!.id);
  // These end what the test goes on with, look for devices, or wait.
  const apart = ['session.signOut', 'session.lock', 'scanning.listScanners', 'printing.listPrinters'];
  const answered = new Set<string>();
  for (const name of Object.keys(desktopApi).filter(known => !apart.includes(known))) {
    for (const input of hostile) {
      const reply = await terminal.callRaw(name, input);
      if (reply.ok) answered.add(name);
      else expect([reply.error.code === 'internal', name, JSON.stringify(input).slice(0, 80)]).toEqual([false, name, expect.anything()]);
    }
  }
  // What a reader may ask without saying anything more, each for himself.
  expect([...answered].sort()).toEqual(ownQuestions);
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'terminals.request', 'session.challenge', 'viewing.leaseKey', 'printing.submitted', 'intake.offerPackage', 'audit.export', 'store.read', 'x'.repeat(10_000)]) {
    expect(await terminal.callRaw(name, {})).toMatchObject({ ok: false, error: { code: 'operation.unknown' } });
  }
  // Of another's reading nothing, by whatever address.
  for (const path of ['/pages/../../terminal.db', `/pages/${session.id}/..%2f..%2fterminal.key`, `/pages/${randomUUID()}/${pages[0]!}?size=half`, `/drafts/${randomUUID()}/${randomUUID()}`, `/prints/${randomUUID()}.pdf`, '/terminal.log']) {
    expect((await terminal.get(path))?.status ?? 404, path).not.toBe(200);
  }
  expect(await countGuardedRows(server.db)).toEqual(before);
  expect(await statusOf(session, pages[0]!)).toBe(200);
});

test('case 59: after all this no piece of a page lies on any disk in clear, nor does a cached file look like a picture', async () => {
  for (const name of await cacheFiles()) {
    const bytes = await readFile(join(cacheFolder(), name));
    expect(bytes.subarray(0, 2).toString('hex')).not.toBe('ffd8');
    expect(bytes.includes('JFIF')).toBe(false);
  }
  const needles = shown.flatMap(piecesOf);
  // The search finds what is there.
  const bait = join(terminal.dataDirectory, 'bait');
  await writeFile(bait, Buffer.concat([Buffer.from('x'), shown[0]!]));
  const folders = [terminal.dataDirectory, server.dataDirectory, '/var/spool/cups'];
  expect(new Set(await findBytes({ folders, flat: [tmpdir(), homedir()], needles, sinceMs: beganAt }))).toEqual(new Set([bait]));
});

type Machine = { readonly pageSecret: Buffer; readonly token: string; readonly accountId: string };

/** The key under which a page would be kept at such a machine, with leases as the data centre signs them. */
async function keyOf({ pageSecret, token, accountId }: Machine, digestKey = server.services.digestKey): Promise<Buffer> {
  const leases = createLeases({ ...server.services, digestKey });
  // `as never`: what is asked of a caller's context here is who he is and his sign-in.
  const context = { subject: { accountId }, sessionKey: createHash('sha256').update(token).digest() } as never;
  const lease = await leases.issue(context, { id: session.id, endsAt: new Date(Date.now() + minuteMs) });
  let used = Buffer.alloc(0);
  const pageCache = { put: (_place: unknown, key: Uint8Array) => { used = Buffer.from(key); return Promise.resolve(); }, drop: () => undefined };
  const own = { token: () => token, signedIn: () => ({ account: { id: accountId } }), onEnd: () => undefined };
  const parts = { store: { pageCache, pageSecret }, session: own, server: { call: () => Promise.resolve({ publicKey: leases.publicKey }) }, clocks: { bootMs: () => 0, wallMs: () => 0 }, log: { info: () => undefined, warn: () => undefined } };
  const offline = createOfflineReadings(parts as never); // `as never`: as far as it asks
  await offline.begin(session, { lease, askedAt: offline.now() });
  offline.keep({ viewSessionId: session.id, pageId: pages[0]!, size: 'half' }, shown[0]!);
  expect(used).toHaveLength(32);
  return used;
}

/** As somebody would who has the file and a key. */
async function readKeptAs(file: string, key: Buffer): Promise<Buffer> {
  const bytes = await readFile(file);
  const context = Buffer.from(JSON.stringify(['danglian page 1', session.id, pages[0]!, 'half', 1, session.endsAt]));
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(context).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}
