import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './durable-file.ts';

/**
 * The key over all page keys: 32 bytes as 64 hex digits, from the environment or from `master.key` in the data
 * directory, which the first start makes. Whoever loses it loses every page: it belongs in the backup, apart from the pages.
 */
export async function loadMasterKey(dataDirectory: string, fromEnvironment?: string): Promise<Buffer> {
  if (fromEnvironment !== undefined) return Buffer.from(fromEnvironment, 'hex');
  const path = join(dataDirectory, 'master.key');
  const text = (await readIfThere(path)) ?? (await makeKeyFile(dataDirectory, path));
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw new Error(`${path} does not hold a master key of 64 hex digits.`);
  return Buffer.from(text.trim(), 'hex');
}

async function makeKeyFile(directory: string, path: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporaryPath = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporaryPath, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // Unlike rename, link refuses to replace: of two first starts at once one key wins and both use it.
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
