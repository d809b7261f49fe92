import type { ClassCode } from './catalogue.ts';
import { classOfTitle } from './title-classes.ts';
import { nextSequence, type Material } from './volume.ts';

export type KnownPlace = Pick<Material, 'classCode' | 'sequence'>;

export type PlaceProposal = {
  readonly classCode: ClassCode | null;
  /** The next free number of the class; null without a class. */
  readonly sequence: number | null;
  /** What it was proposed from. */
  readonly because: 'title' | 'last' | 'nothing';
};

export type ProposalFacts = {
  /** As far as it is typed. */
  readonly title: string;
  /** The material filed last, or the one that lies before this one. */
  readonly last: KnownPlace | null;
  /** Numbers given already: in the catalogue and to other materials on the desk. */
  readonly taken: readonly KnownPlace[];
};

/** Class and number of the next material: what its title says, else one more of what came before. */
export function proposePlace({ title, last, taken }: ProposalFacts): PlaceProposal {
  const named = classOfTitle(title, last?.classCode ?? null);
  const classCode = named ?? last?.classCode ?? null;
  if (classCode === null) return { classCode: null, sequence: null, because: 'nothing' };
  return { classCode, sequence: nextSequence(last ? [...taken, last] : taken, classCode), because: named === null ? 'last' : 'title' };
}

const years = /(?<!\d)(19|20)\d{2}(?!\d)/g;

/** 年度考核登记表 and its like come in years: the title with its one year counted up; null when it has none, or several. */
export function nextInSeries(title: string): string | null {
  const found = title.match(years) ?? [];
  const [year] = found;
  return year === undefined || found.length > 1 ? null : title.replace(year, String(Number(year) + 1));
}
