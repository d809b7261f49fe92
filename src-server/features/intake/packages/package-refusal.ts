import type { PackageProblem } from '#shared/domain/staged-volume';

/** Why nothing (more) is read from a package. Crosses adapters as an exception and becomes a finding of the rule that it names. */
export class PackageRefusal extends Error {
  readonly problem: PackageProblem;

  constructor(problem: PackageProblem) {
    // The path stays in the problem: an error's message reaches the log.
    super(`The package is refused: ${problem.rule} ${problem.variant}.`);
    this.name = 'PackageRefusal';
    this.problem = problem;
  }
}

export type ProblemDetail = Omit<PackageProblem, 'rule' | 'variant'>;

/** Throws: P01, the package is not readable or not what it claims. */
export function refuse(variant: string, detail: ProblemDetail = {}): never {
  throw new PackageRefusal({ rule: 'P01', variant, ...detail });
}
