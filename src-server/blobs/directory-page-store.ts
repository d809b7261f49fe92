import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CryptoProvider } from './crypto-provider.ts';
import { writeDurably } from './durable-file.ts';
import type { PageStore } from './page-store.ts';
import { releaseBytes } from './release-bytes.ts';
import { readSealedHeader, sealedHeaderLength, writeSealedHeader } from './sealed-header.ts';

const staleAfterMs = 3_600_000;

/** Files `ab/cd/abcd….blob`, each sealed under a key of its own; several processes may share the directory. */
export async function openDirectoryPageStore(directory: string, crypto: CryptoProvider): Promise<PageStore> {
  const arriving = join(directory, 'arriving');
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  await removeStale(arriving);
  return {
    put: async (bytes, id = randomUUID()) => {
      const key = crypto.createDataKey();
      const sealed = crypto.seal(key, bytes, contextOf(id));
      await writeDurably(pathOf(directory, id), [writeSealedHeader(crypto, key, contextOf(id)), sealed], join(arriving, id));
      releaseBytes(sealed);
      return id;
    },
    get: async id => {
      const file = await readFile(pathOf(directory, id));
      const key = readSealedHeader(crypto, file, contextOf(id));
      const bytes = crypto.open(key, file.subarray(sealedHeaderLength(crypto)), contextOf(id));
      releaseBytes(file);
      return bytes;
    },
    remove: id => rm(pathOf(directory, id), { force: true }),
    ping: () => access(arriving, constants.R_OK | constants.W_OK),
  };
}

/** Bound into the ciphertext: a file put in another's place does not open. */
const contextOf = (id: string): string => `page ${id}`;

function pathOf(directory: string, id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('A blob id is not one of ours.');
  return join(directory, id.slice(0, 2), id.slice(2, 4), `${id}.blob`);
}

/** What a killed process left half-written. */
async function removeStale(arriving: string): Promise<void> {
  for (const name of await readdir(arriving)) {
    const path = join(arriving, name);
    // Another process may finish or sweep the same file meanwhile.
    const age = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
    if (age > staleAfterMs) await rm(path, { force: true });
  }
}
