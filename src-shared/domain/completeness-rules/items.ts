import type { ClassCode } from '../catalogue.ts';
import { changeNeedsApproval, classification, foreignDegree, missingAppraisals, penaltyNeedsDecision, postgraduateChain, salaryReforms, schoolChain, type Lacking } from './chains.ts';
import { always, ofAppointedSince1997, ofCivilServants, ofLeadersSince1997, ofPartyMembers, ofWorkers, unknown, type History, type Need, type Paper } from './history.ts';

/** One item of the review table: a paper that satisfies it, of whom it is required, and what of its chain may be lacking. */
export type ItemRule = {
  readonly code: string;
  readonly points: number;
  /** 单项否决 */
  readonly isVeto: boolean;
  /** Where it lies (empty: anywhere) and how its title or remark reads. */
  readonly papers: { readonly classes: readonly ClassCode[]; readonly title: RegExp };
  readonly isRequired: (history: History) => Need;
  /** Parts that are not there although others of the chain are; each costs points of its own, together never more than the item. */
  readonly lacking?: (found: readonly Paper[], history: History) => Lacking;
};

type Rest = Pick<ItemRule, 'isRequired' | 'lacking'> & { readonly isVeto?: boolean };
const item = <const Code extends string>(code: Code, points: number, { classes, title, isVeto = false, ...rest }: ItemRule['papers'] & Rest): ItemRule & { readonly code: Code } => ({ code, points, isVeto, papers: { classes, title }, ...rest });
/** Seals, signatures, tears: only eyes can tell. */
const byEye = <const Code extends string>(code: Code, points: number, isVeto = false): ItemRule & { readonly code: Code } => item(code, points, { classes: [], title: /(?!)/, isRequired: unknown, isVeto });

/**
 * The 23 items of a published review table (干部人事档案审核验收), 100 points together, and three vetoes that cost none. Points of single
 * items are published for 职称 and 入党志愿书 only; the others are weighed alike and may be set otherwise here.
 */
export const completenessItems = [
  item('resume', 5, { classes: ['1'], title: /履历|简历|登记表/, isRequired: always }),
  item('pre-appointment-inspection', 3, { classes: ['3', '9-2'], title: /任前.*考察|考察.*任前|民主推荐/, isRequired: unknown }),
  item('inspection', 5, { classes: ['3', '9-2'], title: /考察/, isRequired: ofAppointedSince1997 }),
  item('audit', 2, { classes: ['3', '5'], title: /审计/, isRequired: unknown }),
  item('annual-appraisal', 10, { classes: ['3'], title: /年度考核|年终考核|考核登记表|年度.*考评/, isRequired: ofWorkers, lacking: missingAppraisals }),
  item('education', 8, { classes: ['4-1'], title: /毕业|学历|学位|学籍|成绩|学生登记|招生|报考|肄业|结业/, isRequired: always, lacking: schoolChain }),
  item('postgraduate', 4, { classes: ['4-1'], title: /研究生|硕士|博士/, isRequired: unknown, lacking: postgraduateChain }),
  item('party-school', 2, { classes: ['4-1', '4-4'], title: /党校/, isRequired: unknown }),
  item('foreign-degree', 2, { classes: ['4-1'], title: /国外|境外|国\(境\)外|留学/, isRequired: unknown, lacking: foreignDegree }),
  item('training', 2, { classes: ['4-4'], title: /培训|学习|进修|结业|学员/, isRequired: unknown }),
  item('professional-title', 4, { classes: ['4-2'], title: /评审|聘任|任职资格|职称|专业技术/, isRequired: unknown }),
  item('qualification', 2, { classes: ['4-2', '4-1'], title: /资格.*考试|考试.*(合格|登记)|执业资格|职业资格/, isRequired: unknown }),
  item('birth-change', 3, { classes: [], title: /(更改|变更|更正|认定).*(出生|年龄)|(出生|年龄).*(更改|变更|更正|认定)/, isRequired: unknown, lacking: changeNeedsApproval }),
  item('work-start-change', 3, { classes: [], title: /(更改|变更|更正|认定).*(参加工作|工龄)|(参加工作|工龄).*(更改|变更|更正|认定)/, isRequired: unknown, lacking: changeNeedsApproval }),
  item('party-admission', 8, { classes: [], title: /入党志愿书/, isRequired: ofPartyMembers }),
  item('awards', 3, { classes: ['7'], title: /./, isRequired: unknown }),
  item('penalties', 4, { classes: ['8'], title: /./, isRequired: unknown, lacking: penaltyNeedsDecision }),
  item('salary', 6, { classes: ['9-1'], title: /./, isRequired: ofWorkers, lacking: salaryReforms }),
  item('appointment', 10, { classes: ['9-2'], title: /任免|任职|任命|聘任|提拔/, isRequired: ofLeadersSince1997, isVeto: true }),
  byEye('appointment-formalities', 4),
  { ...byEye('classification', 4), lacking: classification },
  byEye('catalogue-legible', 3),
  byEye('undamaged', 3),
  item('civil-servant-registration', 0, { classes: [], title: /公务员(登记|法管理.*登记)|参照公务员.*登记/, isRequired: ofCivilServants, isVeto: true }),
  byEye('no-alteration', 0, true),
  byEye('own-papers', 0, true),
] as const satisfies readonly ItemRule[];

/** 履历表, 学历, 入党志愿书, 任免审批表: without these an import is questioned (rule C10). */
export const coreItems = ['resume', 'education', 'party-admission', 'appointment'] as const;
export type CoreItem = (typeof coreItems)[number];
