import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIntlCrypto } from '../../../src-server/blobs/crypto-provider.ts';
import { openDirectoryPageStore } from '../../../src-server/blobs/directory-page-store.ts';

let directory: string;
const crypto = createIntlCrypto(randomBytes(32));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-abuse-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function fileOf(id: string): Promise<string> {
  const names = await readdir(directory, { recursive: true });
  const name = names.find(each => each.includes(id));
  if (name === undefined) throw new Error(`no file of ${id}`);
  return join(directory, name);
}

test.each(['none', 'test', 'sm', '', 'INTL'])('case 68: a page whose header claims the suite "%s" does not open, and stays as it is', async suite => {
  const store = await openDirectoryPageStore(directory, crypto);
  const id = await store.put(Buffer.from('a page'));
  const path = await fileOf(id);
  const sealed = await readFile(path);
  const rest = sealed.subarray(4 + 1 + crypto.suite.length);
  const forged = Buffer.concat([sealed.subarray(0, 4), Buffer.from([suite.length]), Buffer.from(suite), rest]);
  await writeFile(path, forged);
  await expect(store.get(id)).rejects.toThrow('was not sealed with suite intl');
  expect(await readFile(path)).toEqual(forged);
});

test('case 69: a hundred thousand seals under one key never use a nonce twice', () => {
  const key = crypto.createDataKey();
  const plaintext = Buffer.alloc(1);
  const nonces = new Set<string>();
  for (let count = 0; count < 100_000; count += 1) nonces.add(crypto.seal(key, plaintext, 'page').toString('latin1', 0, 12));
  expect(nonces.size).toBe(100_000);
});
