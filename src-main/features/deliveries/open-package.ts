import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FoundPackage } from '#shared/domain/delivery';
import { AppError } from '#shared/errors/app-error';
import { fromMedium } from './file-errors.ts';
import { describeFile, isSameFile, listPackageFiles, requireSendable, type PackageFile } from './package-files.ts';
import { createPackageReader, type PackageReader } from './package-reader.ts';
import { createVirtualZip } from './virtual-zip.ts';

/** A package as the one file that it is sent as; nothing of it lies on this terminal's disk. */
export type OpenPackage = {
  readonly size: number;
  /** SHA-256 over all of it. */
  readonly digest: string;
  readonly read: (start: number, end: number) => Promise<Buffer>;
  /** After the last byte was sent: throws when a file has come, gone or changed since, as while somebody still copies into the folder. */
  readonly confirm: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const pieceBytes = 1024 * 1024;

/** Reads all of the package once for its sizes and digest. The same files give the same bytes whenever it is opened. */
export async function openPackage({ path, kind }: Pick<FoundPackage, 'path' | 'kind'>, signal: AbortSignal): Promise<OpenPackage> {
  const reader = createPackageReader();
  try {
    const content = kind === 'zip' ? await zipContent(reader, path) : await folderContent(reader, path, signal);
    return { ...content, digest: await digestOf(content, signal), close: reader.close };
  } finally {
    // Whoever sends it looks at each file anew.
    await reader.rest().catch(() => undefined);
  }
}

type Content = Pick<OpenPackage, 'size' | 'read' | 'confirm'>;

async function zipContent(reader: PackageReader, path: string): Promise<Content> {
  const name = basename(path);
  const look = async (): Promise<PackageFile> => {
    const stats = await fromMedium(name, () => lstat(path));
    if (!stats.isFile()) throw new AppError('delivery.not-plain', { file: name });
    return describeFile(stats, { name, path });
  };
  const file = await look();
  requireSendable(1, file.size);
  return {
    size: file.size,
    confirm: async () => { requireSame([file], [await look()]); },
    read: async (start, end) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, file.size) - start));
      await reader.read(file, start, bytes);
      return bytes;
    },
  };
}

async function folderContent(reader: PackageReader, path: string, signal: AbortSignal): Promise<Content> {
  const files = await listPackageFiles(path, signal);
  requireSendable(files.length, files.reduce((sum, { size }) => sum + size, 0));
  const entries: { readonly name: string; readonly size: number; readonly crc: number }[] = [];
  for (const file of files) entries.push({ name: file.name, size: file.size, crc: await checksumOf(reader, file, signal) });
  const zip = createVirtualZip(entries);
  requireSendable(files.length, zip.size);
  const readEntry = async (index: number, position: number, target: Buffer): Promise<void> => {
    const file = files[index];
    if (file) await reader.read(file, position, target);
  };
  return {
    size: zip.size,
    read: (start, end) => zip.read(start, end, readEntry),
    confirm: async () => { requireSame(files, await listPackageFiles(path, signal)); },
  };
}

function requireSame(before: readonly PackageFile[], after: readonly PackageFile[]): void {
  const known = new Map(before.map(file => [file.name, file]));
  const changed = after.find(file => {
    const earlier = known.get(file.name);
    known.delete(file.name);
    return !earlier || !isSameFile(earlier, file);
  });
  const [gone] = known.keys();
  if (changed) throw new AppError('delivery.file-changed', { file: changed.name });
  if (gone !== undefined) throw new AppError('delivery.file-vanished', { file: gone });
}

async function checksumOf(reader: PackageReader, file: PackageFile, signal: AbortSignal): Promise<number> {
  const piece = Buffer.alloc(Math.min(pieceBytes, file.size));
  let crc = 0;
  for (let at = 0; at < file.size; at += pieceBytes) {
    signal.throwIfAborted();
    const part = piece.subarray(0, Math.min(pieceBytes, file.size - at));
    await reader.read(file, at, part);
    crc = crc32(part, crc);
  }
  return crc;
}

async function digestOf({ size, read }: Content, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += pieceBytes) {
    signal.throwIfAborted();
    hash.update(await read(at, at + pieceBytes));
  }
  return hash.digest('hex');
}
