import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafClasses } from '../../../../src-shared/domain/catalogue.ts';
import { parseClassFolder, parseLayerFolder } from '../../../../src-server/features/intake/packages/layout/class-folder.ts';
import { createNameReader } from '../../../../src-server/features/intake/packages/layout/image-name.ts';
import { personOfFolder } from '../../../../src-server/features/intake/packages/person-name.ts';
import { fieldText, joinDate, normaliseDate, parseCount, parseGender, parseSecrecy } from '../../../../src-server/features/intake/packages/rows/field-values.ts';
import { splitMaterialNumber, stagedRow } from '../../../../src-server/features/intake/packages/rows/staged-row.ts';
import { readLrmx } from '../../../../src-server/features/intake/packages/text/lrmx.ts';
import { parseXml } from '../../../../src-server/features/intake/packages/text/parse-xml.ts';
import { readCatalogueSheet } from '../../../../src-server/features/intake/packages/workbook/catalogue-sheet.ts';
import { readPersonSheet } from '../../../../src-server/features/intake/packages/workbook/person-sheet.ts';
import { standardMapping } from '../../../../src-server/features/intake/packages/xml/mapping.ts';
import { XmlMapping } from '../../../../src-shared/domain/xml-mapping.ts';
import { encodeGb18030 } from '../../../support/gb18030.ts';

describe('fields', () => {
  test.each([
    ['2012年3月5日', '20120305'], ['2012.03', '201203'], ['2012-3-5', '20120305'], ['２０１２／３', '201203'], ['20120305', '20120305'], ['1987', '1987'], ['1987年', '1987'], ['2012年3月', '201203'],
    ['约1987年', '约1987年'], ['87.3', '87.3'], ['20123', '20123'], ['', ''],
  ])('the date %j is %j', (text, date) => { expect(normaliseDate(text)).toBe(date); });

  test('dates of three columns keep their precision', () => {
    expect([['1987', '3', '12'], ['1987', '03', ''], ['1987', '', ''], ['1987', '0', '0'], ['', '', '']].map(joinDate)).toEqual(['19870312', '198703', '1987', '1987', '']);
  });

  test.each([['3', 3], ['03', 3], ['３', 3], ['3页', 3], ['3.0', 3], ['3.5', null], ['-1', null], ['三', null], ['', null], ['1e3', null]])('the count %j is %j', (text, count) => { expect(parseCount(text)).toBe(count); });

  test('gender and secrecy in words', () => {
    expect(['男', '女性', '1', 'F', '?'].map(parseGender)).toEqual(['male', 'female', 'male', 'female', null]);
    expect(parseSecrecy('机密★20年', '')).toEqual({ level: 'confidential', years: 20 });
    expect(parseSecrecy('秘密', '5年')).toEqual({ level: 'secret', years: 5 });
    expect(parseSecrecy('绝密', '')).toEqual({ level: 'top-secret', years: 30 });
    expect(parseSecrecy('公开', '')).toBeNull();
  });

  test('a field is bounded and holds nothing that a database refuses', () => {
    expect(fieldText(`a\u0000b\ud800`)).toBe('a\ufffdb\ufffd');
    expect(fieldText(`${'x'.repeat(1999)}😀`)).toBe(`${'x'.repeat(1999)}\ufffd…`);
  });

  test('whole numbers of materials are told from classes', () => {
    expect(splitMaterialNumber('4-1-2')).toMatchObject({ classCode: '4-1', sequence: 2 });
    expect(splitMaterialNumber('四—1—02')).toMatchObject({ classCode: '4-1', sequence: 2 });
    expect(splitMaterialNumber('10-1')).toMatchObject({ classCode: '10', sequence: 1 });
    expect(['4-1', '四-1', '3', '9-5-1', '', '4'].map(splitMaterialNumber)).toEqual(Array.from({ length: 6 }, () => undefined));
  });

  test('a number that contradicts the class beside it is not taken apart', () => {
    const row = { source: 'x', name: '', formedOn: '', rawPageCount: '', copies: '', remark: '', heading: null };
    expect(stagedRow({ ...row, rawClass: '3', rawSequence: '4-1-2' })).toMatchObject({ classCode: '3', sequence: null, rawSequence: '4-1-2' });
    expect(stagedRow({ ...row, rawClass: '4-1', rawSequence: '4-1-2' })).toMatchObject({ classCode: '4-1', sequence: 2 });
  });
});

describe('catalogue sheets', () => {
  const read = (rows: readonly (readonly unknown[])[]) => readCatalogueSheet({ name: '目录', rows }, '目录.xlsx');

  test('since 2012: the class comes from the heading above, in one cell or two, main headings too', () => {
    const rows = read([
      ['干部人事档案材料目录'], ['序 号', '材 料 名 称', '材料形成时间', null, null, '页 数', '备 注'], [null, null, '年', '月', '日'],
      ['一', '履历类材料'], [1, '干部履历表', 1999, 6, null, 8, null], [2, '简历', null, null, null, null, null], [],
      ['四', '学历学位、专业技术职务和教育培训类材料'], ['四-1 学历学位类材料'], ['1', '毕业生登记表', '2008', '07', '01', '4', '复印件'], ['10', '其他可供组织参考的材料'], [1, '报到证', 2008, 8, 1, 1, ''],
    ]);
    expect(rows?.map(({ rawClass, classCode, sequence, name, formedOn, pageCount, heading, source }) => [rawClass, classCode, sequence, name, formedOn, pageCount, heading, source])).toEqual([
      ['一', '1', 1, '干部履历表', '199906', 8, '履历类材料', '目录.xlsx 第 5 行'],
      ['一', '1', 2, '简历', '', null, '履历类材料', '目录.xlsx 第 6 行'],
      ['四-1', '4-1', 1, '毕业生登记表', '20080701', 4, '学历学位类材料', '目录.xlsx 第 10 行'],
      ['10', '10', 1, '报到证', '20080801', 1, '其他可供组织参考的材料', '目录.xlsx 第 12 行'],
    ]);
  });

  test('before 2012: 类号 holds class and sequence, 份数 is kept', () => {
    const rows = read([['类号', '材料名称', '材料制成时间', '份数', '页数', '备注'], ['四-1-2', '成绩表', '2008.7', 2, 3, ''], ['3-2', '鉴定', new Date(Date.UTC(1999, 11, 31)), 1, '2页', ''], ['四', '?', 2012.1, 1, 1, '']]);
    expect(rows?.map(({ classCode, sequence, formedOn, copies, pageCount }) => [classCode, sequence, formedOn, copies, pageCount])).toEqual([['4-1', 2, '200807', 2, 3], ['3', 2, '19991231', 1, 2], [null, null, '2012.1', 1, 1]]);
  });

  test('a material whose pages were forgotten is no heading', () => {
    expect(read([['序号', '材料名称', '页数'], ['三', '考核鉴定类材料'], [3, '年度考核登记表']])).toMatchObject([{ classCode: '3', sequence: 3, pageCount: null }]);
  });

  test('every heading that we print is read', () => {
    for (const { code, name, oldName } of leafClasses) {
      expect(read([['序号', '材料名称', '页数'], [code, name], [1, 'x', 1]])).toMatchObject([{ classCode: code, heading: name }]);
      expect(read([['序号', '材料名称', '页数'], [`${code} ${oldName}`], [1, 'x', 1]])).toMatchObject([{ classCode: code, heading: oldName.normalize('NFKC') }]);
    }
  });

  test('a sheet without 材料名称 and 页数 is no catalogue', () => { expect(read([['姓名', '张三']])).toBeUndefined(); });

  test('persons stand beside their labels, or below them', () => {
    expect(readPersonSheet({ name: '', rows: [['姓 名', '张三', '性别', '男'], ['公民身份号码:', '15020219870312001x'], ['密级', '秘密★10年']] }, 'x')).toMatchObject({ persons: [{ name: '张三', gender: 'male', idNumber: '15020219870312001X' }], secrecy: { level: 'secret' } });
    expect(readPersonSheet({ name: '', rows: [['姓名', '性别', '民族'], ['张三', '男', '汉族'], ['李四', '女', '蒙古族'], []] }, 'x').persons.map(({ name, ethnicity }) => [name, ethnicity])).toEqual([['张三', '汉族'], ['李四', '蒙古族']]);
  });
});

describe('forms (.lrmx)', () => {
  const form = (inside: string): string => `<?xml version="1.0" encoding="utf-8"?>\n<Person>${inside}</Person>`;

  test('a form is read though one exporter writes & and < as they are; the family is not taken for the person', () => {
    const text = form('<JianLi>1999 A&B <公司> 工作</JianLi><JiaTingChengYuan><Item><XingMing>张大</XingMing></Item></JiaTingChengYuan><XingMing>张  三</XingMing><XingBie>男</XingBie><ChuShengNianYue>198703</ChuShengNianYue><MinZu>蒙古族</MinZu><RuDangShiJian>200907</RuDangShiJian><XianRenZhiWu>甲&amp;乙 R&D <科> 科员</XianRenZhiWu><ShenFenZheng>15020219870312001x</ShenFenZheng><ZhaoPian>AAAA</ZhaoPian>');
    expect(readLrmx(Buffer.from(text), 'x.lrmx')).toMatchObject({
      name: '张三', gender: 'male', bornOn: '198703', ethnicity: '蒙古族', politicalStatus: '中共党员', post: '甲&乙 R&D <科> 科员', idNumber: '15020219870312001X', source: 'x.lrmx',
    });
  });

  test('its encoding is honoured', () => {
    expect(readLrmx(encodeGb18030('<?xml version="1.0" encoding="GB2312"?><Person><XingMing>欧阳建国</XingMing></Person>'), 'x').name).toBe('欧阳建国');
    expect(readLrmx(Buffer.from('\ufeff<Person><XingMing>欧阳</XingMing></Person>'), 'x').name).toBe('欧阳');
  });
});

describe('XML', () => {
  test('prefixes are left out, text of an element is its own, whatever surrounds it', () => {
    const root = parseXml(Buffer.from('<a:root xmlns:a="urn:x" a:b="1"><c>x<![CDATA[<y>]]></c></a:root>'), 'x');
    expect([root.name, root.attributes.get('b'), root.children[0]?.text]).toEqual(['root', '1', 'x<y>']);
  });

  test('another mapping is data; a mistake in it is found at once', () => {
    expect(XmlMapping.parse({ ...standardMapping, root: ['人事档案'] }).root).toEqual(['人事档案']);
    expect(() => XmlMapping.parse({ ...standardMapping, roots: [] })).toThrow();
  });
});

describe('case 50: no text takes long', () => {
  const readers: readonly ((text: string) => unknown)[] = [
    parseClassFolder, parseLayerFolder, personOfFolder, normaliseDate, parseCount, splitMaterialNumber, fieldText, text => parseSecrecy(text, text), text => createNameReader([text])(text),
    text => readCatalogueSheet({ name: '', rows: [['序号', '材料名称', '页数'], [text, text, text], [text]] }, 'x'), text => readLrmx(Buffer.from(`<Person>${text}</Person>`), 'x'),
  ];

  test('of what is repeated a hundred thousand times', { timeout: 60_000 }, () => {
    for (const part of ['-', ' ', '.', '0', '一', '4-', '(', '张', 'a_', '\u0000', '年', '<XingMing>', '&#', '4－']) {
      for (const reader of readers) {
        // Processor time: another program on the machine makes no text slow.
        const before = process.cpuUsage();
        reader(part.repeat(100_000));
        reader(`4${part.repeat(100_000)}x`);
        expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
      }
    }
  });

  test('and none throws', { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => { for (const reader of readers.slice(0, -1)) reader(text); }));
  });
});
