import { pinyin } from 'pinyin-pro';
import type { Schema } from '../../db/schema.ts';

export type PersonTerm = Schema['personTerms'];
type TermKind = PersonTerm['kind'];

/** Longer names are cut: rows of the roster have at most this many syllables. */
const maxSyllables = 30;

/** One spelling for what is stored and what is typed: no width, case, blanks, name dots (`阿不都·买买提`) or apostrophes (`xi'an`). */
export function normaliseTerm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•・‧∙.'’]/g, '')
    .replace(/ü/g, 'v');
}

/** Every term under which `people.search` finds a person, ready for the table `person_terms`. */
export function personTermsOf(person: { readonly id: string; readonly name: string; readonly idNumber: string; readonly archiveNumber: string }): PersonTerm[] {
  const name = normaliseTerm(person.name);
  const syllables = syllablesOf(name);
  const initials = syllables.map(syllable => syllable.slice(0, 1));
  const found = new Map<string, PersonTerm>();
  const add = (kind: TermKind, term: string): void => {
    if (term !== '') found.set(`${kind} ${term}`, { kind, term, personId: person.id });
  };
  addSuffixes(add, 'name', Array.from(name));
  addSuffixes(add, 'pinyin', syllables);
  addSuffixes(add, 'initials', initials);
  add('id-number', normaliseTerm(person.idNumber));
  add('archive-number', normaliseTerm(person.archiveNumber));
  return [...found.values()];
}

/** The whole under its kind, every later start under `…-part`: who begins with what was typed is listed before who contains it. */
function addSuffixes(add: (kind: TermKind, term: string) => void, kind: 'name' | 'pinyin' | 'initials', pieces: readonly string[]): void {
  pieces.slice(0, maxSyllables).forEach((_, start) => {
    add(start === 0 ? kind : `${kind}-part`, pieces.slice(start, maxSyllables).join(''));
  });
}

/** Surnames get their surname reading (单 shàn, 仇 qiú, 尉迟 yùchí); letters in a name stand for themselves; what has no reading is left out. */
function syllablesOf(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', surname: 'head', v: true, nonZh: 'consecutive' })
    .map(syllable => syllable.toLowerCase())
    .filter(syllable => /^[a-z]+$/.test(syllable));
}
