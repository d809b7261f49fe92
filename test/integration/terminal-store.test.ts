import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src-main/app/log.ts';
import { fileTerminalKey, openStore, SealBroken, type Store, type StoredDraft, type StoredPage } from '../../src-main/store/index.ts';
import { AccountId, DraftId, PersonId, VolumeId } from '../../src-shared/domain/ids.ts';
import { aStoredPage } from '../support/draft-pages.ts';

let directory: string;
const opened: Store[] = [];
const log = createLog(() => undefined);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-store-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(store => store.close().catch(() => undefined)));
  await rm(directory, { recursive: true });
});

const open = async (): Promise<Store> => {
  const store = await openStore({ directory, key: fileTerminalKey(directory), log });
  opened.push(store);
  return store;
};
const close = async (store: Store): Promise<void> => {
  opened.splice(opened.indexOf(store), 1);
  await store.close();
};

const aDraft = (): StoredDraft => ({
  id: DraftId.parse(crypto.randomUUID()),
  accountId: AccountId.parse(crypto.randomUUID()),
  volumeId: VolumeId.parse(crypto.randomUUID()),
  personId: PersonId.parse(crypto.randomUUID()),
  personName: '王建国',
  row: { name: '干部任免审批表' },
  rank: 0,
  filing: null,
  updatedAt: new Date().toISOString(),
});
const aPage = (position = 0): StoredPage => aStoredPage({ byteLength: 3, uploadUrl: 'https://127.0.0.1/uploads/1', position });
const jpegOf = (size: number): Buffer => Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(size), Buffer.from('ffd9', 'hex')]);
const contentsOf = async (): Promise<Buffer> =>
  Buffer.concat(await Promise.all((await readdir(directory, { withFileTypes: true, recursive: true })).filter(entry => entry.isFile()).map(entry => readFile(join(entry.parentPath, entry.name)))));

test('drafts and pages are there again after the store was closed and opened', async () => {
  const [draft, page] = [aDraft(), aPage()];
  const images = { original: jpegOf(50_000), thumbnail: jpegOf(900) };
  const first = await open();
  await first.drafts.save(draft);
  await first.pages.add(draft.id, page, images);
  await close(first);

  const second = await open();
  expect(second.setAsideAs).toBeNull();
  expect(await second.drafts.list()).toEqual([draft]);
  expect(await second.pages.list(draft.id)).toEqual([page]);
  expect((await second.pages.findImage({ draftId: draft.id, id: page.id }, 'original'))?.equals(images.original)).toBe(true);
  expect(await second.pages.findImage({ draftId: aDraft().id, id: page.id }, 'original')).toBeUndefined();
});

test('no picture, name or address is readable in any file, and only the owner may open them', async () => {
  const draft = aDraft();
  const store = await open();
  await store.drafts.save(draft);
  for (let position = 0; position < 5; position += 1) await store.pages.add(draft.id, aPage(position), { original: jpegOf(80_000), thumbnail: jpegOf(2_000) });
  await store.state.save('site', { siteName: '测试市' });
  for (const isClosed of [false, true]) {
    if (isClosed) await close(store);
    const contents = await contentsOf();
    for (const secret of [Buffer.from('JFIF'), Buffer.from('ffd8ffe0', 'hex'), '王建国', '干部任免', '测试市', '/uploads/', draft.volumeId, draft.personId, draft.accountId]) {
      expect(contents.includes(secret)).toBe(false);
    }
    for (const name of await readdir(directory)) expect((await stat(join(directory, name))).mode & 0o077).toBe(0);
  }
});

test('a discarded draft leaves nothing behind and gives its room back', async () => {
  const draft = aDraft();
  const store = await open();
  await store.drafts.save(draft);
  for (let position = 0; position < 10; position += 1) await store.pages.add(draft.id, aPage(position), { original: jpegOf(500_000), thumbnail: jpegOf(2_000) });
  await store.drafts.remove(draft.id);
  store.shrink();
  expect(await store.pages.list(draft.id)).toEqual([]);
  await expect.poll(async () => (await stat(join(directory, 'terminal.db'))).size, { timeout: 5_000 }).toBeLessThan(200_000);
});

test('a transaction that fails half-way changes nothing, and others wait for its end', async () => {
  const draft = aDraft();
  const store = await open();
  const failing = store.transaction(async ({ drafts }) => {
    await drafts.save(draft);
    throw new Error('half-way');
  });
  const meanwhile = store.drafts.list();
  await expect(failing).rejects.toThrow('half-way');
  expect(await meanwhile).toEqual([]);
});

test.each([
  ['its header', 0],
  ['a page in the middle', 4096 * 2],
])('a store damaged in %s is set aside under another name, and a new one made', async (_where, offset) => {
  const store = await open();
  await store.drafts.save(aDraft());
  await close(store);
  const file = join(directory, 'terminal.db');
  const bytes = await readFile(file);
  randomBytes(4096).copy(bytes, offset);
  await writeFile(file, bytes);

  const next = await open();
  expect(await next.drafts.list()).toEqual([]);
  expect(next.setAsideAs).toMatch(/^terminal\.db\.unreadable-/);
  // But for the header, where opening a file counts its changes.
  const kept = await readFile(join(directory, next.setAsideAs ?? ''));
  expect(kept.subarray(100).equals(bytes.subarray(100))).toBe(true);
  await close(next);
  expect((await open()).setAsideAs).toBeNull();
});

test('a store of another key is set aside, also when nothing but the key check is in it', async () => {
  await close(await open());
  await rm(join(directory, 'terminal.key'));
  expect((await open()).setAsideAs).not.toBeNull();
});

test('a torn key is kept beside the store it belonged to', async () => {
  await close(await open());
  await writeFile(join(directory, 'terminal.key'), 'torn');
  const store = await open();
  expect(store.setAsideAs).not.toBeNull();
  expect((await readdir(directory)).filter(name => name.startsWith('terminal.key.unreadable-'))).toHaveLength(1);
});

test('a store that is open is refused to a second program and stays untouched', async () => {
  const draft = aDraft();
  const store = await open();
  await store.drafts.save(draft);
  await expect(open()).rejects.toMatchObject({ code: 'store.in-use' });
  expect(await store.drafts.list()).toEqual([draft]);
  expect((await readdir(directory)).some(name => name.includes('unreadable'))).toBe(false);
});

test('one damaged picture costs that picture only', async () => {
  const [draft, page] = [aDraft(), aPage()];
  const store = await open();
  await store.drafts.save(draft);
  const marker = jpegOf(300_000);
  await store.pages.add(draft.id, page, { original: marker, thumbnail: jpegOf(900) });
  await close(store);
  const file = join(directory, 'terminal.db');
  const bytes = await readFile(file);
  bytes[bytes.length - 100_000]! ^= 1; // inside the picture: it fills the end of the file
  await writeFile(file, bytes);

  const next = await open();
  expect(next.setAsideAs).toBeNull();
  await expect(next.pages.findImage({ draftId: draft.id, id: page.id }, 'original')).rejects.toThrow(SealBroken);
  expect(await next.drafts.list()).toHaveLength(1);
});
