import { lstat, readdir } from 'node:fs/promises';
import type { Dirent, Stats } from 'node:fs';
import { join } from 'node:path';
import { maxPackageBytes } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import { fromMedium } from './file-errors.ts';

/** A file of a package as it was when it was listed; whatever of it differs later has changed. */
export type PackageFile = { readonly name: string; readonly path: string; readonly size: number; readonly changedAt: number; readonly writtenAt: number };

export const maxPackageFiles = 20_000;
const maxDepth = 12;
const junkNames: readonly string[] = ['thumbs.db', '.ds_store', 'desktop.ini', '__macosx', '.spotlight-v100', '.trashes', '.fseventsd', '$recycle.bin', 'system volume information', 'lost+found'];

/** What systems leave behind on media; it belongs to no package. */
export function isJunk(name: string): boolean {
  return junkNames.includes(name.toLowerCase()) || name.startsWith('._') || name.startsWith('~$');
}

/** Bytes that are no UTF-8, and what a zip's reader would take for a path of another kind. */
const unreadableName = /[\ufffd\\\u0000-\u001f]/;

export function describeFile(stats: Stats, { name, path }: Pick<PackageFile, 'name' | 'path'>): PackageFile {
  return { name, path, size: stats.size, changedAt: stats.ctimeMs, writtenAt: stats.mtimeMs };
}

export function isSameFile(a: PackageFile, b: PackageFile): boolean {
  return a.size === b.size && a.changedAt === b.changedAt && a.writtenAt === b.writtenAt;
}

/** All files of a package's folder in the order of their names' bytes. A link or device anywhere in it is refused, not followed. */
export async function listPackageFiles(folder: string, signal?: AbortSignal): Promise<readonly PackageFile[]> {
  const files: PackageFile[] = [];
  const walk = async (path: string, prefix: string, depth: number): Promise<void> => {
    signal?.throwIfAborted();
    if (depth > maxDepth) throw new AppError('delivery.too-many-files', { limit: maxPackageFiles });
    for (const entry of await fromMedium(prefix, () => readdir(path, { withFileTypes: true }))) {
      if (isJunk(entry.name)) continue;
      const found = { name: prefix + entry.name, path: join(path, entry.name) };
      requirePlain(entry, found.name);
      if (entry.isDirectory()) await walk(found.path, `${found.name}/`, depth + 1);
      else files.push(describeFile(await fromMedium(found.name, () => lstat(found.path)), found));
      if (files.length > maxPackageFiles) throw new AppError('delivery.too-many-files', { limit: maxPackageFiles });
    }
  };
  await walk(folder, '', 0);
  return inOrder(files);
}

function requirePlain(entry: Dirent, name: string): void {
  if (unreadableName.test(entry.name)) throw new AppError('delivery.name-unreadable', { file: name });
  if (!entry.isFile() && !entry.isDirectory()) throw new AppError('delivery.not-plain', { file: name });
}

function inOrder(files: readonly PackageFile[]): readonly PackageFile[] {
  return files
    .map(file => ({ file, key: Buffer.from(file.name) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ file }) => file);
}

export function requireSendable(files: number, bytes: number): void {
  if (files === 0 || bytes === 0) throw new AppError('delivery.empty');
  if (bytes > maxPackageBytes) throw new AppError('delivery.too-large', { limit: maxPackageBytes / 1_000_000 });
}
