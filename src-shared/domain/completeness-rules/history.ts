import type { ClassCode } from '../catalogue.ts';
import { isPartialDate } from '../partial-date.ts';

/** What is known of the person; null where nobody knows. */
export type PersonFacts = {
  readonly bornOn: string | null;
  readonly politicalStatus: string | null;
  readonly workStartedOn: string | null;
  readonly post: string | null;
};

/** What a row of a staged or a filed catalogue tells. */
export type CatalogueFacts = {
  readonly classCode: ClassCode | null;
  readonly sequence: number | null;
  readonly name: string;
  readonly formedOn: string | null;
  readonly remark: string;
};

/** A row as the items ask it: title without spaces and with half-width brackets; an unreadable date counts as none. */
export type Paper = { readonly classCode: ClassCode | null; readonly sequence: number | null; readonly title: string; readonly remark: string; readonly formedOn: string };

export type History = {
  readonly person: PersonFacts;
  readonly rows: readonly Paper[];
  readonly today: string;
  readonly workStartYear: number | null;
  /** The last year from which the volume has a paper: later ones may not be due, as the person may have left. */
  readonly lastYear: number | null;
};

/** Patterns with gaps are slow on endless text, and a hostile package has it. */
const longestText = 300;
const plain = (text: string): string => text.slice(0, longestText).normalize('NFKC').replace(/\s+/g, '');

export function readHistory(person: PersonFacts, catalogue: readonly CatalogueFacts[], today: string): History {
  const rows = catalogue.map(({ classCode, sequence, name, remark, formedOn }) => ({ classCode, sequence, title: plain(name), remark: plain(remark), formedOn: formedOn !== null && isPartialDate(formedOn) ? formedOn : '' }));
  const years = rows.map(({ formedOn }) => yearOf(formedOn)).filter(year => year !== null);
  return { person, rows, today, workStartYear: yearOf(person.workStartedOn), lastYear: years.length === 0 ? null : years.reduce((a, b) => Math.max(a, b)) };
}

export const yearOf = (date: string | null): number | null => (date !== null && isPartialDate(date) ? Number(date.slice(0, 4)) : null);

export type Need = 'required' | 'not-required' | 'cannot-tell';

/** Everybody has these. */
export const always = (): Need => 'required';
/** Required of some, and neither the roster nor the catalogue tells of whom. */
export const unknown = (): Need => 'cannot-tell';

export function ofPartyMembers({ person: { politicalStatus } }: History): Need {
  if (politicalStatus === null || politicalStatus.trim() === '') return 'cannot-tell';
  return /中共|共产党|^(预备)?党员$/.test(plain(politicalStatus)) ? 'required' : 'not-required';
}

/** 副科 and above; a post that merely has such a word in it (科员, 处员) is below. */
const leadingPost = /(科|处|局|厅|部|校|院|所|队|站|县|市|区|乡|镇|旗|盟|州|镇|司|署|行|社|馆|台|室|关|检察|园|庭|政委)长|主任(?!医师|护师|药师|技师|编辑|记者)|书记(?!员)|主席|调研员|巡视员|专员|政委|总(工程师|经济师|会计师)|常委/;

/** Appointed to such a post, and still in service after 1997 as the volume shows. */
export function ofLeadersSince1997({ person: { post }, lastYear }: History): Need {
  if (post === null || lastYear === null || lastYear < 1998) return 'cannot-tell';
  return leadingPost.test(plain(post)) ? 'required' : 'cannot-tell';
}

/** Who was recruited, promoted or appraised as a civil servant was registered as one. */
export function ofCivilServants({ rows }: History): Need {
  return rows.some(({ title, formedOn }) => /公务员(录用|考录|调任|职级|职务与职级|年度考核)/.test(title) && (yearOf(formedOn) ?? 0) >= 2006) ? 'required' : 'cannot-tell';
}

/** Whoever has worked for two years has been paid. */
export function ofWorkers({ workStartYear, today }: History): Need {
  return workStartYear !== null && workStartYear <= Number(today.slice(0, 4)) - 2 ? 'required' : 'cannot-tell';
}

/** With an appointment since 1997 comes what was found out before it. */
export function ofAppointedSince1997({ rows }: History): Need {
  return rows.some(({ classCode, title, formedOn }) => classCode === '9-2' && /任免(审批|呈报)/.test(title) && (yearOf(formedOn) ?? 0) >= 1997) ? 'required' : 'cannot-tell';
}
