import type { ClassCode } from '../../src-shared/domain/catalogue.ts';
import type { Random } from '../../src-server/features/demo/random.ts';

export type PlannedRow = { readonly classCode: ClassCode; readonly name: string; readonly formedOn: string; readonly pageCount: number; readonly remark: string };
export type LifeFacts = { readonly workStartedOn: string; readonly isLeader: boolean; readonly isPartyMember: boolean; readonly today: string };

/** Titles beside the main papers, as volumes have them; several stand at the border of what rules ask. */
const occasional: readonly (readonly [ClassCode, readonly string[]])[] = [
  ['1', ['公务员登记表', '职工登记表', '更改姓名的材料']],
  ['2', ['自传', '个人有关事项报告表', '个人思想汇报']],
  ['3', ['挂职锻炼鉴定表', '试用期满考核表', '考察材料', '民主评议情况']],
  ['4-2', ['专业技术职务任职资格评审表', '专业技术职务聘任表', '审计师资格考试合格登记表']],
  ['4-3', ['科研成果获奖证书', '著作、论文目录', '优秀人才推荐表']],
  ['4-4', ['党校学员登记表', '培训结业鉴定表', '干部培训考核登记表']],
  ['5', ['政治审查结论', '任期经济责任审计结果报告', '干部人事档案任前审核登记表']],
  ['8', ['处分决定', '本人检查', '解除处分决定']],
  ['9-3', ['因公出国（境）审批表', '因私出国(境)审批表']],
  ['9-4', ['党代会代表登记表', '人大代表登记表', '政协委员登记表']],
  ['10', ['体检表', '工伤认定材料', '关于任免审批表的情况说明', '报到证', '户口登记卡']],
];
const awards = ['先进工作者审批表', '优秀共产党员登记表', '年度考核优秀嘉奖审批表', '记功审批表'] as const;

/** 10 to 60 materials of a working life, in right order inside each class. */
export function planMaterials(random: Random, life: LifeFacts): readonly PlannedRow[] {
  const [start, now] = [Number(life.workStartedOn.slice(0, 4)), Number(life.today.slice(0, 4)) - 1];
  const year = (): number => random.int(start + 1, now);
  const row = (classCode: ClassCode, name: string, formedOn: string): PlannedRow => ({ classCode, name, formedOn, pageCount: random.chance(0.02) ? random.int(12, 40) : random.int(1, 6), remark: random.chance(0.1) ? '复印件' : '' });
  const dated = (classCode: ClassCode, name: string, at: number = year()): PlannedRow => row(classCode, name, partialDate(random, at));
  const years = Array.from({ length: now - Math.max(start, 1996) }, (_, index) => now - index).slice(0, random.int(0, 22));
  const plan = [
    dated('1', random.pick(['干部履历表', '干部简历表'])),
    dated('4-1', '高等学校学生学习成绩表', start),
    dated('4-1', '高等学校毕业生登记表', start),
    ...(life.isPartyMember ? planParty(row, year()) : [dated('6', '入团志愿书', start)]),
    dated('7', random.pick(awards)),
    dated('10', '体检表', start),
    ...years.map(at => dated('3', `${String(at - 1)}年度考核登记表`, at)),
    ...Array.from({ length: random.int(1, 12) }, () => dated('9-1', random.pick(['工资变动审批表', '工资级别登记表', '转正定级审批表']))),
    ...(life.isLeader ? planAppointments(random, { row, from: Math.max(start + 1, 1998), to: now }) : []),
    ...occasional.flatMap(([classCode, names]) => names.filter(() => random.chance(0.25)).map(name => dated(classCode, name))),
    ...(random.chance(0.3) ? [row('10', '抚恤材料', '')] : []),
  ];
  return withoutTwins(plan).toSorted(inOrder);
}

type MakeRow = (classCode: ClassCode, name: string, formedOn: string) => PlannedRow;

/** In the order of the papers' parts, which is not that of their dates. */
function planParty(row: MakeRow, year: number): readonly PlannedRow[] {
  return [row('6', '入党志愿书', `${String(year)}0701`), row('6', '入党申请书', String(year - 1)), row('6', '转正申请书', `${String(year + 1)}07`)];
}

/** Each with the inspection behind it, which is older than the form that it is attached to. */
function planAppointments(random: Random, { row, from, to }: { readonly row: MakeRow; readonly from: number; readonly to: number }): readonly PlannedRow[] {
  const years = [...new Set(Array.from({ length: random.int(1, 4) }, () => random.int(from, to)))];
  return years.flatMap(year => [row('9-2', '干部任免审批表', `${String(year)}0615`), row('9-2', '考察材料', `${String(year)}0520`)]);
}

function partialDate(random: Random, year: number): string {
  const precision = random.int(0, 2);
  const [month, day] = [random.int(1, 12), random.int(1, 28)].map(part => String(part).padStart(2, '0'));
  return `${String(year)}${precision > 0 ? month! : ''}${precision > 1 ? day! : ''}`;
}

function withoutTwins(plan: readonly PlannedRow[]): readonly PlannedRow[] {
  const key = ({ name, formedOn }: PlannedRow): string => name + formedOn;
  return plan.filter((row, index) => plan.findIndex(other => key(other) === key(row)) === index);
}

/** Parts of a party file, penalties and attachments stay as planned. */
function inOrder(a: PlannedRow, b: PlannedRow): number {
  if (a.classCode !== b.classCode) return a.classCode < b.classCode ? -1 : 1;
  if (a.classCode === '6' || a.classCode === '8') return 0;
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : Number(left > right);
}

/** An inspection counts as of the form it is attached to, and stands behind it. */
const sortKey = ({ classCode, name, formedOn }: PlannedRow): string => (classCode === '9-2' && name === '考察材料' ? `${formedOn.slice(0, 4)}0615 ` : formedOn === '' ? '9' : formedOn);
