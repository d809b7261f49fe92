import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a page is, bound into its seal: a file that is swapped, of before, or of another reading opens as nothing. */
export type CachedPlace = { readonly viewSessionId: string; readonly pageId: string; readonly size: string; /** ISO, by the data centre's clock. */ readonly expiry: string };

/**
 * Marked pages of open readings, each in a file of its own that says nothing by its name. Which file is which page lives in memory
 * only, as the keys do: whatever is left on the disk when the program ends, however it ends, is noise.
 */
export type PageCache = {
  /** A page that finds no room is simply not kept; nor is one whose reading was dropped meanwhile. */
  readonly put: (place: CachedPlace, key: Uint8Array, bytes: Uint8Array) => Promise<void>;
  /** Undefined when it was not kept, or does not open. */
  readonly find: (place: CachedPlace, key: Uint8Array) => Promise<Buffer | undefined>;
  /** Forgets them at once; their files go behind that. */
  readonly drop: (viewSessionId: string) => void;
  readonly bytes: () => number;
  /** Resolves when what was dropped is off the disk. */
  readonly settled: () => Promise<void>;
};

export type PageCacheOptions = { readonly directory: string; readonly limitBytes?: number; readonly onProblem: (error: unknown) => void };

/** About a thousand pages at screen size. */
const usualLimitBytes = 256 * 1024 * 1024;
const nonceBytes = 12;
const tagBytes = 16;

type Entry = CachedPlace & { readonly file: string; readonly version: number; readonly bytes: number };

const nameOf = ({ viewSessionId, pageId, size }: CachedPlace): string => `${viewSessionId}/${pageId}/${size}`;
const contextOf = ({ viewSessionId, pageId, size, expiry, version }: CachedPlace & { readonly version: number }): Buffer => Buffer.from(JSON.stringify(['danglian page 1', viewSessionId, pageId, size, version, expiry]));

/** Empties the folder: nothing in it can be opened any more. */
export async function openPageCache({ directory, limitBytes = usualLimitBytes, onProblem }: PageCacheOptions): Promise<PageCache> {
  await emptyFolder(directory);
  // In the order of their coming: the oldest makes room.
  const entries = new Map<string, Entry>();
  let version = 0;
  let bytes = 0;
  let removing: Promise<void> = Promise.resolve();

  const forget = (entry: Entry | undefined): void => {
    if (!entry || entries.get(nameOf(entry)) !== entry) return;
    entries.delete(nameOf(entry));
    bytes -= entry.bytes;
    removing = removing.then(() => rm(join(directory, entry.file), { force: true })).catch(onProblem);
  };
  const makeRoom = (wanted: number): void => {
    for (const entry of entries.values()) {
      if (bytes + wanted <= limitBytes) return;
      forget(entry);
    }
  };
  return {
    put: async (place, key, page) => {
      const sealedBytes = nonceBytes + tagBytes + page.byteLength;
      if (sealedBytes > limitBytes) return;
      version += 1;
      const entry: Entry = { ...place, version, file: randomBytes(16).toString('hex'), bytes: sealedBytes };
      const sealed = seal(key, contextOf(entry), page);
      forget(entries.get(nameOf(place)));
      makeRoom(sealedBytes);
      entries.set(nameOf(place), entry);
      bytes += sealedBytes;
      await writeFile(join(directory, entry.file), sealed, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
        forget(entry);
        onProblem(error);
      });
      // Dropped while it was written: its removal may have come before its file.
      if (entries.get(nameOf(place)) !== entry) await rm(join(directory, entry.file), { force: true }).catch(onProblem);
    },
    find: async (place, key) => {
      const entry = entries.get(nameOf(place));
      if (entry?.expiry !== place.expiry) return undefined;
      const sealed = await readFile(join(directory, entry.file)).catch(() => undefined);
      const page = sealed && open(key, contextOf(entry), sealed);
      if (!page) forget(entry);
      return page;
    },
    drop: viewSessionId => {
      for (const entry of [...entries.values()]) if (entry.viewSessionId === viewSessionId) forget(entry);
    },
    bytes: () => bytes,
    settled: () => removing,
  };
}

async function emptyFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true, force: true });
}

function seal(key: Uint8Array, context: Buffer, page: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  const body = [cipher.update(page), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
}

function open(key: Uint8Array, context: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(context)
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
