import { describe, expect, test } from 'vitest';
import { commonTitles } from '#shared/domain/common-titles';
import { classCodes, leafClasses } from '../../../../src-shared/domain/catalogue.ts';
import { catalogueRules } from '../../../../src-shared/domain/import-rules/catalogue-rules.ts';
import { findOtherClass } from '../../../../src-shared/domain/import-rules/class-keywords.ts';
import { nameChecks } from '../../../../src-shared/domain/import-rules/class-names.ts';
import type { StagedRow } from '../../../../src-shared/domain/staged-volume.ts';
import { aContext, aPerson, aRow, anImage, describeRules, knownPerson, mainImages, mainRows, withFirst, withFirstRow, withRows, type Case } from './rule-cases.ts';

const dated = (sequence: number, formedOn: string, over: Partial<StagedRow> = {}): StagedRow => aRow('9-1', sequence, { formedOn, name: `工资变动${String(sequence)}`, ...over });
const loose = { batchKind: 'loose', present: { version: 1, materials: 9, pages: 90 } } as const;
const withoutClass = (code: string): Case => ({ volume: { rows: mainRows.filter(({ classCode }) => classCode !== code), images: mainImages.filter(({ classCode }) => classCode !== code) } });

describe('rules of the catalogue', () => {
  describeRules(catalogueRules, {
    C01: {
      hits: {
        'row-class': [withFirstRow({ classCode: null, rawClass: '11' }), { severity: 'block', place: { path: '目录.xlsx 第 3 行' }, found: '“11”' }],
        'row-main-class': [withFirstRow({ classCode: null, rawClass: ' 九 ' }), { found: '“九”' }],
        'folder-class': [withFirst({ classCode: null, rawClass: '十二', folderName: '十二.其他' }), { found: '“十二.其他”' }],
        'folder-main-class': [withFirst({ classCode: null, rawClass: '４', folderName: '４.学历' }), { found: '“４.学历”' }],
      },
      misses: { 'leaf classes': withRows(aRow('9-4', 1), aRow('10', 1)) },
    },
    C02: {
      hits: {
        gap: [withRows(dated(1, ''), dated(4, '')), { place: { classCode: '9-1', sequence: 2 }, expected: '2-3' }],
        duplicate: [withRows(dated(1, ''), dated(1, '', { source: '目录.xlsx 第 9 行' })), { place: { classCode: '9-1', sequence: 1 }, expected: '目录.xlsx 第 3 行', found: '目录.xlsx 第 9 行' }],
        start: [withRows(dated(3, '')), { place: { classCode: '9-1', sequence: 3 }, expected: '1', found: '3' }],
        'not-a-number': [withFirstRow({ sequence: null, rawSequence: '一之二' }), { place: { classCode: '1', sequence: null }, found: '“一之二”' }],
      },
      misses: { 'numbers that begin anew in each class': withRows(dated(1, ''), dated(2, ''), aRow('9-2', 1)), 'loose material that goes on from the volume': { ...withRows(dated(7, ''), dated(8, '')), context: loose } },
    },
    C03: {
      hits: { empty: [withFirstRow({ name: '　' }), { place: { classCode: '1', sequence: 1 } }], placeholder: [withFirstRow({ name: '？？' }), { found: '“？？”' }], 'too-long': [withFirstRow({ name: '关'.repeat(101) }), { expected: '100', found: '101' }] },
      misses: { 'a name of the longest length': withFirstRow({ name: '关'.repeat(100) }), 'a title with a word that placeholders have': withFirstRow({ name: '无犯罪记录证明' }) },
    },
    C04: {
      hits: {
        'not-a-date': [withFirstRow({ formedOn: '19990230' }), { severity: 'block', found: '“19990230”' }],
        future: [withFirstRow({ formedOn: '202612' }), { severity: 'block', expected: '20261128', found: '202612' }],
        'before-birth': [withFirstRow({ formedOn: '1948' }), { severity: 'warn', expected: '1949', found: '1948' }],
      },
      misses: { 'the year of today': withFirstRow({ formedOn: '2026' }), 'the month of today': withFirstRow({ formedOn: '202611' }), 'the year of birth': withFirstRow({ formedOn: '1949' }), 'no date': withFirstRow({ formedOn: '' }), 'a leap day': withFirstRow({ formedOn: '20000229' }) },
    },
    C05: {
      hits: {
        'belongs-before': [withRows(dated(1, '1990'), dated(2, '2000'), dated(3, '1995'), dated(4, '2005'), dated(5, '1985')), { place: { sequence: 5 }, expected: '9-1-1', found: '1985' }],
        'belongs-after': [withRows(dated(1, '2010'), dated(2, '1995'), dated(3, '2000')), { place: { sequence: 1 }, expected: '9-1-3' }],
        'undated-last': [withRows(dated(1, ''), dated(2, '1995'), dated(3, '2000')), { place: { sequence: 1 } }],
      },
      misses: {
        'a year before its months, and undated last': withRows(dated(1, '1995'), dated(2, '199501'), dated(3, '19950102'), dated(4, '')),
        'class 6 and class 8': withRows(aRow('6', 1, { formedOn: '2000' }), aRow('6', 2, { formedOn: '1999' }), aRow('8', 1, { formedOn: '2000' }), aRow('8', 2, { formedOn: '1999' })),
        'class 5 where its papers have another order': { ...withRows(aRow('5', 1, { formedOn: '2000' }), aRow('5', 2, { formedOn: '1999' })), context: { policy: { ...aContext.policy, isClassFiveByDate: false } } },
        'an attachment behind its main form': withRows(aRow('9-2', 1, { name: '干部任免审批表', formedOn: '2001' }), aRow('9-2', 2, { name: '考察材料', formedOn: '2000' }), aRow('9-2', 3, { name: '附：简历', formedOn: '1999' }), aRow('9-2', 4, { name: '干部任免审批表', formedOn: '2005' })),
      },
    },
    C06: {
      hits: { 'not-a-number': [withFirstRow({ pageCount: null, rawPageCount: '1.5' }), { severity: 'block', found: '“1.5”' }], many: [withFirstRow({ pageCount: 201 }), { severity: 'warn', expected: '200', found: '201' }], 'too-many': [withFirstRow({ pageCount: 401 }), { severity: 'block', expected: '400' }] },
      misses: { 'as many as are usual': withFirstRow({ pageCount: 200 }), 'one page': withFirstRow({ pageCount: 1 }) },
    },
    C07: {
      hits: {
        'row-other-class': [withFirstRow({ heading: '工资材料' }), { expected: '“履历类材料”', found: '“工资材料”' }],
        'row-unknown-name': [withFirstRow({ heading: '一、杂项' }), { place: { classCode: '1', sequence: null } }],
        'folder-other-class': [withFirst({ folderName: '1.自传材料' }), { found: '“1.自传材料”' }],
        'folder-unknown-name': [withFirst({ folderName: '1.扫描' }), { found: '“1.扫描”' }],
      },
      misses: { 'the old name': withFirstRow({ heading: '履历材料' }), 'the new name with its number': withFirstRow({ heading: '一、履历类材料' }), 'a number alone': withFirst({ folderName: '1' }), 'the name of the main class': withRows(aRow('4-2', 1, { heading: '四、学历学位、专业技术职务和教育培训类材料' })) },
    },
    C08: {
      hits: { 'other-class': [withRows(aRow('3', 1, { name: '干部任免审批表' })), { severity: 'warn', place: { classCode: '3', sequence: 1 }, expected: '9-2', found: '“干部任免审批表”' }] },
      misses: { 'an inspection without appointment': withRows(aRow('3', 1, { name: '考察材料' })), 'an award for a good appraisal': withRows(aRow('7', 1, { name: '年度考核优秀嘉奖审批表' })), 'an explanation about a form': withRows(aRow('10', 1, { name: '关于入党志愿书的情况说明' })) },
    },
    C09: {
      hits: { duplicate: [withRows(dated(1, '1995', { name: '工资变动' }), dated(2, '1995', { name: '工资 变动' })), { place: { sequence: 2 }, expected: '9-1-1' }] },
      misses: { 'another date': withRows(dated(1, '1995', { name: '工资变动' }), dated(2, '1996', { name: '工资变动' })), 'another number of pages': withRows(dated(1, '1995', { name: '工资变动' }), dated(2, '1995', { name: '工资变动', pageCount: 3 })), 'two undated papers': withRows(dated(1, '', { name: '考察' }), dated(2, '', { name: '考察' })) },
    },
    C10: {
      hits: {
        resume: [withoutClass('1'), { severity: 'warn' }],
        education: [withoutClass('4-1')],
        'party-admission': [{ context: { person: { ...knownPerson, politicalStatus: '中共党员' } } }],
        appointment: [{ volume: { persons: [{ ...aPerson, post: '财政局副局长' }] } }],
      },
      misses: { 'a member of another party': { context: { person: { ...knownPerson, politicalStatus: '民革党员' } } }, 'a post below': { volume: { persons: [{ ...aPerson, post: '主任医师' }] } }, 'loose material': { ...withoutClass('1'), context: loose } },
    },
  });

  test('C08 agrees with the titles that the window offers in each class', () => {
    const doubted = classCodes.flatMap(classCode => commonTitles[classCode].filter(name => findOtherClass({ classCode, name }) !== null));
    expect(doubted).toEqual([]);
  });

  test('C07 takes each class by either name, with and without its number', () => {
    const headings = leafClasses.flatMap(({ code, name, oldName }) => [name, oldName, `${code}.${name}`, `${code} ${oldName}`, name.replace(/材料$/, '')].map(heading => aRow(code, 1, { heading })));
    const folders = leafClasses.map(({ code, oldName }) => anImage(code, [1, 1], { folderName: `${code}.${oldName}` }));
    expect(nameChecks({ rows: headings, images: folders })).toEqual([]);
  });

  test('C05 names one misplaced sheet among many once', () => {
    const rows = Array.from({ length: 40 }, (_, index) => dated(index + 1, String(1971 + index)));
    const { volume } = withRows(...rows.with(30, { ...rows[30]!, formedOn: '1970' }));
    expect(catalogueRules.C05.check({ ...volume, rows: volume!.rows! } as never, aContext)).toHaveLength(1); // `as`: the rule reads rows alone
  });
});
