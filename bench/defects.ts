// npm run bench -- defects [--volumes 300] [--seed 1] [--pages 40] [--clean 160]
// A generated corpus of volumes with every defect put in at random places, each alone, and a faultless twin of each: recall and
// precision of every rule. Then pages drawn cleanly with one fault of known size each, and their clean twins: what is measured on pixels.
import { parseArgs } from 'node:util';
import { aims as imageAims, heldOutSeed, measureImages, tuningSeed } from './defects/images.ts';
import { run as runRules, type RuleScore } from './defects/rules.ts';
import { formatTable } from './support/figures.ts';

const { values } = parseArgs({ options: { volumes: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' }, pages: { type: 'string', default: '40' }, clean: { type: 'string', default: '160' } } });
const plan = { volumes: Number(values.volumes), seed: Number(values.seed) };
const sheets = { pages: Number(values.pages), clean: Number(values.clean) };

type Summary = { readonly name: string; readonly isAimMet: boolean };
type Half = { readonly summary: Summary & Readonly<Record<string, unknown>>; readonly scores: readonly RuleScore[] };

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const rounded = (value: number): number => Number(value.toFixed(4));
const least = (scores: readonly RuleScore[], pick: (score: RuleScore) => number): number => scores.reduce((lowest, score) => Math.min(lowest, pick(score)), 1);

/** Structural rules must find all and alarm for nothing. */
async function judgeStructure(): Promise<Half> {
  const scores = await runRules(plan);
  console.log(formatTable([['structure', 'recall', 'precision', 'cases'], ...scores.map(({ rule, recall, precision, cases }) => [rule, percent(recall), percent(precision), String(cases)])]));
  const [recall, precision] = [least(scores, score => score.recall), least(scores, score => score.precision)];
  const cases = scores.reduce((sum, score) => sum + score.cases, 0);
  return { scores, summary: { name: 'structure', ...plan, rules: scores.length, cases, recall, precision, isAimMet: scores.length > 0 && recall === 1 && precision === 1 } };
}

/**
 * What is measured on pixels may miss one in twenty, and alarm for one clean page in a hundred. Limits were set on the first corpus;
 * the second one, of other people, says what they are worth.
 */
const judgePictures = (seed: string) => async (): Promise<Half> => {
  console.log(seed === heldOutSeed ? 'pictures, a corpus that no limit was set on:' : 'pictures, the corpus that limits were set on:');
  const { recall, falseAlarms, skewMean, skewWorst, sideways, duplicates } = await measureImages({ ...sheets, seed, withSamples: seed === heldOutSeed });
  const areDuplicatesFound = duplicates.recall >= imageAims.recall && duplicates.falseAlarms <= imageAims.falseAlarms;
  const isAimMet = recall >= imageAims.recall && falseAlarms <= imageAims.falseAlarms && skewMean <= imageAims.skewDegrees && sideways >= imageAims.sideways && areDuplicatesFound;
  const figures = { recall: rounded(recall), falseAlarms: rounded(falseAlarms), skewMean: rounded(skewMean), skewWorst: rounded(skewWorst), sideways: rounded(sideways) };
  return { scores: [], summary: { name: `pictures, ${seed}`, ...sheets, ...figures, duplicates, isAimMet } };
};

const halves: Half[] = [];
for (const judge of [judgeStructure, judgePictures(tuningSeed), judgePictures(heldOutSeed)]) {
  const startedAt = performance.now();
  const { scores, summary } = await judge();
  halves.push({ scores, summary: { ...summary, seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)) } });
}
console.log(JSON.stringify({ bench: 'defects', isAimMet: halves.every(({ summary }) => summary.isAimMet), halves: halves.map(({ summary }) => summary), rules: halves.flatMap(({ scores }) => scores) }));
