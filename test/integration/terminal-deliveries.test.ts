import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPackage } from '../../src-main/features/deliveries/open-package.ts';
import { windowPaths } from '../../src-shared/contract/desktop-api.ts';
import type { Delivery } from '../../src-shared/domain/delivery.ts';
import { IdempotencyKey, PackageId, PageId, type BatchId } from '../../src-shared/domain/ids.ts';
import { anAccount, aUnit, testPassword } from '../support/builders.ts';
import { eventually } from '../support/eventually.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let directory: string;
let terminal: TestTerminal;
let loginName: string;
/** While set, the answer to an operation or upload whose address ends so is lost on the way. */
let lostAnswer: string | undefined;
/** While true, what arrives is taken in slowly. */
let isSlow = false;
/** The line breaks in the next so many requests that bring bytes, when this much of each has come; where they said that they go on. */
let breaks = { left: 0, afterBytes: 0 };
let offsets: number[] = [];

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server, app => {
    app.addHook('onRequest', async request => {
      if (isSlow && request.method === 'PATCH') await new Promise(resolve => { setTimeout(resolve, 400); });
    });
    app.addHook('onRequest', async ({ raw, headers }) => {
      if (raw.method === 'PATCH') offsets.push(Number(headers['upload-offset']));
      if (breaks.left > 0 && Number(headers['content-length']) > breaks.afterBytes) breakAfter(raw, breaks.afterBytes);
      await Promise.resolve();
    });
    app.addHook('onSend', async request => {
      if (lostAnswer === undefined || !request.url.endsWith(lostAnswer)) return;
      lostAnswer = undefined;
      request.raw.socket.destroy();
      await Promise.resolve();
    });
  });
});
/** What has come by then is still read. */
function breakAfter(raw: IncomingMessage, bytes: number): void {
  const push = raw.push.bind(raw);
  let come = 0;
  raw.push = (chunk: Buffer | null) => {
    come += chunk?.length ?? 0;
    if (come < bytes || breaks.left === 0) return push(chunk);
    breaks = { ...breaks, left: breaks.left - 1 };
    raw.push = push;
    const goesOn = push(chunk);
    setImmediate(() => raw.socket.destroy());
    return goesOn;
  };
}
afterAll(async () => {
  await door.stop();
  await server.close();
});
beforeEach(async () => {
  isSlow = false;
  offsets = [];
  directory = await mkdtemp(join(tmpdir(), 'danglian-delivery-'));
  const unit = await aUnit(server.db);
  ({ loginName } = await anAccount(server.db, { roles: ['archivist'], unitId: unit.id }));
  terminal = await startTestTerminal({ ...door, dataDirectory: join(directory, 'terminal') });
  await signIn();
});
afterEach(async () => {
  await terminal.close();
  await rm(directory, { recursive: true });
});

const signIn = (name = loginName) => terminal.call('session.signIn', { loginName: name, password: testPassword });
const aBatch = async (): Promise<BatchId> => {
  const order = { kind: 'volumes', supplier: '某数字化公司', note: '', mediumId: null, approvalNumber: '批-2026-1', secrecy: { level: 'secret', years: 20 } } as const;
  return (await terminal.call('intake.createBatch', { ...order, idempotencyKey: IdempotencyKey.parse(crypto.randomUUID()) })).id;
};
const folder = (name: string): string => join(directory, 'disc', name);
/** A folder of one volume with some pages of random bytes. */
async function put(name: string, bytes = 20_000): Promise<string> {
  await mkdir(join(folder(name), '1.履历材料'), { recursive: true });
  for (const page of ['0101.jpg', '0102.jpg']) await writeFile(join(folder(name), '1.履历材料', page), crypto.getRandomValues(Buffer.alloc(Math.min(bytes, 65_536))));
  if (bytes > 65_536) await writeFile(join(folder(name), '大.bin'), Buffer.alloc(bytes, name));
  return folder(name);
}
const list = async (batchId: BatchId): Promise<readonly Delivery[]> => (await terminal.call('deliveries.list', { batchId })).deliveries;
const statesOf = async (batchId: BatchId): Promise<readonly string[]> => (await list(batchId)).map(({ name, state }) => `${name} ${state}`).toSorted();
const offeredTo = (batchId: BatchId) => server.db.selectFrom('intakePackages').select(['name', 'digest', 'bytes']).where('batchId', '=', batchId).orderBy('number').execute();
const allOffered = (batchId: BatchId, count: number) => eventually(async () => (await terminal.call('deliveries.list', { batchId })).summary).toMatchObject({ offered: count, waiting: 0, sending: 0, failed: 0 });

test('folders and zips arrive once each, with the bytes that lie on the disc, and nothing of them stays at the terminal', async () => {
  const batchId = await aBatch();
  for (const name of ['张三', '李四', '王五']) await put(name, 200_000);
  await writeFile(folder('赵六.zip'), 'a zip as it is');
  const { added, known } = await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  expect([added, known]).toEqual([4, 0]);
  await allOffered(batchId, 4);
  const expected = await Promise.all(
    (await list(batchId)).map(async ({ name, path }) => {
      const { size, digest } = await openPackage({ path, kind: path.endsWith('.zip') ? 'zip' : 'folder' }, new AbortController().signal);
      return { name, digest, bytes: String(size) };
    }),
  );
  expect((await offeredTo(batchId)).toSorted((a, b) => a.name.localeCompare(b.name))).toEqual(expected.toSorted((a, b) => a.name.localeCompare(b.name)));
  expect(terminal.events.filter(({ name }) => name === 'deliveries.progressed').length).toBeGreaterThan(0);
});

test('the same folders chosen again are known and not sent again', async () => {
  const batchId = await aBatch();
  await put('张三');
  await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  await allOffered(batchId, 1);
  await put('李四');
  expect(await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc'), folder('张三')] })).toMatchObject({ added: 1, known: 1 });
  await allOffered(batchId, 2);
  expect((await offeredTo(batchId)).map(({ name }) => name)).toEqual(['张三', '李四']);
});

test('what was taken back at the data centre is offered again, by its own button or by choosing its folder, and as another package', async () => {
  const batchId = await aBatch();
  for (const name of ['张三', '李四']) await put(name, 30_000);
  await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  await allOffered(batchId, 2);
  const packages = async () => (await terminal.call('intake.listPackages', { batchId, page: 1 })).items;
  const [one, other] = (await packages()).toSorted((a, b) => a.number - b.number);
  await expect(terminal.call('deliveries.again', { batchId, packageId: one!.id })).rejects.toMatchObject({ code: 'record.changed' });
  for (const each of [one!, other!]) await terminal.call('intake.withdrawPackage', { id: each.id, reason: '误传' });
  await terminal.call('deliveries.again', { batchId, packageId: one!.id });
  await allOffered(batchId, 2);
  const { added, known } = await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  expect([added, known]).toEqual([1, 1]);
  await allOffered(batchId, 2);
  await eventually(async () => (await packages()).map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual(['张三 waiting', '张三 withdrawn', '李四 waiting', '李四 withdrawn']);
  // Another person, or another terminal, has nothing to send anew.
  await expect(terminal.call('deliveries.again', { batchId, packageId: one!.id })).rejects.toMatchObject({ code: 'delivery.not-here' });
});

test('what lies somewhere below a folder is found by words of its name, the nearest first; links and hidden ones are passed over', async () => {
  for (const name of ['2026-01/王小明', '2026-02/旧/王小明 补交', '2026-02/李小华']) await mkdir(folder(name), { recursive: true });
  await writeFile(folder('王小明.zip'), 'zip');
  await mkdir(folder('.王小明'));
  const { entries, isCutShort } = await terminal.call('deliveries.search', { path: join(directory, 'disc'), query: '小明 王' });
  expect(entries.map(({ path, kind }) => [path.slice(join(directory, 'disc').length + 1), kind])).toEqual([['王小明.zip', 'zip'], ['2026-01/王小明', 'folder'], ['2026-02/旧/王小明 补交', 'folder']]);
  expect(isCutShort).toBe(false);
  await expect(terminal.call('deliveries.search', { path: join(directory, 'none'), query: 'x' })).rejects.toMatchObject({ code: 'delivery.place-unreadable' });
});

test('an answer to the offer that is lost on the way offers once', async () => {
  const batchId = await aBatch();
  await put('张三');
  lostAnswer = 'intake.offerPackage';
  await terminal.call('deliveries.start', { batchId, paths: [folder('张三')] });
  await allOffered(batchId, 1);
  expect(await offeredTo(batchId)).toHaveLength(1);
});

test('a package of one piece on a line that breaks within it goes on from what has arrived', async () => {
  const batchId = await aBatch();
  await put('张三', 1_500_000);
  breaks = { left: 2, afterBytes: 400_000 };
  await terminal.call('deliveries.start', { batchId, paths: [folder('张三')] });
  await allOffered(batchId, 1);
  // The bytes that came with the creation are lost with it; those of the first continuation are not.
  expect(offsets).toEqual([0, expect.any(Number)]);
  expect(offsets[1]).toBeGreaterThan(0);
  expect(await offeredTo(batchId)).toHaveLength(1);
});

test('a paused batch keeps what has arrived and goes on from there; a cancelled one leaves the queue', async () => {
  const batchId = await aBatch();
  isSlow = true;
  await put('张三', 20_000_000);
  for (const name of ['李四', '王五']) await put(name);
  await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  await eventually(async () => (await list(batchId)).find(({ name }) => name === '张三')?.sentBytes ?? 0).toBeGreaterThan(4_000_000);
  await terminal.call('deliveries.pause', { batchId, isPaused: true });
  expect((await list(batchId)).find(({ name }) => name === '张三')).toMatchObject({ state: 'paused' });
  const waiting = (await terminal.call('deliveries.list', { batchId, state: 'paused' })).deliveries;
  const others = waiting.filter(({ name }) => name !== '张三');
  for (const { id } of others) await terminal.call('deliveries.cancel', { batchId, id });
  await terminal.call('deliveries.pause', { batchId, isPaused: false });
  // What had arrived is not sent again: the first figure is beyond it.
  await eventually(async () => (await list(batchId)).find(({ name }) => name === '张三')?.sentBytes ?? 0).toBeGreaterThan(0);
  expect((await list(batchId)).find(({ name }) => name === '张三')!.sentBytes).toBeGreaterThanOrEqual(4_000_000);
  isSlow = false;
  await allOffered(batchId, 3 - others.length);
  expect(await offeredTo(batchId)).toHaveLength(3 - others.length);
});

test('what cannot be sent says why, the others go on, and it is sent when it was mended and tried again', async () => {
  const batchId = await aBatch();
  await put('张三');
  await put('李四');
  await put('王五');
  await writeFile(join(folder('王五'), 'a\\b.jpg'), 'x');
  await terminal.call('deliveries.start', { batchId, paths: [folder('张三'), folder('王五'), folder('李四')] });
  await eventually(() => statesOf(batchId)).toEqual(['张三 offered', '李四 offered', '王五 failed']);
  expect((await list(batchId))[0]?.error).toEqual({ code: 'delivery.name-unreadable', params: { file: 'a\\b.jpg' } });
  await rm(join(folder('王五'), 'a\\b.jpg'));
  await terminal.call('deliveries.retry', { batchId, id: null });
  await allOffered(batchId, 3);
});

test('three failures in a row pause the batch: the medium is out, or the batch takes nothing any more', async () => {
  const batchId = await aBatch();
  isSlow = true;
  for (const name of ['一', '二', '三', '四', '五', '六', '七', '八']) await put(name);
  await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  await rename(join(directory, 'disc'), join(directory, 'out'));
  await eventually(async () => (await terminal.call('deliveries.list', { batchId })).summary.isPaused).toBe(true);
  isSlow = false;
  await rename(join(directory, 'out'), join(directory, 'disc'));
  await terminal.call('deliveries.retry', { batchId, id: null });
  await terminal.call('deliveries.pause', { batchId, isPaused: false });
  await allOffered(batchId, 8);
  expect(await offeredTo(batchId)).toHaveLength(8);
});

test('without the data centre it waits, and goes on by itself when that is back', async () => {
  const batchId = await aBatch();
  isSlow = true;
  await put('张三', 9_000_000);
  await terminal.call('deliveries.start', { batchId, paths: [folder('张三')] });
  await eventually(async () => (await list(batchId))[0]?.sentBytes ?? 0).toBeGreaterThan(0);
  await door.stop();
  await terminal.waitFor('connection.changed');
  await eventually(() => statesOf(batchId)).toEqual(['张三 waiting']);
  isSlow = false;
  await door.start();
  await allOffered(batchId, 1);
  expect(await offeredTo(batchId)).toHaveLength(1);
});

test('who signs out leaves his queue to nobody else; it goes on when he is back', async () => {
  const batchId = await aBatch();
  isSlow = true;
  await put('张三', 20_000_000);
  await terminal.call('deliveries.start', { batchId, paths: [folder('张三')] });
  await eventually(() => statesOf(batchId)).toEqual(['张三 sending']);
  await terminal.call('session.signOut', {});
  await expect(terminal.call('deliveries.list', { batchId })).rejects.toMatchObject({ code: 'session.required' });
  isSlow = false;
  const other = await anAccount(server.db, { roles: ['archivist'] });
  await signIn(other.loginName);
  expect(await list(batchId)).toEqual([]);
  expect(await offeredTo(batchId)).toEqual([]);
  await signIn();
  await allOffered(batchId, 1);
});

test('behind a locked screen nothing new begins, and the queue goes on after unlocking', async () => {
  const batchId = await aBatch();
  isSlow = true;
  await put('张三');
  for (const name of ['李四', '王五', '赵六']) await put(name);
  await terminal.call('deliveries.start', { batchId, paths: [join(directory, 'disc')] });
  await terminal.call('session.lock', {});
  await expect(terminal.call('deliveries.list', { batchId })).rejects.toMatchObject({ code: 'session.locked' });
  isSlow = false;
  await new Promise(resolve => { setTimeout(resolve, 1_500); });
  expect((await offeredTo(batchId)).length).toBeLessThanOrEqual(2);
  await terminal.call('session.unlock', { password: testPassword });
  await allOffered(batchId, 4);
});

test('what holds no package is refused', async () => {
  const batchId = await aBatch();
  await mkdir(folder('空'), { recursive: true });
  await expect(terminal.call('deliveries.start', { batchId, paths: [folder('空')] })).rejects.toMatchObject({ code: 'delivery.nothing-found' });
});

test('defect sheets, the template and the register of media are saved for their user alone, under names that say what they are', async () => {
  const batchId = await aBatch();
  const { number } = await terminal.call('intake.getBatch', { id: batchId });
  const paths = [
    (await terminal.call('intake.saveDefects', { batchId, packageId: null, format: 'pdf' })).path,
    (await terminal.call('intake.saveDefects', { batchId, packageId: null, format: 'xlsx' })).path,
    (await terminal.call('intake.saveTemplate', { template: 'since-2012' })).path,
    (await terminal.call('forms.save', { form: { kind: 'media-register' } })).path,
  ];
  expect(paths.map(path => basename(path).replace(/\d{8}/, 'DAY'))).toEqual([`问题单-${number}.pdf`, `问题单-${number}.xlsx`, '目录模板-2012年起.xlsx', '介质交接登记簿-DAY.pdf']);
  const heads = await Promise.all(paths.map(async path => (await readFile(path)).subarray(0, 4).toString('latin1')));
  expect(heads).toEqual(['%PDF', 'PK\u0003\u0004', 'PK\u0003\u0004', '%PDF']);
  for (const path of paths) expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a page of a delivery comes from the window\'s own origin for whoever may see it, unlocked, and is never kept', async () => {
  const address = windowPaths.intakePage(PackageId.parse(crypto.randomUUID()), PageId.parse(crypto.randomUUID()), 'half');
  expect(await terminal.get(address)).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
  await terminal.call('session.lock', {});
  expect(await terminal.get(address)).toMatchObject({ status: 423 });
});
