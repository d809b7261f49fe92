import type { Finding } from '#shared/domain/finding';
import type { ImageFacts } from '#shared/domain/image-facts';
import type { CheckContext, CheckedVolume } from '#shared/domain/import-rules/rule';
import type { PackageProblem, StagedImage, StagedVolume } from '#shared/domain/staged-volume';
import type { OpenUpload } from '../../../blobs/upload-area.ts';

/** A package that was found honest; nothing of it has been unpacked anywhere. */
export type OpenedPackage = {
  /** The folders of the volumes in it, `''` for the package itself. */
  readonly roots: readonly string[];
  stage(root: string): Promise<StagedVolume>;
  read(image: StagedImage): Promise<Uint8Array>;
  close(): Promise<void>;
};

export type MeasuredImage = {
  readonly facts: ImageFacts;
  /** Null when the image cannot be taken. */
  readonly optimised: { readonly jpeg: Uint8Array; readonly widthPx: number; readonly heightPx: number } | null;
};

/** What checking is made of: reading packages, measuring images, judging what was found. */
export type IntakeTools = {
  openPackage(source: Pick<OpenUpload, 'size' | 'read'>): Promise<OpenedPackage>;
  /** What is wrong with the package when reading it threw this; undefined for whatever is no fault of the package. */
  findProblem(error: unknown): PackageProblem | undefined;
  measure(bytes: Uint8Array, name: string): Promise<MeasuredImage>;
  judge(volume: CheckedVolume, context: CheckContext): readonly Finding[];
};
