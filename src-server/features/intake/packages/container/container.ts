import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { fromRandomAccessReaderPromise, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl';
import { containerLimits, type ContainerLimits } from '../limits.ts';
import { PackageRefusal, refuse, type PackageVariant } from '../package-refusal.ts';
import { requireHonestDirectory, requireHonestEntry, requireSeparateEntries, type NamedEntry } from './check-directory.ts';
import { decodeNames, requireSafePath } from './entry-names.ts';
import { DirectoryReader, watchSource, type PackageSource, type WatchedSource } from './source.ts';

export type ContainerFile = { readonly path: string; readonly bytes: number };

/** The files of a zip that was found honest; folders are not listed. */
export type Container = {
  readonly files: readonly ContainerFile[];
  /** One file, whole, checked against size and checksum. Throws a `PackageRefusal` when it is not what the directory says. */
  readonly read: (path: string) => Promise<Buffer>;
};

const inflate = promisify(inflateRaw);
const deflated = 8;
const firstBytes = 4;
const zipStarts = ['504b0304', '504b0506'];

/**
 * Opens a zip without reading its content. Throws a `PackageRefusal` for whatever no honest packer writes; nothing that was found wrong
 * is passed over, because what one reader skips another one reads.
 */
export async function openContainer(unwatched: PackageSource, limits: ContainerLimits = containerLimits): Promise<Container> {
  const source = watchSource(unwatched);
  // Anything before the first entry would make the file a second one at once: a program, a picture, a page.
  const start = (await source.read(0, Math.min(firstBytes, source.size))).toString('hex');
  if (!zipStarts.includes(start)) refuse('unreadable');
  const honestly = <Result>(work: Promise<Result>): Promise<Result> => work.catch((error: unknown) => blame(source, error));
  const { zip, entries, ends } = await honestly(readDirectory(source, limits));
  const files = new Map(entries.filter(({ path }) => !path.endsWith('/')).map(named => [named.path, named]));
  return {
    files: [...files.values()].map(({ path, entry }) => ({ path, bytes: entry.uncompressedSize })),
    read: path => {
      const named = files.get(path);
      if (named === undefined) throw new Error('No such file in the package.');
      return honestly(readEntry({ source, zip, named, end: ends.get(path) ?? 0 }));
    },
  };
}

type Directory = { readonly zip: ZipFile; readonly entries: readonly NamedEntry[]; readonly ends: ReadonlyMap<string, number> };

async function readDirectory(source: PackageSource, limits: ContainerLimits): Promise<Directory> {
  const reader = new DirectoryReader(source);
  const zip = await fromRandomAccessReaderPromise(reader, source.size, { autoClose: false, decodeStrings: false });
  if (zip.entryCount > limits.maxEntries) refuse('too-many-files', { expected: String(limits.maxEntries), found: String(zip.entryCount) });
  const directoryStart = cursorOf(zip);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const { fileNameLength } = entry;
    if (fileNameLength > limits.maxNameBytes || fileNameLength === 0) refuse('path-too-long', { expected: String(limits.maxNameBytes), found: String(fileNameLength) });
    entries.push(entry);
  }
  await requireEndOfDirectory(zip, reader);
  const paths = decodeNames(entries);
  // `?? ''`: there is a name for each entry.
  const named = entries.map((entry, index): NamedEntry => ({ entry, path: paths[index] ?? '' }));
  for (const each of named) {
    requireSafePath(each.path, limits);
    requireHonestEntry(each, limits);
  }
  requireHonestDirectory(named, limits);
  return { zip, entries: named, ends: requireSeparateEntries(named, directoryStart) };
}

// `as`: the types take the position of the next entry for a flag.
const cursorOf = (zip: ZipFile): number => zip.readEntryCursor as unknown as number;

const directoryEnds = [0x06054b50, 0x06064b50];

/** The count may lie, or wrap at 65,536: after the last entry that was counted the directory must be at its end. */
async function requireEndOfDirectory(zip: ZipFile, reader: DirectoryReader): Promise<void> {
  const signature = await reader.readAt(cursorOf(zip), 4);
  if (signature.length < 4 || !directoryEnds.includes(signature.readUInt32LE())) refuse('headers-differ', { found: String(zip.entryCount) });
}

type Reading = { readonly source: PackageSource; readonly zip: ZipFile; readonly named: NamedEntry; readonly end: number };

async function readEntry({ source, zip, named: { entry, path }, end }: Reading): Promise<Buffer> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  if (!isSameEntry(local, entry)) refuse('headers-differ', { path });
  if (local.fileDataStart + entry.compressedSize > end) refuse('entries-overlap', { path });
  const packed = await source.read(local.fileDataStart, entry.compressedSize);
  if (packed.length !== entry.compressedSize) refuse('checksum', { path });
  const bytes = entry.compressionMethod === deflated ? await inflateEntry(packed, { entry, path }) : packed;
  if (bytes.length !== entry.uncompressedSize) refuse('size-differs', { path, expected: String(entry.uncompressedSize), found: String(bytes.length) });
  if (crc32(bytes) !== entry.crc32) refuse('checksum', { path });
  return bytes;
}

const sizeFollows = 0x8;
const sizeElsewhere = 0xffffffff;

/** Readers differ in which of the two descriptions they believe. */
function isSameEntry(local: LocalFileHeader, entry: Entry): boolean {
  const isSizeOpen = (local.generalPurposeBitFlag & sizeFollows) !== 0 || local.compressedSize === sizeElsewhere;
  const isSizeSame = isSizeOpen || (local.compressedSize === entry.compressedSize && local.uncompressedSize === entry.uncompressedSize);
  return isSizeSame && local.fileName.equals(entry.fileNameRaw) && local.compressionMethod === entry.compressionMethod && (local.generalPurposeBitFlag & 1) === 0;
}

/** Inflates so far as the directory allows and no byte further: that is where a bomb is stopped. */
async function inflateEntry(packed: Buffer, { entry, path }: NamedEntry): Promise<Buffer> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  } catch (error) {
    const isTooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return refuse(isTooLong ? 'size-differs' : 'checksum', { path });
  }
}

/** Turns a complaint of the zip library into a refusal; a source that cannot be read is no fault of the package. */
function blame({ failure }: WatchedSource, error: unknown): never {
  if (failure !== undefined) throw failure;
  if (error instanceof PackageRefusal) throw error;
  const words = error instanceof Error ? error.message : '';
  const [, variant = 'unreadable'] = complaints.find(([part]) => words.includes(part)) ?? [];
  return refuse(variant);
}

const complaints: readonly (readonly [string, PackageVariant])[] = [['encryption', 'encrypted'], ['size mismatch', 'size-differs'], ['overflows', 'size-differs']];
