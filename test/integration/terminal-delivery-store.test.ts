import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileTerminalKey, openStore, type Store, type StoredDelivery } from '../../src-main/store/index.ts';
import { AccountId, BatchId, IdempotencyKey } from '../../src-shared/domain/ids.ts';
import { createLog } from '../../src-main/app/log.ts';

// A whole city's migration in one queue.
const count = 70_000;
const of = { accountId: AccountId.parse(crypto.randomUUID()), batchId: BatchId.parse(crypto.randomUUID()) };
let directory: string;
let store: Store;

const aDelivery = (index: number): StoredDelivery => ({
  ...of,
  id: crypto.randomUUID(),
  state: 'waiting',
  bytes: 0,
  name: `卷${String(index)}`,
  path: `/media/disc/第${String(index % 70)}盒/卷${String(index)}`,
  kind: 'folder',
  idempotencyKey: IdempotencyKey.parse(crypto.randomUUID()),
  digest: null,
  uploadUrl: null,
  uploadId: null,
  error: null,
});
const open = (): Promise<Store> => openStore({ directory, key: fileTerminalKey(directory), log: createLog(() => undefined) });
async function timed<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly ms: number }> {
  const start = performance.now();
  return { result: await work(), ms: performance.now() - start };
}
const addAll = async (): Promise<number> => {
  let added = 0;
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => aDelivery(from + index));
    added += await store.transaction(tx => tx.deliveries.add(rows, new Date()));
  }
  return added;
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-queue-'));
  store = await open();
});
afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

test('seventy thousand are taken in, and known when they come again', { timeout: 120_000 }, async () => {
  expect(await addAll()).toBe(count);
  expect(await addAll()).toBe(0);
});

test('the next one, a page of the list and the count of the batch come at once, at the beginning and near the end', async () => {
  const step = async (): Promise<number> => {
    const { ms } = await timed(async () => {
      const next = await store.deliveries.findNext(of.accountId, []);
      await store.deliveries.update({ ...next!, state: 'offered', bytes: 1_000 }, new Date());
      await store.deliveries.list({ ...of, states: ['failed', 'waiting', 'offered'], limit: 500, offset: 0 });
    });
    return ms;
  };
  const first = await step();
  expect(first).toBeLessThan(250);
  expect((await timed(() => store.deliveries.list({ ...of, states: ['failed', 'waiting', 'offered'], limit: 500, offset: count - 500 }))).ms).toBeLessThan(500);
  const { result, ms } = await timed(() => store.deliveries.count(of));
  expect(result).toMatchObject({ offered: { count: 1, measured: 1, bytes: 1_000 }, waiting: { count: count - 1 } });
  expect(ms).toBeLessThan(250);
});

test('the order is that of their coming, failed ones first', async () => {
  const [a, b] = await store.deliveries.list({ ...of, states: ['waiting'], limit: 2, offset: 10 });
  await store.deliveries.update({ ...b!, state: 'failed', error: { code: 'delivery.empty', params: {} } }, new Date());
  const [first, second] = await store.deliveries.list({ ...of, states: ['failed', 'waiting', 'offered'], limit: 2, offset: 0 });
  expect([first?.name, second?.name]).toEqual([b?.name, '卷1']);
  expect(await store.deliveries.retry(of, null)).toBe(1);
  expect((await store.deliveries.list({ ...of, states: ['waiting'], limit: 2, offset: 10 })).map(({ name }) => name)).toEqual([a?.name, b?.name]);
});

test('a terminal with such a queue starts as fast as one without', async () => {
  await store.close();
  const { result, ms } = await timed(open);
  store = result;
  expect(ms).toBeLessThan(3_000);
  expect((await store.deliveries.count(of)).waiting.count).toBe(count - 1);
});

test('on the disk stand neither names nor places', async () => {
  await store.close();
  const bytes = await readFile(join(directory, 'terminal.db'));
  store = await open();
  expect(bytes.length).toBeGreaterThan(1_000_000);
  for (const text of ['卷1', '/media/disc', '第1盒']) expect(bytes.includes(text)).toBe(false);
});

test('an entry that the disk has damaged fails alone', async () => {
  const next = await store.deliveries.findNext(of.accountId, []);
  const broken = { ...next!, id: next!.id };
  const { default: sqlite3 } = await import('sqlite3');
  await store.close();
  await new Promise<void>((resolve, reject) => {
    const raw = new sqlite3.Database(join(directory, 'terminal.db'));
    raw.run('UPDATE deliveries SET sealed = zeroblob(100) WHERE id = ?', [broken.id], error => { if (error) reject(error); else raw.close(() => { resolve(); }); });
  });
  store = await open();
  expect((await store.deliveries.findNext(of.accountId, []))?.id).not.toBe(broken.id);
  expect((await store.deliveries.list({ ...of, states: ['failed'], limit: 5, offset: 0 }))[0]).toMatchObject({ id: broken.id, error: { code: 'delivery.entry-damaged' } });
});

test('what was cancelled is gone, what was offered stays, and all of it goes at once', async () => {
  const { ms } = await timed(() => store.deliveries.remove(of, null, []));
  expect(ms).toBeLessThan(5_000);
  expect(await store.deliveries.count(of)).toMatchObject({ offered: { count: 1 }, waiting: { count: 0 }, failed: { count: 0 } });
});
