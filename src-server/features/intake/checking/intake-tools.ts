import type { Finding } from '#shared/domain/finding';
import { checkVolume, type CheckContext, type CheckedVolume } from '#shared/domain/import-rules/index';
import type { PackageProblem } from '#shared/domain/staged-volume';
import type { CheckOutcome, CompareTask, ImageChecker } from '../images/index.ts';
import { openPackage, PackageRefusal, standardMapping, type XmlMapping, type OpenedUpload, type PackageSource, type SealedOpening } from '../packages/index.ts';

/** What checking is made of: reading packages, measuring images, judging what was found. */
export type IntakeTools = {
  /** `mapping`: the unit's own one for XML packages, beside the standard. */
  openPackage(source: PackageSource, as: { readonly name: string; readonly mapping: XmlMapping | null }): Promise<OpenedUpload>;
  /** What is wrong with the package when reading it threw this; undefined for whatever is no fault of the package. */
  findProblem(error: unknown): PackageProblem | undefined;
  measure(bytes: Uint8Array, name: string): Promise<CheckOutcome>;
  /** How far each of the others is a scan of the same sheet, 0 to 1, up to the first that is alike enough; the maps are packed. */
  compare: (task: CompareTask) => Promise<readonly number[]>;
  judge(volume: CheckedVolume, context: CheckContext): readonly Finding[];
};

export function createIntakeTools(checker: ImageChecker, sealed: SealedOpening): IntakeTools {
  return {
    openPackage: (source, { name, mapping }) => openPackage(source, { name, sealed, mappings: mapping ? [mapping, standardMapping] : [standardMapping] }),
    findProblem: error => (error instanceof PackageRefusal ? error.problem : undefined),
    measure: (bytes, name) => checker.check(bytes, { name }),
    compare: task => checker.compare(task),
    judge: checkVolume,
  };
}
