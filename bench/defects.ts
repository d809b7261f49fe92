// npm run bench -- defects [--volumes 300] [--seed 1]
// A generated corpus of volumes with every defect put in at random places, each alone, and a faultless twin of each: recall and
// precision of every rule.
import { parseArgs } from 'node:util';
import { run as runRules, type RuleScore } from './defects/rules.ts';
import { formatTable } from './support/figures.ts';

const { values } = parseArgs({ options: { volumes: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } } });
const plan = { volumes: Number(values.volumes), seed: Number(values.seed) };

/** Structural rules must find all and alarm for nothing; what is measured on pixels may miss one in twenty. */
const halves = [{ name: 'structure', aims: { recall: 1, precision: 1 }, run: () => runRules(plan) }] as const;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const results: { readonly name: string; readonly aims: { readonly recall: number; readonly precision: number }; readonly scores: readonly RuleScore[]; readonly ms: number }[] = [];
for (const { name, aims, run } of halves) {
  const startedAt = performance.now();
  const scores = await run();
  results.push({ name, aims, scores, ms: performance.now() - startedAt });
  console.log(formatTable([[name, 'recall', 'precision', 'cases'], ...scores.map(({ rule, recall, precision, cases }) => [rule, percent(recall), percent(precision), String(cases)])]));
}

const least = (scores: readonly RuleScore[], pick: (score: RuleScore) => number): number => scores.reduce((lowest, score) => Math.min(lowest, pick(score)), 1);
const summaries = results.map(({ name, aims, scores, ms }) => {
  const [recall, precision] = [least(scores, score => score.recall), least(scores, score => score.precision)];
  return { name, rules: scores.length, cases: scores.reduce((sum, { cases }) => sum + cases, 0), recall, precision, isAimMet: scores.length > 0 && recall >= aims.recall && precision >= aims.precision, seconds: Number((ms / 1000).toFixed(1)) };
});
console.log(JSON.stringify({ bench: 'defects', ...plan, isAimMet: summaries.every(({ isAimMet }) => isAimMet), halves: summaries, rules: results.flatMap(({ scores }) => scores) }));
