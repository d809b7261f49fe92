import type { HealthFinding } from '#shared/domain/administration';

type Kind = HealthFinding['kind'];
export type UnitScore = { readonly unitName: string; readonly accounts: number; readonly score: number };

/** What lets somebody else in comes first, what is merely untidy last. */
const order: readonly Kind[] = ['left', 'shared-password', 'weak-password', 'two-accounts', 'locked', 'one-time-password', 'old-password', 'dormant', 'never-used', 'no-rights'];

export function groupFindings(findings: readonly HealthFinding[], unitName: string | null): readonly { readonly kind: Kind; readonly findings: readonly HealthFinding[] }[] {
  const shown = unitName === null ? findings : findings.filter(finding => finding.unitName === unitName);
  return order.map(kind => ({ kind, findings: shown.filter(finding => finding.kind === kind) })).filter(group => group.findings.length > 0);
}

/** The worst first. */
export const orderUnits = (units: readonly UnitScore[]): readonly UnitScore[] => units.toSorted((one, other) => one.score - other.score || other.accounts - one.accounts);
