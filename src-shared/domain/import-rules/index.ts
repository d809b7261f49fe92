import { compareFindings, moreVariant, ruleIds, type Finding, type RuleId } from '../finding.ts';
import type { IntakePolicy } from '../intake-policy.ts';
import { catalogueRules } from './catalogue-rules.ts';
import { imageRules } from './image-rules.ts';
import { materialRules } from './material-rules.ts';
import { packageRules, secrecyRules } from './package-rules.ts';
import { runRule, type CheckContext, type CheckedVolume, type ImportRule } from './rule.ts';

export { packageProblems, type NamedProblem } from './package-problems.ts';
export { maxFindingsPerRule } from './rule.ts';
export type { CheckContext, CheckedVolume, ForeignImage, ImportRule, KnownPerson, PresentVolume } from './rule.ts';

/**
 * All import checks. To add one:
 * 1. Its number goes into `ruleIds` (`../finding.ts`); the compiler now asks for it here.
 * 2. Its function goes into the table of its group: severity, origin, source, the variants it can say, and `check`, which looks at
 *    the volume and the context and returns what it found, with the place. No I/O, no clock: both arguments hold all it may know.
 * 3. Its words go into `findings.json` of each language under `rules.<number>`: `title`, and for each variant a sentence that names
 *    the fault and ends in what to do, with `expected`, `found` and `path` filled in.
 * 4. Its test goes into `test/unit/shared/import-rules/`: one volume that it must find, one near miss that it must not.
 * A test holds every variant to words in both languages and to a case that produces it.
 */
export const importRules: Readonly<Record<RuleId, ImportRule>> = { ...packageRules, ...catalogueRules, ...materialRules, ...imageRules, ...secrecyRules };

/** Rules that a policy asks to be softer than they can be: nothing would follow from it. */
export function easedFixedRules({ severities }: Pick<IntakePolicy, 'severities'>): readonly RuleId[] {
  return ruleIds.filter(id => importRules[id].isFixed && severities[id] !== undefined && severities[id] !== 'block');
}

/** Nobody can let it through, not even two people: the package goes back. Of what is only counted (`more`) nobody knows better. */
export function isFinal({ rule, variant, severity }: Pick<Finding, 'rule' | 'variant' | 'severity'>): boolean {
  const { final } = importRules[rule];
  if (severity !== 'block' || final === undefined) return false;
  return final === 'all' || variant === moreVariant || final.includes(variant);
}

/** Everything that is wrong with a volume, in the order of the defect sheet (问题单); bounded in number for each rule. */
export function checkVolume(volume: CheckedVolume, context: CheckContext): readonly Finding[] {
  // `as`: the keys of a record of all rules.
  const ids = Object.keys(importRules) as RuleId[];
  return ids.flatMap(id => runRule(id, importRules[id], { volume, context })).toSorted(compareFindings);
}
