import { createHash } from 'node:crypto';
import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { StagedImage } from '#shared/domain/staged-volume';
import { checkDeclaredDigest } from '../check-digest.ts';
import { isTiff, kindOfFile } from '../file-kinds.ts';
import { PackageRefusal } from '../package-refusal.ts';
import { countPdfPages } from './pdf.ts';
import { countTiffPages } from './tiff.ts';

type Split = { readonly images: readonly StagedImage[]; readonly problems: readonly NamedProblem[] };

/**
 * PDFs and TIFFs of several pages become one image a page, at `02.pdf#3`. A document that cannot be read stays one image, so that
 * its place is known, and is a problem of the package.
 */
export async function splitDocuments(images: readonly StagedImage[], read: (path: string) => Promise<Buffer>): Promise<Split> {
  const split: StagedImage[] = [];
  const problems: NamedProblem[] = [];
  for (const image of images) {
    try {
      split.push(...(await splitDocument(image, read)));
    } catch (error) {
      if (!(error instanceof PackageRefusal)) throw error;
      problems.push(error.problem);
      split.push(image);
    }
  }
  return { images: split, problems };
}

async function splitDocument(image: StagedImage, read: (path: string) => Promise<Buffer>): Promise<readonly StagedImage[]> {
  const isPdf = kindOfFile(image.path) === 'pdf';
  if (!isPdf && !isTiff(image.path)) return [image];
  const bytes = await read(image.path);
  const pages = isPdf ? await countPdfPages(bytes, image.path) : countTiffPages(bytes);
  if (!isPdf && pages === 1) return [image];
  // The declared digest is that of the document; its pages have none.
  const problem = checkDeclaredDigest(image, bytes);
  if (problem !== null) throw new PackageRefusal(problem);
  const common = { ...image, bytes: Math.ceil(image.bytes / pages), declaredDigest: null, documentDigest: createHash('sha256').update(bytes).digest('hex') };
  return Array.from({ length: pages }, (_, index) => ({ ...common, path: `${image.path}#${String(index + 1)}`, page: image.page === null ? null : image.page + index }));
}

/** `02.pdf#3` → file and page; a `#` in the name of any other file is part of its name. */
export function parsePagePath(path: string): { readonly file: string; readonly page: number } | undefined {
  const [, file, page] = /^(.+\.(?:pdf|tiff?))#(\d{1,4})$/i.exec(path) ?? [];
  return file === undefined || page === undefined ? undefined : { file, page: Number(page) };
}
