import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIntlCrypto } from '../../src-server/blobs/crypto-provider.ts';
import { openDirectoryPageStore } from '../../src-server/blobs/directory-page-store.ts';
import { loadMasterKey } from '../../src-server/blobs/master-key.ts';
import { openUploadArea } from '../../src-server/blobs/upload-area.ts';

/** Starts and ends like a JPEG, and says something that must not be found on the disk. */
const page = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.from('干部履历表 '.repeat(2000)), Buffer.from('ffd9', 'hex')]);
const clearTraces = [Buffer.from('ffd8ffe0', 'hex'), Buffer.from('JFIF'), Buffer.from('干部履历')];

let directory: string;
const crypto = createIntlCrypto(randomBytes(32));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-blobs-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function listFiles(under: string): Promise<string[]> {
  const entries = await readdir(under, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

async function expectNothingInClear(under: string): Promise<void> {
  const files = await listFiles(under);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = await readFile(file);
    for (const trace of clearTraces) expect(bytes.includes(trace), file).toBe(false);
  }
}

test('a page comes back as it was put, also through another process, and nothing of it lies in clear', async () => {
  const store = await openDirectoryPageStore(join(directory, 'a'), crypto);
  const id = await store.put(page);
  const again = await openDirectoryPageStore(join(directory, 'a'), crypto);
  expect((await again.get(id)).equals(page)).toBe(true);
  await expectNothingInClear(join(directory, 'a'));
});

test('the same page put twice gives two files that have nothing in common', async () => {
  const store = await openDirectoryPageStore(join(directory, 'b'), crypto);
  await Promise.all([store.put(page), store.put(page)]);
  const [one, two] = await Promise.all((await listFiles(join(directory, 'b'))).map(file => readFile(file)));
  expect(one!.subarray(40, 120).equals(two!.subarray(40, 120))).toBe(false);
});

test('one flipped bit anywhere in the file is noticed', async () => {
  const store = await openDirectoryPageStore(join(directory, 'c'), crypto);
  const id = await store.put(Buffer.from('page'));
  const [path] = await listFiles(join(directory, 'c'));
  const whole = await readFile(path!);
  for (let at = 0; at < whole.length; at += 1) {
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    await writeFile(path!, damaged);
    await expect(store.get(id), `byte ${String(at)}`).rejects.toThrow();
  }
  for (const length of [0, 10, 80, whole.length - 1]) {
    await writeFile(path!, whole.subarray(0, length));
    await expect(store.get(id), `length ${String(length)}`).rejects.toThrow();
  }
  await writeFile(path!, whole);
  expect((await store.get(id)).toString()).toBe('page');
});

test('a page put in the place of another does not open', async () => {
  const store = await openDirectoryPageStore(join(directory, 'd'), crypto);
  const [mine, other] = [await store.put(Buffer.from('mine')), await store.put(Buffer.from('other'))];
  const pathOf = async (id: string): Promise<string> => (await listFiles(join(directory, 'd'))).find(file => file.includes(id))!;
  await writeFile(await pathOf(mine), await readFile(await pathOf(other)));
  await expect(store.get(mine)).rejects.toThrow();
});

test('another master key is told apart from damage', async () => {
  const id = await (await openDirectoryPageStore(join(directory, 'e'), crypto)).put(page);
  const stranger = await openDirectoryPageStore(join(directory, 'e'), createIntlCrypto(randomBytes(32)));
  await expect(stranger.get(id)).rejects.toThrow(/another master key/);
});

test.each(['../../etc/passwd', '', 'x'.repeat(36)])('an id that is not one of ours reaches no file: %s', async id => {
  const store = await openDirectoryPageStore(join(directory, 'f'), crypto);
  await expect(async () => store.get(id)).rejects.toThrow('not one of ours');
});

test('a removed page is gone, and removing it again is no error', async () => {
  const store = await openDirectoryPageStore(join(directory, 'g'), crypto);
  const id = await store.put(page);
  await store.remove(id);
  await store.remove(id);
  await expect(store.get(id)).rejects.toThrow();
  await store.ping();
});

test('what a killed process left half-written is swept at the next start, what is being written is not', async () => {
  const arriving = join(directory, 'h', 'arriving');
  await openDirectoryPageStore(join(directory, 'h'), crypto);
  await writeFile(join(arriving, 'old'), 'x');
  await utimes(join(arriving, 'old'), new Date(0), new Date(0));
  await writeFile(join(arriving, 'fresh'), 'x');
  await openDirectoryPageStore(join(directory, 'h'), crypto);
  expect(await readdir(arriving)).toEqual(['fresh']);
});

test('the master key is made once, for its owner alone, also by two first starts at the same time', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey(join(directory, 'key'))));
  expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1);
  expect((await stat(join(directory, 'key', 'master.key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(directory, 'key'))).toEqual(['master.key']);
});

test('a damaged master key file is refused, not replaced', async () => {
  await writeFile(join(directory, 'key', 'master.key'), 'abc');
  await expect(loadMasterKey(join(directory, 'key'))).rejects.toThrow(/64 hex digits/);
});

test('an upload grows piece by piece at any boundary and never lies in clear', async () => {
  const area = await openUploadArea(join(directory, 'uploads'), crypto);
  const id = randomBytes(16).toString('hex');
  await area.create(id);
  let offset = 0;
  for (const size of [1, 15, 16, 17, 1000, page.length]) {
    offset = await area.append(id, offset, Readable.from([page.subarray(offset, offset + size)]));
    expect(await area.findLength(id)).toBe(offset);
  }
  expect((await area.read(id)).equals(page)).toBe(true);
  await expectNothingInClear(join(directory, 'uploads'));
  await area.remove(id);
  expect(await area.findLength(id)).toBeUndefined();
});

test('what arrived before the line broke is kept, and goes on from there', async () => {
  const area = await openUploadArea(join(directory, 'uploads'), crypto);
  const id = randomBytes(16).toString('hex');
  await area.create(id);
  async function* breakingOff(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(page.subarray(0, 999));
    throw new Error('line broke');
  }
  await expect(area.append(id, 0, Readable.from(breakingOff()))).rejects.toThrow('line broke');
  expect(await area.findLength(id)).toBe(999);
  await area.append(id, 999, Readable.from([page.subarray(999)]));
  expect((await area.read(id)).equals(page)).toBe(true);
});
