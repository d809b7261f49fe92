import type { Entry } from 'yauzl';
import type { ContainerLimits } from '../limits.ts';
import { refuse } from '../package-refusal.ts';
import { collisionKey } from './entry-names.ts';

/** An entry with its decoded name. */
export type NamedEntry = { readonly entry: Entry; readonly path: string };

const localHeaderBytes = 30;
const encryptedFlags = 0x1 | 0x40 | 0x2000;
const stored = 0;
const deflated = 8;
const fileTypeMask = 0xf000;
const harmlessTypes = [0, 0x4000, 0x8000];
const symlinkType = 0xa000;
const archive = /\.(zip|zipx|7z|rar|tar|gz|tgz|bz2|xz|zst|cab|iso|arj|lzh|jar)$/i;

/** Throws for what one entry claims about itself. */
export function requireHonestEntry({ entry, path }: NamedEntry, limits: ContainerLimits): void {
  const type = (entry.externalFileAttributes >>> 16) & fileTypeMask;
  if (type === symlinkType) refuse('symlink', { path });
  if (!harmlessTypes.includes(type)) refuse('special-file', { path });
  if ((entry.generalPurposeBitFlag & encryptedFlags) !== 0) refuse('encrypted', { path });
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) refuse('compression-unknown', { path, found: String(entry.compressionMethod) });
  if (archive.test(path)) refuse('nested-archive', { path });
  requireHonestSize({ entry, path }, limits);
}

function requireHonestSize({ entry: { uncompressedSize, compressedSize }, path }: NamedEntry, limits: ContainerLimits): void {
  if (path.endsWith('/') && uncompressedSize > 0) refuse('size-differs', { path, expected: '0', found: String(uncompressedSize) });
  if (uncompressedSize > limits.maxEntryBytes) refuse('too-large', { path, expected: String(limits.maxEntryBytes), found: String(uncompressedSize) });
  if (isBomb(uncompressedSize, compressedSize, limits)) refuse('archive-bomb', { path, expected: String(limits.maxRatio), found: ratio(uncompressedSize, compressedSize) });
}

/** Throws for what the entries are together: too much, the same place twice, or names that fall together. */
export function requireHonestDirectory(entries: readonly NamedEntry[], limits: ContainerLimits): void {
  const total = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  if (total > limits.maxTotalBytes) refuse('too-large', { expected: String(limits.maxTotalBytes), found: String(total) });
  requireDistinctNames(entries);
}

function requireDistinctNames(entries: readonly NamedEntry[]): void {
  const files = new Map<string, string>();
  for (const { path } of entries.filter(named => !named.path.endsWith('/'))) {
    const key = collisionKey(path);
    const other = files.get(key);
    if (other !== undefined) refuse('duplicate-name', { path, found: other });
    files.set(key, path);
  }
  for (const { path } of entries) {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      // A file where another entry needs a folder.
      if (files.has(collisionKey(path.slice(0, end)))) refuse('duplicate-name', { path, found: path.slice(0, end) });
    }
  }
}

/**
 * Where the bytes of each entry must end: at the next one's header, the last one's at the directory. Entries that share bytes are how
 * the best bombs are made. Throws for those that certainly do; the rest shows when the entry's own header is read.
 */
export function requireSeparateEntries(entries: readonly NamedEntry[], directoryStart: number): ReadonlyMap<string, number> {
  const ordered = [...entries].sort((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader);
  return new Map(
    ordered.map(({ entry, path }, index) => {
      const end = ordered[index + 1]?.entry.relativeOffsetOfLocalHeader ?? directoryStart;
      const earliestEnd = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize;
      if (earliestEnd > end) refuse('entries-overlap', { path });
      return [path, end];
    }),
  );
}

function isBomb(inflated: number, packed: number, { maxRatio, ratioFromBytes }: ContainerLimits): boolean {
  return inflated > ratioFromBytes && inflated > packed * maxRatio;
}

function ratio(inflated: number, packed: number): string {
  return packed === 0 ? '∞' : String(Math.round(inflated / packed));
}
