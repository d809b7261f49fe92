import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classCodes, type ClassCode } from '../../../src-shared/domain/catalogue.ts';
import { Completeness, type CompletenessItem } from '../../../src-shared/domain/completeness.ts';
import { completenessItems, judgeCompleteness, type CatalogueFacts, type PersonFacts } from '../../../src-shared/domain/completeness-rules.ts';
import { keysAt, readWords } from '../../support/locale-words.ts';

const today = '20261128';
const nobody: PersonFacts = { bornOn: null, politicalStatus: null, workStartedOn: null, post: null };
const clerk: PersonFacts = { bornOn: '19700101', politicalStatus: '群众', workStartedOn: '199207', post: '科员' };
const paper = (classCode: ClassCode, name: string, formedOn = ''): CatalogueFacts => ({ classCode, sequence: 1, name, formedOn, remark: '' });

const appraisals = (from: number, to: number): readonly CatalogueFacts[] => Array.from({ length: to - from + 1 }, (_, index) => paper('3', `${String(from + index)}年度考核登记表`, `${String(from + index + 1)}01`));
const clerksVolume: readonly CatalogueFacts[] = [
  paper('1', '干部履历表', '1999'), paper('4-1', '学生成绩表', '199207'), paper('4-1', '高等学校毕业生登记表', '199207'),
  paper('9-1', '转正定级审批表', '199307'), paper('9-1', '工资套改审批表', '199311'), paper('9-1', '工资变动审批表', '200610'), paper('9-1', '工资变动审批表', '2024'), ...appraisals(1997, 2024),
];
const judge = (person: PersonFacts, rows: readonly CatalogueFacts[], code: string): CompletenessItem | undefined => judgeCompleteness(person, rows, today).items.find(item => item.code === code);
const stateOf = (person: PersonFacts, rows: readonly CatalogueFacts[], code: string): string | undefined => judge(person, rows, code)?.state;

describe('the review table', () => {
  test('has 23 items of 100 points together, and vetoes beside them', () => {
    const scored = completenessItems.filter(({ points }) => points > 0);
    expect(scored).toHaveLength(23);
    expect(scored.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    expect(completenessItems.filter(({ isVeto }) => isVeto).map(({ code }) => code)).toEqual(['appointment', 'civil-servant-registration', 'no-alteration', 'own-papers']);
  });

  test('has words for each item in both languages', () => {
    const codes = completenessItems.map(({ code }) => code).toSorted();
    for (const language of ['zh-CN', 'en'] as const) expect(keysAt(readWords(language, 'completeness'), 'items')).toEqual(codes);
  });
});

describe('the completeness of a volume', () => {
  test('is excellent where nothing is missed', () => {
    const { score, verdict, items } = judgeCompleteness(clerk, clerksVolume, today);
    expect(items.filter(({ state }) => state === 'missing')).toEqual([]);
    expect([score, verdict]).toEqual([100, 'excellent']);
  });

  test('costs nothing for what person and catalogue cannot tell', () => {
    const { items } = judgeCompleteness(nobody, [], today);
    // Two things everybody has; all others depend on what is not known.
    expect(items.filter(({ state }) => state === 'missing').map(({ code }) => code)).toEqual(['resume', 'education']);
    expect(items.filter(({ state }) => state === 'present')).toEqual([]);
  });

  test.each([[100, 'excellent'], [97, 'excellent'], [95, 'passed'], [90, 'passed'], [89, 'failed']] as const)('of %i points is %s', (wanted, verdict) => {
    const lost = 100 - wanted;
    const withoutYears = clerksVolume.filter(({ name }) => !Array.from({ length: Math.min(lost, 10) }, (_, index) => `${String(2000 + index)}年度考核登记表`).includes(name));
    const rows = lost > 10 ? [...withoutYears, paper('3', '干部任免审批表', '2001')] : withoutYears;
    expect(judgeCompleteness(clerk, rows, today)).toMatchObject({ score: wanted, verdict });
  });

  test('is between 0 and 100 for any catalogue', () => {
    const row = fc.record({ classCode: fc.constantFrom(...classCodes, null), sequence: fc.option(fc.nat()), name: fc.constantFrom('年度考核登记表', '研究生毕业登记表', '入党志愿书', '处分材料', '留学学位证书', '9999年度考核'), formedOn: fc.constantFrom(null, '', '1990', '202013', '19991231'), remark: fc.string() });
    fc.assert(fc.property(fc.array(row), rows => {
      const completeness = judgeCompleteness({ ...clerk, politicalStatus: '中共党员', post: '局长' }, rows, today);
      expect(Completeness.parse(completeness)).toEqual(completeness);
    }));
  });
});

describe('an item of the review table', () => {
  test('入党志愿书 is required of members of the party alone', () => {
    expect(judge({ ...clerk, politicalStatus: '中共党员' }, clerksVolume, 'party-admission')).toMatchObject({ state: 'missing', points: 8 });
    expect(stateOf({ ...clerk, politicalStatus: '中共预备党员' }, clerksVolume, 'party-admission')).toBe('missing');
    expect(stateOf({ ...clerk, politicalStatus: '民盟盟员' }, clerksVolume, 'party-admission')).toBe('not-required');
    expect(stateOf({ ...clerk, politicalStatus: null }, clerksVolume, 'party-admission')).toBe('cannot-tell');
    expect(stateOf({ ...clerk, politicalStatus: '中共党员' }, [paper('6', '中国共产党入党志愿书')], 'party-admission')).toBe('present');
  });

  test('任免审批表 is required of leaders in service after 1997, and fails the volume by itself', () => {
    const leader = { ...clerk, post: '市财政局副局长' };
    expect(judgeCompleteness(leader, clerksVolume, today)).toMatchObject({ score: 90, verdict: 'failed' });
    expect(stateOf(leader, [...clerksVolume, { ...paper('9-2', '干部任免审批表', '2005'), remark: '附考察材料' }], 'appointment')).toBe('present');
    expect(stateOf({ ...clerk, post: '主任医师' }, clerksVolume, 'appointment')).toBe('cannot-tell');
    expect(stateOf(leader, [paper('1', '干部履历表', '1988')], 'appointment')).toBe('cannot-tell');
  });

  test('an appointment since 1997 comes with its inspection, in a row or in a remark', () => {
    const appointed = paper('9-2', '干部任免审批表', '2005');
    expect(stateOf(clerk, [appointed], 'inspection')).toBe('missing');
    expect(stateOf(clerk, [{ ...appointed, remark: '附考察材料' }], 'inspection')).toBe('present');
    expect(stateOf(clerk, [paper('9-2', '干部任免呈报表', '1990')], 'inspection')).toBe('cannot-tell');
  });

  test('appraisals are missed year by year, each for a point, between the start of work and the last paper', () => {
    const rows = clerksVolume.filter(({ name }) => !/^(2003|2007)年度/.test(name));
    expect(judge(clerk, rows, 'annual-appraisal')).toMatchObject({ state: 'missing', points: 2, detail: '2003、2007' });
    expect(stateOf(clerk, [...rows, paper('3', '2001-2009年度考核登记表')], 'annual-appraisal')).toBe('present');
    expect(judge(clerk, [paper('1', '干部履历表', '1999')], 'annual-appraisal')).toMatchObject({ state: 'missing', points: 10 });
    expect(stateOf({ ...clerk, workStartedOn: '2026' }, [], 'annual-appraisal')).toBe('cannot-tell');
  });

  test('a form of the turn of the year speaks for either year', () => {
    const rows = Array.from({ length: 10 }, (_, index) => paper('3', '年度考核登记表', `${String(1998 + 2 * index)}01`));
    expect(stateOf({ ...clerk, workStartedOn: '1996' }, rows, 'annual-appraisal')).toBe('present');
  });

  test('a chain of studies names its missing parts', () => {
    expect(judge(clerk, [paper('4-1', '高等学校毕业生登记表', '199207')], 'education')).toMatchObject({ state: 'missing', points: 3, detail: '学习成绩表' });
    expect(stateOf(clerk, [paper('4-1', '中专毕业生登记表', '1965')], 'education')).toBe('present');
    expect(judge(clerk, [paper('4-1', '硕士研究生毕业登记表', '200107'), paper('4-1', '研究生成绩表', '2001')], 'postgraduate')).toMatchObject({ state: 'missing', points: 2, detail: '报考登记表、学位材料' });
    expect(stateOf(clerk, [paper('4-1', '硕士学位证书', '2001')], 'postgraduate')).toBe('present');
    expect(stateOf(clerk, clerksVolume, 'postgraduate')).toBe('cannot-tell');
    expect(stateOf(clerk, [paper('4-1', '国外硕士学位证书', '2005')], 'foreign-degree')).toBe('missing');
    expect(stateOf(clerk, [paper('4-1', '国外硕士学位证书', '2005'), paper('4-1', '国（境）外学历学位认证书', '2006')], 'foreign-degree')).toBe('present');
  });

  test('a change of birth date needs the answer from above, a penalty its decision', () => {
    expect(stateOf(clerk, [paper('1', '关于更改出生日期的申请', '1995')], 'birth-change')).toBe('missing');
    expect(stateOf(clerk, [paper('1', '关于更改出生日期的申请', '1995'), paper('1', '关于同意更改出生日期的批复', '1995')], 'birth-change')).toBe('present');
    expect(stateOf(clerk, [paper('8', '本人检查', '1995')], 'penalties')).toBe('missing');
    expect(stateOf(clerk, [paper('8', '关于给予警告处分的决定', '1995')], 'penalties')).toBe('present');
    expect(stateOf(clerk, [], 'penalties')).toBe('cannot-tell');
  });

  test('a reform of pay is missed where papers lie before and after it', () => {
    expect(judge(clerk, [paper('9-1', '工资表', '1992'), paper('9-1', '工资变动审批表', '2000')], 'salary')).toMatchObject({ state: 'missing', points: 2, detail: '1993年工资套改' });
    expect(stateOf(clerk, [paper('9-1', '工资变动审批表', '2000')], 'salary')).toBe('present');
  });

  test('whoever was recruited as a civil servant was registered as one', () => {
    const recruited = paper('9-2', '公务员录用审批表', '2010');
    expect(stateOf(clerk, [recruited], 'civil-servant-registration')).toBe('missing');
    expect(judgeCompleteness(clerk, [...clerksVolume, recruited], today).verdict).toBe('failed');
    expect(stateOf(clerk, [recruited, paper('1', '公务员登记表', '2011')], 'civil-servant-registration')).toBe('present');
    expect(stateOf(clerk, clerksVolume, 'civil-servant-registration')).toBe('cannot-tell');
  });

  test('a paper in the wrong class costs a point and is named', () => {
    expect(judge(clerk, [{ ...paper('3', '干部任免审批表', '2001'), sequence: 4 }], 'classification')).toMatchObject({ state: 'missing', points: 1, detail: '3-4' });
  });

  test('seals, tears and alterations are left to eyes', () => {
    for (const code of ['appointment-formalities', 'catalogue-legible', 'undamaged', 'no-alteration', 'own-papers']) expect(stateOf(clerk, clerksVolume, code)).toBe('cannot-tell');
  });
});
