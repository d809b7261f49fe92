import type { Completeness, CompletenessItem } from './completeness.ts';
import { completenessItems, coreItems, type CoreItem, type ItemRule } from './completeness-rules/items.ts';
import { readHistory, type CatalogueFacts, type History, type PersonFacts } from './completeness-rules/history.ts';

export { completenessItems } from './completeness-rules/items.ts';
export type { CatalogueFacts, PersonFacts } from './completeness-rules/history.ts';

const longest = 300;
const passingScore = 90;
const excellentScore = 97;

/**
 * What a complete volume has and this one lacks (查缺), judged on the person and the catalogue alone: what these cannot tell (a seal, an
 * alteration, whether somebody was ever audited) is said to be so and costs nothing. `today` is YYYYMMDD.
 */
export function judgeCompleteness(person: PersonFacts, rows: readonly CatalogueFacts[], today: string): Completeness {
  const history = readHistory(person, rows, today);
  const items = completenessItems.map(item => judgeItem(item, history));
  const missing = items.filter(({ state }) => state === 'missing');
  const score = Math.max(0, 100 - missing.reduce((sum, { points }) => sum + points, 0));
  const isVetoed = missing.some(({ isVeto }) => isVeto);
  const verdict = isVetoed || score < passingScore ? 'failed' : score < excellentScore ? 'passed' : 'excellent';
  return { score, verdict, items };
}

/** The main papers that are wholly absent (rule C10). */
export function requiredMissing(person: PersonFacts, rows: readonly CatalogueFacts[], today: string): readonly CoreItem[] {
  const history = readHistory(person, rows, today);
  return coreItems.filter(code => {
    const item = completenessItems.find(candidate => candidate.code === code);
    return item !== undefined && papersOf(item, history).length === 0 && item.isRequired(history) === 'required';
  });
}

const papersOf = ({ papers: { classes, title } }: ItemRule, { rows }: History): History['rows'] =>
  rows.filter(row => (classes.length === 0 || (row.classCode !== null && classes.includes(row.classCode))) && (title.test(row.title) || title.test(row.remark)));

function judgeItem(item: ItemRule, history: History): CompletenessItem {
  const { code, points, isVeto } = item;
  const say = (state: CompletenessItem['state'], detail = '', cost = points): CompletenessItem => ({ code, state, points: cost, isVeto, detail: detail.length > longest ? `${detail.slice(0, longest - 1)}…` : detail });
  const found = papersOf(item, history);
  const lacking = item.lacking?.(found, history);
  if (lacking && lacking.details.length > 0) return say('missing', lacking.details.join('、'), Math.min(points, lacking.pointsEach * lacking.details.length));
  if (found.length > 0) return say('present', describe(found));
  const need = item.isRequired(history);
  return need === 'required' ? say('missing') : say(need);
}

const describe = (rows: History['rows']): string => [...new Set(rows.map(({ title, formedOn }) => (formedOn === '' ? title : `${title}（${formedOn.slice(0, 4)}）`)))].slice(0, 6).join('、');
