import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the key of this terminal's store comes from: today a file; a keyring or a lease of the data centre fit the same seam. */
export type TerminalKey = { readonly load: () => Promise<Buffer> };

const keyBytes = 32;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** 32 random bytes in `terminal.key`, made at the first start, readable by the owner only. */
export function fileTerminalKey(directory: string): TerminalKey {
  const file = join(directory, 'terminal.key');
  return {
    load: async () => {
      const existing = await readFile(file).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (existing?.length === keyBytes) return existing;
      // A torn key opens nothing any more; it is kept beside, like the store it belonged to.
      if (existing) await rename(file, `${file}.unreadable-${String(Date.now())}`);
      return createKey(file);
    },
  };
}

async function createKey(file: string): Promise<Buffer> {
  const key = randomBytes(keyBytes);
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(key);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return key;
}
