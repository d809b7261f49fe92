import { opendir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FolderEntry, FolderListing } from '#shared/domain/delivery';
import { AppError } from '#shared/errors/app-error';
import { byName, kindOf, withSize } from './list-folder.ts';

/** A person looks at so many, and waits so long. A medium of tens of thousands of volumes is two or three folders deep. */
const limits = { entries: 300, folders: 20_000, ms: 10_000 } as const;

type Found = Pick<FolderEntry, 'name' | 'kind'> & { readonly path: string };

/** Folder by folder, so that what lies near comes first; what cannot be read below the first holds nothing. */
export async function searchFolders(wanted: string, query: string): Promise<FolderListing> {
  const [path, words] = [resolve(wanted), query.normalize('NFC').toLowerCase().split(/\s+/)];
  const endsAt = performance.now() + limits.ms;
  const found: Found[] = [];
  const waiting = [path];
  let [looked, isCutShort] = [0, false];
  for (let folder = waiting.shift(); folder !== undefined && !isCutShort; folder = waiting.shift()) {
    looked += 1;
    for (const entry of await readFolder(folder, folder === path)) {
      if (entry.kind === 'folder') waiting.push(entry.path);
      if (words.every(word => entry.name.normalize('NFC').toLowerCase().includes(word))) found.push(entry);
    }
    isCutShort = found.length > limits.entries || looked >= limits.folders || performance.now() > endsAt;
  }
  const entries = await Promise.all(found.slice(0, limits.entries).map(async ({ name, kind, path: at }) => withSize({ name, kind }, at)));
  return { path, parent: path === '/' ? null : dirname(path), entries, isCutShort };
}

async function readFolder(folder: string, isFirst: boolean): Promise<readonly Found[]> {
  const found: Found[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      const kind = kindOf(entry);
      if (kind !== undefined) found.push({ name: entry.name, kind, path: join(folder, entry.name) });
    }
  } catch (error) {
    if (isFirst) throw new AppError('delivery.place-unreadable', {}, { cause: error });
  }
  return found.sort((one, other) => byName(one.name, other.name));
}
