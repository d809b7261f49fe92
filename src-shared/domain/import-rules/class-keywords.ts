import type { ClassCode } from '../catalogue.ts';
import type { StagedRow } from '../staged-volume.ts';

type Keyword = { readonly pattern: RegExp; readonly classes: readonly ClassCode[] };

/**
 * Titles that name their class. Only what no other class may carry: a hint that is often wrong is soon not read. Where the schemes of
 * 2009 and 2018 differ (审计 3 or 5; 录用, 入伍 and 学生登记表 formerly 1) both are right, as old volumes are not sorted anew.
 */
const keywords: readonly Keyword[] = [
  { pattern: /任免(审批|呈报)表|任免审批/, classes: ['9-2'] },
  { pattern: /^(干部|公务员|个人)?履历表|干部简历表/, classes: ['1'] },
  { pattern: /^(本人|个人)?自传/, classes: ['2'] },
  { pattern: /年度考核|考核登记表$/, classes: ['3'] },
  { pattern: /考察(材料|报告)/, classes: ['3', '9-2'] },
  { pattern: /毕业生登记表|学(生)?籍(表|卡)|学习?成绩(表|单|册)|学位(申请|授予)|授予学位|报考.*研究生|研究生.*登记表/, classes: ['4-1'] },
  { pattern: /(任职)?资格评审表|专业技术职务.*(评审|聘任|审批)/, classes: ['4-2'] },
  { pattern: /任前审核|审核认定|政治审查|经济责任审计/, classes: ['3', '5'] },
  { pattern: /入[党团]志愿书|入[党团]申请书|转正申请书|(?<!优秀共产)党员登记表/, classes: ['6'] },
  { pattern: /(?<!解除|撤销)处分(决定|通知)|解除.*处分|刑事判决书/, classes: ['8'] },
  { pattern: /(工资|薪级|津贴).*(审批表|变动表|套改)|工资.*(登记表|定级表)/, classes: ['9-1'] },
  { pattern: /(因[公私])?出国\(境\).*(审批|审查|备案|登记)|因[公私]出国/, classes: ['9-3'] },
  { pattern: /(党代会|人大|人民代表大会|党代表大会)代表.*登记表|政协委员.*登记表/, classes: ['9-4'] },
];

/** Titles about something else that carry such a word. */
const exceptions = /嘉奖|奖励|记功|表彰|先进|优秀|情况说明|(关于|有关).*的(请示|批复|函)|培训|党校/;

/** Patterns with gaps are slow on endless text, and a hostile package has it. */
const longestTitle = 300;

/** The classes (`9-2`, `3 / 9-2`) that the title of this row speaks for, when it lies in another. */
export function findOtherClass({ name, classCode }: Pick<StagedRow, 'name' | 'classCode'>): string | null {
  const title = name.slice(0, longestTitle).normalize('NFKC').replace(/\s+/g, '');
  if (classCode === null || classCode === '10' || exceptions.test(title)) return null;
  const matching = keywords.filter(({ pattern }) => pattern.test(title));
  const isRight = matching.length === 0 || matching.some(({ classes }) => classes.includes(classCode));
  return isRight ? null : (matching[0]?.classes.join(' / ') ?? null);
}
