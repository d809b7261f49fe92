import type { PackageProblem, StagedImage, StagedVolume } from '#shared/domain/staged-volume';
import { openContainer, type Container } from './container/container.ts';
import type { PackageSource } from './container/source.ts';
import { findRoots, type PackageRoot } from './find-roots.ts';
import { PackageRefusal } from './package-refusal.ts';
import { pathInside, pathInUpload, type PackageFiles } from './package-files.ts';
import { renderPdfPage } from './paged/pdf.ts';
import { parsePagePath } from './paged/split-documents.ts';
import { readTiffPage } from './paged/tiff.ts';
import { stageLayout } from './layout/stage-layout.ts';
import { mergePersons, personOfFolder } from './person-name.ts';

export type PackageOptions = {
  /** As it was offered: a folder's or a file's name; it may name the person. */
  readonly name: string;
};

/**
 * An upload that is being read. Nothing of it is kept but its list of files and, while pages of one document are read one after the
 * other, that document; so memory does not grow with the package.
 */
export type OpenedUpload = {
  /** The folders of the volumes inside, `['']` for a single one; each becomes a package. */
  readonly roots: readonly string[];
  /** Never throws for what is wrong with the package: that is in `problems`. */
  stage(root: string): Promise<StagedVolume>;
  /**
   * The bytes of one staged image as they lie in the package; of a page of a PDF its rendering at 300 dpi (JPEG), of one of several
   * pages of a TIFF that page (PNG). Throws a `PackageRefusal` when the package is damaged there.
   */
  readImage(root: string, image: Pick<StagedImage, 'path'>): Promise<Buffer>;
  close(): Promise<void>;
};

/** Opens a zip of one or many volumes. A package that is refused has one root, and stages to nothing but its problem. */
export async function openPackage(source: PackageSource, options: PackageOptions): Promise<OpenedUpload> {
  try {
    return openedUpload(await openContainer(source), options);
  } catch (error) {
    if (error instanceof PackageRefusal) return refusedUpload(error.problem);
    throw error;
  }
}

function openedUpload(container: Container, options: PackageOptions): OpenedUpload {
  const roots = new Map(findRoots(container.files.map(({ path }) => path)).map(root => [root.root, root]));
  const requireRoot = (root: string): PackageRoot => roots.get(root) ?? raise(new Error('The upload has no such root.'));
  const read = keepLast(container.read);
  return {
    roots: [...roots.keys()],
    stage: root => stageRoot(requireRoot(root), container, options),
    readImage: (root, { path }) => readImage(file => read(pathInUpload(requireRoot(root).root, file)), path),
    close: () => Promise.resolve(),
  };
}

async function stageRoot({ root, paths }: PackageRoot, container: Container, { name }: PackageOptions): Promise<StagedVolume> {
  const own = new Set(paths);
  const package_: PackageFiles = {
    files: container.files.filter(({ path }) => own.has(path)).map(({ path, bytes }) => ({ path: pathInside(root, path), bytes })),
    read: path => container.read(pathInUpload(root, path)),
  };
  try {
    const staged = await stageLayout(package_);
    const named = personOfFolder(root === '' ? name.replace(/\.zip$/i, '') : root);
    return { ...staged, persons: mergePersons(named === null ? staged.persons : [...staged.persons, named]) };
  } catch (error) {
    if (error instanceof PackageRefusal) return emptyVolume(error.problem);
    throw error;
  }
}

async function readImage(read: (path: string) => Promise<Buffer>, path: string): Promise<Buffer> {
  const paged = parsePagePath(path);
  if (paged === undefined) return read(path);
  const bytes = await read(paged.file);
  return /\.pdf$/i.test(paged.file) ? renderPdfPage(bytes, paged.file, paged.page) : readTiffPage(bytes, paged.file, paged.page);
}

/** The pages of one document are asked for one after the other: it is unpacked once. */
function keepLast(read: Container['read']): Container['read'] {
  let last: { readonly path: string; readonly bytes: Promise<Buffer> } | undefined;
  return path => {
    if (!/\.(pdf|tiff?)$/i.test(path)) return read(path);
    if (last?.path !== path) last = { path, bytes: read(path) };
    return last.bytes;
  };
}

function refusedUpload(problem: PackageProblem): OpenedUpload {
  return {
    roots: [''],
    stage: () => Promise.resolve(emptyVolume(problem)),
    readImage: () => Promise.reject(new PackageRefusal(problem)),
    close: () => Promise.resolve(),
  };
}

function emptyVolume(problem: PackageProblem): StagedVolume {
  return { format: 'layout', persons: [], secrecy: null, rows: [], hasCatalogue: false, images: [], strays: [], problems: [problem] };
}

function raise(error: Error): never {
  throw error;
}
