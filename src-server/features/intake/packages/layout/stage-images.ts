import type { ImageLayer, StagedImage } from '#shared/domain/staged-volume';
import type { ContainerFile } from '../container/container.ts';
import { isTiff, kindOfFile } from '../file-kinds.ts';
import { parseClassFolder, parseLayerFolder, type ClassFolder } from './class-folder.ts';
import { createNameReader, readDocumentName, type ImageName } from './image-name.ts';

/** Where a file lies: its layer, its class folder, and the sequence where a folder gives it. */
type Location = ClassFolder & { readonly layer: ImageLayer; readonly folder: string; readonly sequenceFolder: number | null; readonly stem: string };

/** The images of one volume by the places that folders and names give them; a PDF is one image here, its pages are told apart later. */
export function stageImages(files: readonly ContainerFile[]): readonly StagedImage[] {
  const located = files.filter(({ path }) => ['image', 'pdf'].includes(kindOfFile(path))).map(file => ({ file, location: locate(file.path) }));
  const stems = new Map<string, string[]>();
  for (const { location } of located) appendTo(stems, location.folder, location.stem);
  const readers = new Map([...stems].map(([folder, members]) => [folder, createNameReader(members)]));
  return located.map(({ file, location }) => stageImage(file, location, readers.get(location.folder) ?? createNameReader([])));
}

function stageImage({ path, bytes }: ContainerFile, location: Location, readName: (stem: string) => ImageName): StagedImage {
  const { layer, rawClass, classCode, folderName } = location;
  const { sequence, page } = readPlace(path, location, readName);
  return { path, layer, rawClass, classCode, folderName, sequence, page, isNameKnown: sequence !== null && page !== null, bytes, declaredDigest: null };
}

function readPlace(path: string, { sequenceFolder, stem }: Location, readName: (stem: string) => ImageName): ImageName {
  if (sequenceFolder !== null) return { sequence: sequenceFolder, page: /^\d{1,4}$/.test(stem) && Number(stem) > 0 ? Number(stem) : null };
  return kindOfFile(path) === 'pdf' || isTiff(path) ? readDocumentName(stem, readName) : readName(stem);
}

function locate(path: string): Location {
  const folders = path.split('/').filter(folder => folder !== '');
  const file = folders.pop() ?? '';
  const layer = folders.flatMap(folder => parseLayerFolder(folder) ?? []).at(-1) ?? 'original';
  const stem = file.slice(0, file.lastIndexOf('.')).normalize('NFKC').trim();
  const place = placeOfFolders(folders.filter(folder => parseLayerFolder(folder) === undefined), stem);
  return { ...place, layer, folder: folders.join('/'), stem };
}

function placeOfFolders(folders: readonly string[], stem: string): ClassFolder & { readonly sequenceFolder: number | null } {
  const own = folders.at(-1);
  if (own === undefined) return { rawClass: '', classCode: null, folderName: null, sequenceFolder: null };
  const above = parseClassFolder(folders.at(-2) ?? '');
  // {person}/<class>/<sequence>/<page>: only there is a bare number below a class no class itself.
  if (above && isShortNumber(own) && isShortNumber(stem)) return { ...above, sequenceFolder: Number(own) };
  return { ...(parseClassFolder(own) ?? { rawClass: own, classCode: null, folderName: own }), sequenceFolder: null };
}

const isShortNumber = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) > 0;

function appendTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
