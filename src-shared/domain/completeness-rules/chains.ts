import { formatMaterialNumber } from '../catalogue.ts';
import { findOtherClass } from '../import-rules/class-keywords.ts';
import { yearOf, type History, type Paper } from './history.ts';

/** What of a chain of papers is not there, in the field's words, and what each costs. */
export type Lacking = { readonly details: readonly string[]; readonly pointsEach: number };
type Judge = (found: readonly Paper[], history: History) => Lacking;

const has = (papers: readonly Paper[], pattern: RegExp): boolean => papers.some(({ title }) => pattern.test(title));
const since = (papers: readonly Paper[], year: number): readonly Paper[] => papers.filter(({ formedOn }) => (yearOf(formedOn) ?? 0) >= year);

const firstAppraisalYear = 1997;

/** The years since 1997 between the first and the last that the volume shows at work; without any form the item itself is missing. */
export const missingAppraisals: Judge = (found, { workStartYear, lastYear, today }) => {
  const covered = new Set(found.flatMap(yearsOfAppraisal));
  const first = Math.max(firstAppraisalYear, (workStartYear ?? Math.min(...covered, Number.MAX_SAFE_INTEGER)) + 1);
  const last = Math.min(Number(today.slice(0, 4)) - 2, lastYear ?? 0, Math.max(...covered, 0));
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return { details: years.filter(year => !covered.has(year)).map(String), pointsEach: 1 };
};

/**
 * The years that a form speaks for: those in its title (`2003年度`, `2001—2005年`), else the year it was formed and the one before, as
 * forms are filled in at the turn of the year.
 */
function yearsOfAppraisal({ title, formedOn }: Paper): readonly number[] {
  const [from, to] = [...title.matchAll(/(19|20)\d{2}/g)].map(([year]) => Number(year));
  if (from !== undefined) return Array.from({ length: Math.min(60, Math.max(1, (to ?? from) - from + 1)) }, (_, index) => from + index);
  const formed = yearOf(formedOn);
  return formed === null ? [] : [formed - 1, formed];
}

/** A graduate of the years after 1977 has marks beside the form. */
export const schoolChain: Judge = found => {
  const graduated = since(found, 1981).filter(({ title }) => /毕业生登记表/.test(title));
  const hasMarks = has(found, /成绩|学籍/);
  return { details: graduated.length > 0 && !hasMarks ? ['学习成绩表'] : [], pointsEach: 3 };
};

const postgraduateParts: readonly (readonly [string, RegExp])[] = [['报考登记表', /报考|报名/], ['成绩表', /成绩|学籍/], ['毕业登记表', /毕业/], ['学位材料', /学位/]];

/** Applies to whoever left one paper of such a study; a degree alone (同等学力) has no registration. */
export const postgraduateChain: Judge = (found, { rows }) => {
  if (!has(found, /研究生/)) return { details: [], pointsEach: 1 };
  const schooling = rows.filter(({ classCode }) => classCode === '4-1');
  return { details: postgraduateParts.filter(([, pattern]) => !has(schooling, pattern)).map(([name]) => name), pointsEach: 1 };
};

/** Degrees from abroad are certified (留学服务中心) since 2000. */
export const foreignDegree: Judge = found => {
  const degrees = since(found, 2000).filter(({ title }) => /(学历|学位|毕业)/.test(title) && !/认证/.test(title));
  return { details: degrees.length > 0 && !has(found, /认证/) ? ['国（境）外学历学位认证书'] : [], pointsEach: 2 };
};

/** A request or evidence without the answer from above. */
export const changeNeedsApproval: Judge = found => ({ details: found.length > 0 && !has(found, /批复|审批|认定|批准|审核|决定/) ? ['上级批复'] : [], pointsEach: 3 });

export const penaltyNeedsDecision: Judge = found => ({ details: found.length > 0 && !has(found, /决定|判决|裁定|结论|通知|意见/) ? ['处分（处理）决定'] : [], pointsEach: 4 });

const reforms: readonly (readonly [string, number, number])[] = [['1993年工资套改', 1993, 1996], ['2006年工资套改', 2006, 2009]];

/** The reforms that everybody in pay went through: missed where papers of pay lie before and after. */
export const salaryReforms: Judge = found => {
  const years = found.map(({ formedOn }) => yearOf(formedOn)).filter(year => year !== null);
  const isMissed = ([, from, to]: (typeof reforms)[number]): boolean => years.some(year => year < from) && years.some(year => year > to) && !years.some(year => year >= from && year <= to);
  return { details: reforms.filter(isMissed).map(([name]) => name), pointsEach: 2 };
};

export const classification: Judge = (_, { rows }) => ({
  details: rows.flatMap(({ classCode, sequence, title }) => (classCode !== null && sequence !== null && findOtherClass({ classCode, name: title }) !== null ? [formatMaterialNumber(classCode, sequence)] : [])),
  pointsEach: 1,
});
