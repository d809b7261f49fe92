import type { NamedProblem } from '#shared/domain/import-rules/index';

/** Why nothing (more) is read from a package. Crosses adapters as an exception and becomes a finding of the rule that it names. */
export class PackageRefusal extends Error {
  readonly problem: NamedProblem;

  constructor(problem: NamedProblem) {
    // The path stays in the problem: an error's message reaches the log.
    super(`The package is refused: ${problem.rule} ${problem.variant}.`);
    this.name = 'PackageRefusal';
    this.problem = problem;
  }
}

export type ProblemDetail = Omit<NamedProblem, 'rule' | 'variant'>;
export type PackageVariant = (NamedProblem & { readonly rule: 'P01' })['variant'];
export type TextVariant = (NamedProblem & { readonly rule: 'P02' })['variant'];

/** Throws: P01, the package is not readable or not what it claims. */
export function refuse(variant: PackageVariant, detail: ProblemDetail = {}): never {
  throw new PackageRefusal({ rule: 'P01', variant, ...detail });
}

/** Throws: P02, an XML file that cannot be taken for what it should be. */
export function refuseText(variant: TextVariant, detail: ProblemDetail = {}): never {
  throw new PackageRefusal({ rule: 'P02', variant, ...detail });
}
