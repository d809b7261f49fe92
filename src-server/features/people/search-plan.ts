import { normaliseTerm, type PersonTerm } from './person-terms.ts';

/** Start of a range in `person_terms`; `isWhole` kinds hold one term per person, so their rows name distinct persons. */
export type TermRange = { readonly kind: PersonTerm['kind']; readonly prefix: string; readonly isWhole: boolean };

const whole = (kind: PersonTerm['kind'], prefix: string): TermRange => ({ kind, prefix, isWhole: true });
const part = (kind: PersonTerm['kind'], prefix: string): TermRange => ({ kind, prefix, isWhole: false });

/**
 * What a query may mean, best meaning first. Null for an empty query (list everybody); an empty list for a query that can
 * match nothing. Everything is a prefix compared byte by byte: `%` and `_` stand for themselves.
 */
export function planSearch(query: string): readonly TermRange[] | null {
  if (query.trim() === '') return null;
  const text = normaliseTerm(query);
  if (text === '') return [];
  const ranges: TermRange[] = [];
  if (/^\d{4,17}[\dx]?$/.test(text)) ranges.push(whole('id-number', text));
  if (/^[a-z]+$/.test(text)) ranges.push(...spelt(text));
  else if (/[^\x20-\x7e]/.test(text)) ranges.push(whole('name', text), part('name-part', text));
  if (text.length >= 2) ranges.push(whole('archive-number', text));
  return ranges;
}

function spelt(letters: string): TermRange[] {
  // lü and nü are typed lv or lyu; the terms have v.
  const syllables = letters.replace(/([ln])yu/g, '$1v');
  const ranges = [whole('pinyin', syllables), part('pinyin-part', syllables)];
  // One letter starts the same persons' pinyin and initials.
  return letters.length === 1 ? ranges : [...ranges, whole('initials', letters), part('initials-part', letters)];
}
