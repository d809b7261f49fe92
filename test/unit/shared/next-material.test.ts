import { describe, expect, test } from 'vitest';
import { classCodes, type ClassCode } from '#shared/domain/catalogue';
import { commonTitles, suggestTitles } from '#shared/domain/common-titles';
import { nextInSeries, proposePlace, type KnownPlace } from '#shared/domain/next-material';
import { classOfTitle } from '#shared/domain/title-classes';

const place = (classCode: ClassCode, sequence: number): KnownPlace => ({ classCode, sequence });

describe('the class that a title speaks for', () => {
  test.each<readonly [ClassCode, readonly string[]]>([
    ['1', ['干部履历表', '1999年干部履历表', '教师登记表', '更改姓名的材料', '姓名变更审批表']],
    ['2', ['自传', '个人有关事项报告', '思想汇报', '民主生活会对照检查材料']],
    ['3', ['2019年度考核登记表', '公务员年度考核登记表', '挂职锻炼鉴定表', '试用期满考核表', '援藏干部考核表']],
    ['4-1', ['高等学校毕业生登记表', '学生学习成绩表', '硕士学位申请书', '报考研究生登记表', '招生考试考生登记表', '党校学历证书复印件', '学籍卡']],
    ['4-2', ['专业技术职务任职资格评审表', '高级工程师资格评审表', '职称外语考试合格证', '执业资格注册表', '专业技术职务聘任表']],
    ['4-3', ['科研成果鉴定书', '发表论文目录', '国家发明专利证书']],
    ['4-4', ['党校学员登记表', '培训结业鉴定表', '中青年干部培训班考核登记表']],
    ['5', ['政治审查结论', '任期经济责任审计结果报告', '干部人事档案任前审核登记表', '出生日期认定材料', '政审表']],
    ['6', ['入党志愿书', '1985年党员登记表', '入团志愿书', '转正申请书', '民盟盟员登记表']],
    ['7', ['优秀共产党员审批表', '嘉奖审批表', '三等功立功审批表', '教学奖励审批表', '先进事迹材料', '优秀教师审批表']],
    ['8', ['关于给予某某警告处分的决定', '解除处分决定', '刑事判决书', '违纪问题核查结论']],
    ['9-1', ['工资变动审批表', '1993年机关工作人员工资套改审批表', '薪级工资登记表', '转正定级审批表']],
    ['9-2', ['干部任免审批表', '公务员录用审批表', '公务员登记表', '应征公民入伍登记表', '退休审批表', '调动审批表', '任免审批表附考察材料']],
    ['9-3', ['因公出国(境)审批表', '因私出国（境）审批表', '赴港澳人员审批表']],
    ['9-4', ['党代会代表登记表', '政协委员登记表', '人大代表登记表']],
    ['10', ['体检表', '报到证', '情况说明', '工伤认定材料']],
  ])('%s', (code, titles) => {
    expect(titles.map(title => [title, classOfTitle(title, null)])).toEqual(titles.map(title => [title, code]));
  });

  test('is known for every title that the desk offers', () => {
    const wrong = classCodes.flatMap(code => commonTitles[code].filter(title => classOfTitle(title, code) !== code).map(title => [code, title]));
    expect(wrong).toEqual([]);
  });

  test('depends on what lies before it for 考察材料', () => {
    expect([classOfTitle('考察材料', '9-2'), classOfTitle('考察材料', '3'), classOfTitle('考察报告', null)]).toEqual(['9-2', '3', '3']);
  });

  test('is not guessed from half a word or from nothing', () => {
    expect(['', ' ', '表', '某某某某'].map(title => classOfTitle(title, '1'))).toEqual([null, null, null, null]);
  });
});

describe('class and number of the next material', () => {
  test('follow the last one filed while the title is not written', () => {
    expect(proposePlace({ title: '', last: place('3', 4), taken: [place('3', 1), place('3', 4)] })).toEqual({ classCode: '3', sequence: 5, because: 'last' });
  });

  test('follow the title once it says something else', () => {
    expect(proposePlace({ title: '干部任免审批表', last: place('3', 4), taken: [place('9-2', 2)] })).toEqual({ classCode: '9-2', sequence: 3, because: 'title' });
  });

  test('leave numbers out that other materials on the desk have', () => {
    expect(proposePlace({ title: '入党申请书', last: null, taken: [place('6', 1), place('6', 2)] }).sequence).toBe(3);
    expect(proposePlace({ title: '', last: place('6', 2), taken: [place('6', 3)] }).sequence).toBe(4);
  });

  test('are not made up for the first material of an empty volume', () => {
    expect(proposePlace({ title: '', last: null, taken: [] })).toEqual({ classCode: null, sequence: null, because: 'nothing' });
  });
});

test.each([
  ['2019年度考核登记表', '2020年度考核登记表'],
  ['公务员年度考核登记表（1999）', '公务员年度考核登记表（2000）'],
  ['2018至2019学年成绩表', null],
  ['干部履历表', null],
  ['编号20190001', null],
])('after %s comes %s', (title, next) => {
  expect(nextInSeries(title)).toBe(next);
});

test('titles are offered of the class first, and of every class for what is typed', () => {
  expect(suggestTitles('6', '')).toEqual(commonTitles['6']);
  expect(suggestTitles(null, '')).toEqual([]);
  expect(suggestTitles('9-2', '考')[0]).toBe('考察材料');
  expect(suggestTitles('9-2', '志愿')).toEqual(['入党志愿书', '入团志愿书']);
  expect(suggestTitles('6', '入党志愿书')).toEqual([]);
});
