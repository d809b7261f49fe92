import type { Finding } from '#shared/domain/finding';
import { checkVolume, type CheckContext, type CheckedVolume } from '#shared/domain/import-rules/index';
import type { PackageProblem } from '#shared/domain/staged-volume';
import type { CheckOutcome, ImageChecker } from '../images/index.ts';
import { openPackage, PackageRefusal, type OpenedUpload, type PackageSource, type SealedOpening } from '../packages/index.ts';

/** What checking is made of: reading packages, measuring images, judging what was found. */
export type IntakeTools = {
  openPackage(source: PackageSource, name: string): Promise<OpenedUpload>;
  /** What is wrong with the package when reading it threw this; undefined for whatever is no fault of the package. */
  findProblem(error: unknown): PackageProblem | undefined;
  measure(bytes: Uint8Array, name: string): Promise<CheckOutcome>;
  judge(volume: CheckedVolume, context: CheckContext): readonly Finding[];
};

export function createIntakeTools(checker: ImageChecker, sealed: SealedOpening): IntakeTools {
  return {
    openPackage: (source, name) => openPackage(source, { name, sealed }),
    findProblem: error => (error instanceof PackageRefusal ? error.problem : undefined),
    measure: (bytes, name) => checker.check(bytes, { name }),
    judge: checkVolume,
  };
}
