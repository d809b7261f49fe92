import { lstat, readdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { parseClassCode } from '#shared/domain/catalogue';
import type { FoundPackage } from '#shared/domain/delivery';
import { isJunk } from './package-files.ts';

/** Something that is a package by what lies in it; nothing of it has been opened. */
export type PackagePlace = Pick<FoundPackage, 'name' | 'path' | 'kind'>;

export type SearchLimits = { readonly maxPackages: number; readonly maxFolders: number; readonly maxMs: number };

const maxDepth = 8;
const maxNameLength = 200;
/** What names everything in its folder, and what may only be a list. */
const whole: readonly string[] = ['.xml', '.sealed'];
const lists: readonly string[] = ['.xlsx', '.xls'];
/** 原始图像 and 优化图像: folders of layers are parts of one package, not packages. */
const layerName = /原始|原图|优化|高清|图像|影像|original|optimi[sz]ed|master|images?$/i;

/**
 * Packages in what was chosen, one after the other, each path once. Yields `undefined` as the last when a limit was reached and
 * there may be more.
 */
export async function* searchPackages(paths: readonly string[], limits: SearchLimits): AsyncGenerator<PackagePlace | undefined> {
  const search = createSearch(limits);
  const waiting = paths.map(path => ({ path: resolve(path), depth: 0 })).reverse();
  const seen = new Set<string>();
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    if (seen.has(place.path)) continue;
    seen.add(place.path);
    if (search.isSpent()) {
      yield undefined;
      return;
    }
    const { found, below } = await look(place.path, search);
    if (found) {
      search.countPackage();
      yield found;
    } else if (place.depth < maxDepth) {
      for (const path of below.reverse()) waiting.push({ path, depth: place.depth + 1 });
    }
  }
}

type Search = { readonly isSpent: () => boolean; readonly countPackage: () => void; readonly countFolder: () => void };

function createSearch({ maxPackages, maxFolders, maxMs }: SearchLimits): Search {
  const endsAt = performance.now() + maxMs;
  let [packages, folders] = [0, 0];
  return {
    isSpent: () => packages >= maxPackages || folders >= maxFolders || performance.now() > endsAt,
    countPackage: () => {
      packages += 1;
    },
    countFolder: () => {
      folders += 1;
    },
  };
}

type Look = { readonly found?: PackagePlace; readonly below: string[] };

async function look(path: string, search: Search): Promise<Look> {
  // What cannot be read holds nothing that can be sent; a link could lead anywhere.
  const stats = await lstat(path).catch(() => undefined);
  if (stats?.isFile() && isZip(path)) return { found: placeOf(path, 'zip'), below: [] };
  if (!stats?.isDirectory()) return { below: [] };
  const folder = await readFolder(path, search);
  if (await isPackage(path, folder, search)) return { found: placeOf(path, 'folder'), below: [] };
  return { below: [...folder.folders, ...folder.files.filter(isZip)].sort(byName).map(name => join(path, name)) };
}

type Folder = { readonly folders: readonly string[]; readonly files: readonly string[] };

async function readFolder(path: string, search: Search): Promise<Folder> {
  search.countFolder();
  const entries = (await readdir(path, { withFileTypes: true }).catch(() => [])).filter(({ name }) => !isJunk(name) && !name.startsWith('.'));
  return { folders: entries.filter(entry => entry.isDirectory()).map(({ name }) => name), files: entries.filter(entry => entry.isFile()).map(({ name }) => name) };
}

/** Kept: a folder may hold tens of thousands. */
const byName = new Intl.Collator('zh-CN', { numeric: true }).compare;
const isZip = (name: string): boolean => extname(name).toLowerCase() === '.zip';
const hasFile = ({ files }: Folder, extensions: readonly string[]): boolean => files.some(name => extensions.includes(extname(name).toLowerCase()));
const hasClassFolders = ({ folders }: Folder): boolean => folders.some(name => parseClassCode(name.split('.')[0] ?? '') !== undefined);

/** A list in Excel beside the folders of many volumes (移交清单) is no catalogue of one. */
async function isPackage(path: string, folder: Folder, search: Search): Promise<boolean> {
  if (hasFile(folder, whole)) return true;
  if (hasClassFolders(folder)) return !(await isNumberedList(path, folder, search));
  if (await hasLooseClassFolders(path, folder, search)) return true;
  const layers = folder.folders.filter(name => layerName.test(name)).slice(0, 8);
  if (await someHasClassFolders(path, layers, search)) return true;
  if (!hasFile(folder, lists)) return false;
  const others = folder.folders.filter(name => !layerName.test(name)).slice(0, 50);
  return !(await someHasClassFolders(path, others, search));
}

/** `4-1 学历学位`, `第三类`: what begins like a class and holds pages is meant as one, and is told off by the checks, not overlooked here. */
const looseClass = /^(?:第\s*)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?!\d)/u;
const pageFile = /\.(jpe?g|tiff?|png|pdf)$/i;

async function hasLooseClassFolders(path: string, { folders }: Folder, search: Search): Promise<boolean> {
  for (const name of folders.filter(each => looseClass.test(each)).slice(0, 3)) {
    if ((await readFolder(join(path, name), search)).files.some(file => pageFile.test(file))) return true;
  }
  return false;
}

/** `1`, `2`, `3` may be numbers of volumes: then class folders lie in them. */
async function isNumberedList(path: string, { folders }: Folder, search: Search): Promise<boolean> {
  const classes = folders.filter(name => hasClassFolders({ folders: [name], files: [] }));
  return classes.every(name => !name.includes('.')) && someHasClassFolders(path, classes.slice(0, 3), search);
}

async function someHasClassFolders(path: string, names: readonly string[], search: Search): Promise<boolean> {
  for (const name of names) if (hasClassFolders(await readFolder(join(path, name), search))) return true;
  return false;
}

function placeOf(path: string, kind: FoundPackage['kind']): PackagePlace {
  return { name: basename(path).trim().slice(0, maxNameLength) || path.slice(-maxNameLength), path, kind };
}
