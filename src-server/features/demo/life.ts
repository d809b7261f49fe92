import type { Gender, PersonStatus } from '#shared/domain/person';
import type { Random } from './random.ts';

export type Step = { readonly from: string; readonly until: string | null; readonly place: string; readonly post: string };
export type Study = { readonly school: string; readonly major: string; readonly from: string; readonly until: string; readonly degree: string };
export type Kin = { readonly relation: string; readonly name: string; readonly born: string; readonly politics: string; readonly work: string };

/** What the papers of one file must agree on. Dates are partial dates. */
export type Life = {
  readonly study: Study;
  readonly workStartedOn: string;
  /** Day of admission to the party, null outside it. */
  readonly joinedPartyOn: string | null;
  readonly steps: readonly Step[];
  readonly kin: readonly Kin[];
  readonly rank: string;
};

/** The demonstration's "now": ages, terms and papers are counted back from here. */
export const demoToday = '20261101';
const demoYear = 2026;

const schools: readonly { readonly name: string; readonly years: readonly number[]; readonly majors: readonly string[] }[] = [
  { name: '朔宁大学', years: [4], majors: ['汉语言文学', '行政管理', '法学', '计算机科学与技术'] },
  { name: '北辰师范学院', years: [3, 4], majors: ['数学教育', '汉语言文学', '思想政治教育'] },
  { name: '朔宁财经学院', years: [3, 4], majors: ['会计学', '财政学', '统计学'] },
  { name: '朔宁农牧学院', years: [3, 4], majors: ['草业科学', '农业机械化', '畜牧兽医'] },
  { name: '朔宁工学院', years: [4], majors: ['水利工程', '土木工程', '计算机应用'] },
  { name: '北辰医学专科学校', years: [3], majors: ['临床医学', '预防医学', '卫生管理'] },
  { name: '北辰市农牧学校', years: [2], majors: ['农业会计', '畜牧兽医', '文秘'] },
];
const juniorPosts = ['科员', '办事员', '科员'] as const;
const seniorPosts = ['科员', '副主任科员', '副科长', '办公室副主任', '科长', '主任科员', '办公室主任', '副局长', '四级调研员', '副主任', '党组成员、副局长', '党组书记、局长'] as const;

const yearMonth = (year: number, month: number): string => `${String(year)}${String(month).padStart(2, '0')}`;
const fullDate = (random: Random, year: number): string => `${yearMonth(year, random.int(1, 12))}${String(random.int(1, 28)).padStart(2, '0')}`;

export function makeStudy(random: Random, bornYear: number): Study {
  // Two years at a secondary school were common before the colleges grew.
  const school = random.pick(bornYear < 1975 ? schools : schools.slice(0, -1));
  const years = random.pick(school.years);
  const entered = bornYear + random.int(17, 19);
  const degree = years === 4 ? '大学本科' : years === 3 ? '大学专科' : '中专';
  return { school: school.name, major: random.pick(school.majors), from: yearMonth(entered, 9), until: yearMonth(entered + years, 7), degree };
}

/** A department has a head where an office has a director; only party members sit in its leading group. */
function titleIn(place: string, { post, isMember }: { readonly post: string; readonly isMember: boolean }): string {
  const title = isMember ? post : post.replace('党组成员、', '').replace('党组书记、', '');
  if (place.endsWith('组织部')) return title.replace('党组', '部务会').replace('局长', '部长');
  return /(委员会|中心)$/.test(place) ? title.replace('局长', '主任') : title;
}

type StepFrame = { readonly isMember: boolean; readonly startYear: number; readonly endYear: number | null; readonly unitName: string; readonly otherUnits: readonly string[] };

/** Posts one after another without a gap, the last one in the present unit. */
export function makeSteps(random: Random, { startYear, endYear, unitName, otherUnits, isMember }: StepFrame): Step[] {
  const lastYear = endYear ?? demoYear;
  const count = Math.max(1, Math.min(6, Math.floor((lastYear - startYear) / random.int(4, 7))));
  const top = Math.min(seniorPosts.length - 1, 1 + Math.floor((lastYear - startYear) / 3.6));
  const starts = Array.from({ length: count }, (_, index) => yearMonth(startYear + Math.round(((lastYear - startYear) * index) / count), index === 0 ? 8 : random.int(1, 12)));
  return starts.map((from, index) => {
    const isLast = index === count - 1;
    const post = index === 0 ? random.pick(juniorPosts) : (seniorPosts[Math.round((top * (index + random.between(0, 0.4))) / count)] ?? '科员');
    const place = isLast || index > count - 3 || otherUnits.length === 0 ? unitName : random.pick(otherUnits);
    return { from, until: isLast ? (endYear === null ? null : yearMonth(endYear, 10)) : (starts[index + 1] ?? null), place, post: titleIn(place, { post, isMember }) };
  });
}

type KinFrame = { readonly name: string; readonly gender: Gender; readonly bornYear: number };

const kinWork = ['退休', '务农', '北辰市第一中学教师', '松岚旗供销社退休职工', '北辰市第二医院护士', '朔宁大学学生', '雁川县国土资源局干部'] as const;
const kinGiven = Array.from('德明志国玉兰秀英桂芳建军文华丽萍海霞永福');

export function makeKin(random: Random, { name, gender, bornYear }: KinFrame): Kin[] {
  const surname = name.includes('·') ? '' : name.slice(0, 1);
  const call = (ownSurname: string): string => (ownSurname === '' ? random.pick(['巴特尔', '阿依古丽', '努尔兰', '萨仁']) : ownSurname + random.pick(kinGiven) + random.pick(kinGiven));
  const other = (): string => call(surname === '' ? '' : random.pick(Array.from('张李赵孙周吴郑刘')));
  const born = (offset: number): string => `${String(bornYear + offset)}.${String(random.int(1, 12)).padStart(2, '0')}`;
  const kin = (relation: string, who: string, offset: number): Kin => ({
    relation,
    name: who,
    born: born(offset),
    politics: random.pick(['群众', '中共党员', '群众', '共青团员']),
    work: random.pick(kinWork),
  });
  const parents = [kin('父亲', call(surname), -random.int(23, 31)), kin('母亲', other(), -random.int(21, 29))];
  if (demoYear - bornYear < 27) return parents;
  const spouse = kin(gender === 'male' ? '妻子' : '丈夫', other(), random.int(-3, 3));
  const children = demoYear - bornYear < 31 ? [] : [kin(random.pick(['儿子', '女儿']), call(surname), random.int(25, 30))];
  return [...parents, spouse, ...children];
}

type LifeFrame = KinFrame & { readonly status: PersonStatus; readonly unitName: string; readonly otherUnits: readonly string[]; readonly isMember: boolean };

export function makeLife(random: Random, frame: LifeFrame): Life {
  const study = makeStudy(random, frame.bornYear);
  const startYear = Number(study.until.slice(0, 4));
  const endYear = frame.status === 'in-service' ? null : Math.min(demoYear - 1, frame.bornYear + (frame.status === 'retired' ? 60 : 52));
  const joinedYear = Math.min(demoYear - 1, frame.bornYear + random.int(21, 30));
  const steps = makeSteps(random, { startYear, endYear, unitName: frame.unitName, otherUnits: frame.otherUnits, isMember: frame.isMember });
  return {
    study,
    workStartedOn: yearMonth(startYear, 8),
    joinedPartyOn: frame.isMember ? fullDate(random, joinedYear) : null,
    steps,
    kin: makeKin(random, frame),
    rank: steps.at(-1)?.post ?? '科员',
  };
}
