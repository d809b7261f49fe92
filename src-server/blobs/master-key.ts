import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './durable-file.ts';

/**
 * The key over all page keys: 32 bytes as 64 hex digits, from the environment or from `master.key` in the data
 * directory, which the first start makes. Whoever loses it loses every page: it belongs in the backup, apart from the pages.
 */
export async function loadMasterKey(dataDirectory: string, fromEnvironment?: string): Promise<Buffer> {
  if (fromEnvironment !== undefined) return Buffer.from(fromEnvironment, 'hex');
  return loadKeyFile(dataDirectory, 'master.key');
}

/** A key for one purpose, so that no two uses share one. */
export function deriveKey(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', `danglian ${purpose}`, keyLength));
}

/** 32 bytes as 64 hex digits in a file of the data directory, which the first start makes. */
export async function loadKeyFile(directory: string, name: string): Promise<Buffer> {
  const text = await loadOrMakeFile(directory, { name, make: () => `${randomBytes(keyLength).toString('hex')}\n` });
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw new Error(`${join(directory, name)} does not hold a key of 64 hex digits.`);
  return Buffer.from(text.trim(), 'hex');
}

const keyLength = 32;
type SecretFile = { readonly name: string; readonly make: () => string };

/** A secret that is made once: of two first starts at once, one wins and both use what it made. */
export async function loadOrMakeFile(directory: string, { name, make }: SecretFile): Promise<string> {
  const path = join(directory, name);
  return (await readIfThere(path)) ?? makeFile(directory, path, make());
}

async function makeFile(directory: string, path: string, content: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporaryPath = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporaryPath, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // Unlike rename, link refuses to replace.
    await link(temporaryPath, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporaryPath, { force: true });
  }
  await syncDirectory(directory);
  return readFile(path, 'utf8');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
