import type { StagedVolume } from '#shared/domain/staged-volume';
import { strayOf } from '../file-kinds.ts';
import type { PackageFiles } from '../package-files.ts';
import { splitDocuments } from '../paged/split-documents.ts';
import { stageImages } from './stage-images.ts';

/** Class folders with images and nothing else: the catalogue is the one that the data centre knows. */
export async function stageLayout({ files, read }: PackageFiles): Promise<StagedVolume> {
  const { images, problems } = await splitDocuments(stageImages(files), read);
  return { format: 'layout', persons: [], secrecy: null, rows: [], hasCatalogue: false, images, strays: files.flatMap(file => strayOf(file) ?? []), problems };
}
