import { compareFindings, ruleIds, verdictOf, type PackageVerdict, type RuleId, type Severity } from '#shared/domain/finding';
import { isFinal } from '#shared/domain/import-rules/index';
import type { PackageFinding } from '#shared/domain/intake';

export type FindingGroup = { readonly rule: RuleId; readonly severity: Severity; readonly findings: readonly PackageFinding[] };

const severities: readonly Severity[] = ['block', 'warn', 'info'];

/** Let through by a reason, and where it blocked by a second person: it counts no longer. */
export const isLetThrough = ({ override }: Pick<PackageFinding, 'override'>): boolean => override?.state === 'effective';

/** By rule, what blocks first; inside a rule in the order of the catalogue and its pages. */
export function groupFindings(findings: readonly PackageFinding[], only: Severity | 'all'): readonly FindingGroup[] {
  const shown = findings.filter(({ severity }) => only === 'all' || severity === only);
  return severities.flatMap(severity =>
    ruleIds.flatMap(rule => {
      const found = shown.filter(one => one.rule === rule && one.severity === severity);
      return found.length === 0 ? [] : [{ rule, severity, findings: found.toSorted(compareFindings) }];
    }),
  );
}

export function countBySeverity(findings: readonly PackageFinding[]): Readonly<Record<Severity | 'all', number>> {
  const count = (severity: Severity): number => findings.filter(one => one.severity === severity).length;
  return { all: findings.length, block: count('block'), warn: count('warn'), info: count('info') };
}

/** The verdict as things stand, and as it would be once these too were let through. */
export function verdictWith(findings: readonly PackageFinding[], letThrough: readonly PackageFinding['id'][] = []): PackageVerdict {
  return verdictOf(findings.filter(finding => !isLetThrough(finding) && !letThrough.includes(finding.id)));
}

/** Which findings somebody may ask to let through: a mere notice needs nothing, what is decided or waits is out of his hands, what cannot be filed goes back. */
export function canBeLetThrough(finding: Pick<PackageFinding, 'rule' | 'variant' | 'severity' | 'override'>): boolean {
  const { severity, override } = finding;
  return severity !== 'info' && !isFinal(finding) && (override === null || override.state === 'refused');
}

/** Requests of others that wait for this person, by who asked and why: each is agreed to as it was asked for. */
export function proposalsFor(findings: readonly PackageFinding[]): readonly (readonly PackageFinding[])[] {
  const mine = findings.filter(({ override }) => override?.state === 'proposed' && override.isMineToDecide);
  const keyOf = ({ override }: PackageFinding): string => `${override?.by ?? ''} ${override?.at ?? ''} ${override?.reason ?? ''}`;
  return [...new Set(mine.map(keyOf))].map(key => mine.filter(finding => keyOf(finding) === key));
}
