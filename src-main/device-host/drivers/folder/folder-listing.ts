import type { Dirent } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderFile, FolderPlace } from '#shared/domain/scanner-place';
import { AppError } from '#shared/errors/app-error';

/** More than this in one folder is an archive of its own, not the pages of a scan. */
const maxEntries = 5_000;
/** Written beside the page by vendors' programs, or by us: of no concern. */
const passedOver = /^\.|^thumbs\.db$|^desktop\.ini$|~$|\.(tmp|temp|part|partial|crdownload|lock|bak)$/i;

/** A file as it lies there; a link or a device is listed as well, so that it can be refused by name. */
export type ListedFile = FolderFile & { readonly isPlain: boolean };

/** Throws `scan-folder.unreadable` when it is gone, closed to us, or reached through a link: what it leads to may change. */
export async function requireFolder({ path }: Pick<FolderPlace, 'path'>): Promise<void> {
  const real = await realpath(path).catch(() => '');
  if (real === '' || real !== path.replace(/\/+$/, '') || !(await lstat(path)).isDirectory()) throw new AppError('scan-folder.unreadable', { path });
}

/** In the order in which they are to be taken. Folders inside are not looked into. */
export async function listFolder(place: Pick<FolderPlace, 'path' | 'order'>): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = [];
  try {
    await requireFolder(place);
    let count = 0;
    for await (const entry of await opendir(place.path)) {
      count += 1;
      if (count > maxEntries) throw new AppError('scan-folder.too-full', { limit: maxEntries });
      const file = await listFile(place.path, entry);
      if (file) files.push(file);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('scan-folder.unreadable', { path: place.path }, { cause: error });
  }
  return files.sort(place.order === 'name' ? byName : byTime);
}

async function listFile(path: string, entry: Dirent): Promise<ListedFile | undefined> {
  if (entry.isDirectory() || passedOver.test(entry.name) || Buffer.byteLength(entry.name) > 255) return undefined;
  // Gone between two looks: it was somebody else's to take.
  const facts = await lstat(join(path, entry.name)).catch(() => undefined);
  return facts && { name: entry.name, sizeBytes: facts.size, modifiedMs: facts.mtimeMs, isPlain: facts.isFile() };
}

/** `scan9` before `scan10`, as people count. */
const natural = new Intl.Collator('zh-CN', { numeric: true });
const byName = (one: FolderFile, other: FolderFile): number => natural.compare(one.name, other.name) || (one.name < other.name ? -1 : 1);
const byTime = (one: FolderFile, other: FolderFile): number => one.modifiedMs - other.modifiedMs || byName(one, other);
