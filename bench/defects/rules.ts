import { checkVolume } from '../../src-shared/domain/import-rules/index.ts';
import type { Finding, RuleId } from '../../src-shared/domain/finding.ts';
import { createRandom } from '../../src-server/features/demo/random.ts';
import { isExpected, structuralDefects, type Expectation } from '../../test/support/volume-defects.ts';
import { makeVolume, type CorpusVolume } from '../../test/support/volume-corpus.ts';

/** Of one rule: the share of what was put in that it found, the share of what it found that had been put in, and how much was put in. */
export type RuleScore = { readonly rule: RuleId; readonly recall: number; readonly precision: number; readonly cases: number };

type Count = { put: number; found: number; told: number; right: number };

/** Rubbish that systems leave lies in faultless packages too and is told as information. */
const isFault = ({ rule, variant }: Finding): boolean => !(rule === 'P06' && variant === 'junk');

/**
 * Every structural defect in every volume that has a place for it, each alone; and each volume's faultless twin. A finding counts as
 * right only with the rule, the variant and the place that were put in.
 */
export function run({ volumes, seed }: { readonly volumes: number; readonly seed: number } = { volumes: 300, seed: 1 }): Promise<readonly RuleScore[]> {
  const counts = new Map<RuleId, Count>();
  const countOf = (rule: RuleId): Count => {
    const count = counts.get(rule) ?? { put: 0, found: 0, told: 0, right: 0 };
    counts.set(rule, count);
    return count;
  };
  const score = ({ volume, context }: CorpusVolume, expected: readonly Expectation[]): void => {
    const findings = checkVolume(volume, context).filter(isFault);
    for (const one of expected) {
      const count = countOf(one.rule);
      count.put += 1;
      if (findings.some(finding => isExpected(finding, one))) count.found += 1;
    }
    for (const finding of findings) {
      const count = countOf(finding.rule);
      count.told += 1;
      if (expected.some(one => isExpected(finding, one))) count.right += 1;
    }
  };
  for (let index = 0; index < volumes; index += 1) {
    const clean = makeVolume(`${String(seed)} ${String(index)}`);
    score(clean, []);
    for (const { name, inject } of structuralDefects) {
      const faulty = inject(clean, createRandom(`${String(seed)} ${String(index)} ${name}`));
      if (faulty) score(faulty, faulty.expected);
    }
  }
  const scores = [...counts].map(([rule, { put, found, told, right }]) => ({ rule, recall: put === 0 ? 1 : found / put, precision: told === 0 ? 1 : right / told, cases: put }));
  return Promise.resolve(scores.toSorted((a, b) => (a.rule < b.rule ? -1 : 1)));
}
