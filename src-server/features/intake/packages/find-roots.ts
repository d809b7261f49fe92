import { kindOfFile } from './file-kinds.ts';
import { parseClassFolder, parseLayerFolder } from './layout/class-folder.ts';

/** One volume inside an upload: its folder (`''`: the upload itself) and the files that belong to it, by their whole paths. */
export type PackageRoot = { readonly root: string; readonly paths: readonly string[] };

/** A list of what was handed over may lie above a volume, too. */
const certainCatalogue = /(\.xml|(目录|catalog)[^/]*\.xlsx?)$/i;
const catalogueFile = /\.(xlsx|xls|xml|lrmx|sealed)$/i;

/**
 * The volumes inside one upload. Class folders show where a volume is, else a catalogue does; a folder beside a volume is taken for
 * one as well, so that a person whose folders are all wrong gets a report of his own. Every file belongs to exactly one volume: what
 * lies outside of all goes to the first, under which it is reported.
 */
export function findRoots(paths: readonly string[]): readonly PackageRoot[] {
  const serious = paths.filter(path => kindOfFile(path) !== 'junk');
  const withCatalogue = distinct(serious.filter(path => catalogueFile.test(path)).map(folderOf));
  const certain = liftToCatalogue(withoutNested(distinct(serious.flatMap(classParentOf))), distinct(serious.filter(path => certainCatalogue.test(path)).map(folderOf)));
  const byCatalogue = withCatalogue.filter(folder => !certain.some(root => isWithin(root, folder) || isWithin(folder, root)));
  const found = distinct([...certain, ...withoutNested(byCatalogue)]);
  const roots = distinct([...found, ...serious.filter(path => !found.some(root => isWithin(path, root))).flatMap(path => siblingOf(path, found))]);
  return share(paths, roots.length === 0 ? [commonFolder(serious)] : roots.sort((a, b) => (a < b ? -1 : 1)));
}

/** `张三/原始图像/1.履历材料/0101.jpg` → `张三`. */
function classParentOf(path: string): readonly string[] {
  const kind = kindOfFile(path);
  if (kind !== 'image' && kind !== 'pdf') return [];
  const folders = path.split('/').slice(0, -1);
  const isLayer = (folder: string): boolean => parseLayerFolder(folder) !== undefined;
  const depth = folders.findLastIndex(folder => !isLayer(folder));
  const folder = folders[depth];
  if (folder === undefined || parseClassFolder(folder) === undefined) return [];
  const above = folders[depth - 1];
  // {person}/<class>/<sequence>/: the folder of a sequence is a number too.
  const isSequence = /^\d{1,3}$/.test(folder) && above !== undefined && parseClassFolder(above) !== undefined;
  const parents = folders.slice(0, isSequence ? depth - 1 : depth);
  return [parents.slice(0, parents.findLastIndex(parent => !isLayer(parent)) + 1).join('/')];
}

/** `张三/图像/1.履历材料` with `张三/目录.xlsx`: the volume is where its catalogue lies, unless other volumes lie there too. */
function liftToCatalogue(roots: readonly string[], withCatalogue: readonly string[]): readonly string[] {
  const lifted = roots.map(root => {
    const above = withCatalogue.filter(folder => isWithin(root, folder) && roots.filter(other => isWithin(other, folder)).length === 1);
    return above.reduce((nearest, folder) => (nearest === '' || folder.length > nearest.length ? folder : nearest), above[0] ?? root);
  });
  return distinct(lifted);
}

/** A folder inside the parent of a volume, next to it. */
function siblingOf(path: string, roots: readonly string[]): readonly string[] {
  const parent = distinct(roots.filter(root => root !== '').map(folderOf)).find(candidate => isWithin(path, candidate) && path.slice(prefixLength(candidate)).includes('/'));
  if (parent === undefined) return [];
  const sibling = path.slice(0, path.indexOf('/', prefixLength(parent)));
  return roots.some(root => isWithin(root, sibling)) ? [] : [sibling];
}

function share(paths: readonly string[], roots: readonly string[]): readonly PackageRoot[] {
  const byRoot = new Map(roots.map(root => [root, [] as string[]]));
  const longestFirst = [...roots].sort((a, b) => b.length - a.length);
  for (const path of paths) {
    const root = longestFirst.find(candidate => isWithin(path, candidate)) ?? roots[0] ?? '';
    byRoot.get(root)?.push(path);
  }
  return [...byRoot].map(([root, own]) => ({ root, paths: own }));
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map(folderOf);
  return rest.reduce((common, folder) => {
    const [a, b] = [common.split('/'), folder.split('/')];
    const shared = a.findIndex((segment, index) => segment !== b[index]);
    return (shared < 0 ? a : a.slice(0, shared)).join('/');
  }, first);
}

const withoutNested = (folders: readonly string[]): readonly string[] => folders.filter(folder => !folders.some(other => other !== folder && isWithin(folder, other)));
const distinct = (values: readonly string[]): string[] => [...new Set(values)];
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const prefixLength = (folder: string): number => (folder === '' ? 0 : folder.length + 1);

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
