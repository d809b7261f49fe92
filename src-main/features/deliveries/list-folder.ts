import type { Dirent } from 'node:fs';
import { lstat, opendir, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { DeliveryPlaces, FolderEntry, FolderListing } from '#shared/domain/delivery';
import { AppError } from '#shared/errors/app-error';
import { isJunk } from './package-files.ts';

const maxEntries = 2_000;
const maxPlaces = 50;
export const byName = new Intl.Collator('zh-CN', { numeric: true }).compare;
/** Where desktops mount what is put in, and how many folders below. */
const mountRoots: readonly { readonly path: string; readonly depth: 1 | 2 }[] = [
  { path: '/media', depth: 2 },
  { path: '/run/media', depth: 2 },
  { path: '/mnt', depth: 1 },
];

/** Media that are mounted, and the home folder. */
export async function listPlaces(mountTable = '/proc/self/mountinfo'): Promise<DeliveryPlaces> {
  const mounted = await readMountPoints(mountTable);
  const media: string[] = [];
  for (const { path, depth } of mountRoots) {
    const below = await foldersIn(path);
    const deeper = depth === 2 ? (await Promise.all(below.filter(folder => !mounted.has(folder)).map(foldersIn))).flat() : [];
    media.push(...[...below, ...deeper].filter(folder => mounted.has(folder)));
  }
  const home = homedir();
  return { places: [...media.slice(0, maxPlaces).map(path => ({ name: basename(path), path, kind: 'medium' as const })), { name: basename(home), path: home, kind: 'home' }] };
}

/** A folder below `/media` that nothing is mounted on is only a folder. */
async function readMountPoints(table: string): Promise<ReadonlySet<string>> {
  const text = await readFile(table, 'utf8').catch(() => '');
  const unescape = (path: string): string => path.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  // Octal escapes stand for bytes; names in Chinese come as they are.
  return new Set(text.split('\n').map(line => unescape(line.split(' ')[4] ?? '')));
}

async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory()).slice(0, 200).map(({ name }) => join(path, name));
}

/** Names, kinds and sizes of what lies in a folder; nothing of it is opened, links are left out. */
export async function listFolder(wanted: string): Promise<FolderListing> {
  const path = resolve(wanted);
  const names: { readonly name: string; readonly kind: FolderEntry['kind'] }[] = [];
  let isCutShort = false;
  try {
    for await (const entry of await opendir(path)) {
      const kind = kindOf(entry);
      if (kind === undefined) continue;
      isCutShort = names.length === maxEntries;
      if (isCutShort) break;
      names.push({ name: entry.name, kind });
    }
  } catch (error) {
    throw new AppError('delivery.place-unreadable', {}, { cause: error });
  }
  names.sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || byName(a.name, b.name));
  const entries = await Promise.all(names.map(async entry => withSize(entry, join(path, entry.name))));
  return { path, parent: path === '/' ? null : dirname(path), entries, isCutShort };
}

/** What of a folder is shown: no links, nothing hidden, none of what systems leave behind. */
export function kindOf(entry: Dirent): FolderEntry['kind'] | undefined {
  if (isJunk(entry.name) || entry.name.startsWith('.')) return undefined;
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? kindOfFile(entry.name) : undefined;
}

const kindOfFile = (name: string): 'zip' | 'file' => (extname(name).toLowerCase() === '.zip' ? 'zip' : 'file');

export async function withSize({ name, kind }: Pick<FolderEntry, 'name' | 'kind'>, path: string): Promise<FolderEntry> {
  const bytes = kind === 'folder' ? null : ((await lstat(path).catch(() => undefined))?.size ?? null);
  return { name, path, kind, bytes };
}
