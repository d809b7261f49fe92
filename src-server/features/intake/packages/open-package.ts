import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { StagedImage, StagedVolume } from '#shared/domain/staged-volume';
import { createStager } from './stage-package.ts';
import { openContainer, type Container } from './container/container.ts';
import type { PackageSource } from './container/source.ts';
import { findRoots, type PackageRoot } from './find-roots.ts';
import { PackageRefusal } from './package-refusal.ts';
import { pathInside, pathInUpload, type PackageFiles } from './package-files.ts';
import type { PackageOptions } from './package-options.ts';

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
    // What is wrong with the whole goes by the name under which it was offered.
    return refusedUpload({ path: options.name, ...problemOf(error) });
  }
}

function openedUpload(container: Container, options: PackageOptions): OpenedUpload {
  const stagers = new Map(findRoots(container.files.map(({ path }) => path)).map(found => [found.root, createStager(filesOf(container, found), namedAfter(found, options))]));
  const requireStager = (root: string): ReturnType<typeof createStager> => {
    const stager = stagers.get(root);
    if (stager === undefined) throw new Error('The upload has no such root.');
    return stager;
  };
  return {
    roots: [...stagers.keys()],
    stage: root => requireStager(root).stage().catch((error: unknown) => emptyVolume(problemOf(error))),
    readImage: (root, { path }) => requireStager(root).readImage(path),
    close: () => Promise.resolve(),
  };
}

function filesOf(container: Container, { root, paths }: PackageRoot): PackageFiles {
  const own = new Set(paths);
  return {
    files: container.files.filter(({ path }) => own.has(path)).map(({ path, bytes }) => ({ path: pathInside(root, path), bytes })),
    read: path => container.read(pathInUpload(root, path)),
  };
}

/** A volume in a folder is called after the folder, else after the upload. */
function namedAfter({ root }: PackageRoot, options: PackageOptions): PackageOptions {
  return { ...options, name: root === '' ? options.name.replace(/\.zip$/i, '') : root };
}

function problemOf(error: unknown): NamedProblem {
  if (error instanceof PackageRefusal) return error.problem;
  throw error;
}

function refusedUpload(problem: NamedProblem): OpenedUpload {
  return {
    roots: [''],
    stage: () => Promise.resolve(emptyVolume(problem)),
    readImage: () => Promise.reject(new PackageRefusal(problem)),
    close: () => Promise.resolve(),
  };
}

function emptyVolume(problem: NamedProblem): StagedVolume {
  return { format: 'layout', persons: [], secrecy: null, rows: [], hasCatalogue: false, images: [], strays: [], problems: [problem] };
}
