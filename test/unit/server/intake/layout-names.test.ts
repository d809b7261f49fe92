import { describe, expect, test } from 'vitest';
import { classCodes, formatClassCode, leafClasses } from '../../../../src-shared/domain/catalogue.ts';
import { parseClassFolder, parseLayerFolder } from '../../../../src-server/features/intake/packages/layout/class-folder.ts';
import { createNameReader, readDocumentName } from '../../../../src-server/features/intake/packages/layout/image-name.ts';
import { mergePersons, personOfFolder, stagedPerson } from '../../../../src-server/features/intake/packages/person-name.ts';

describe('class folders', () => {
  test.each([
    ['4-1.学历学位材料', '4-1', '学历学位材料'], ['1.履历材料', '1', '履历材料'], ['四-1 学历学位材料', '4-1', '学历学位材料'], ['41学历学位材料', '4-1', '学历学位材料'],
    ['４－１．学历学位', '4-1', '学历学位'], ['4—1', '4-1', null], ['四一', '4-1', null], ['九（2）任免类材料', '9-2', '任免类材料'], ['第三类 考核鉴定', '3', '考核鉴定'],
    ['十、其他', '10', '其他'], ['10', '10', null], ['01.履历材料', '1', '履历材料'], ['4.1.学历', '4-1', '学历'], ['7.三好学生', '7', '三好学生'], ['九.四 会议代表', '9-4', '会议代表'],
    ['6、党、团类材料', '6', '党、团类材料'],
  ])('%s is class %s', (folder, classCode, folderName) => {
    expect(parseClassFolder(folder)).toMatchObject({ classCode, folderName });
  });

  test.each(['4.学历', '9', '四', '11.其他', '4-5.学历', '3-2.考核', '九-5'])('%s names a class that is no leaf', folder => {
    expect(parseClassFolder(folder)).toMatchObject({ classCode: null });
  });

  test.each(['张三', '2024年第一批', '150202198703120015', '', '原图', '0.无', '__MACOSX', 'original', '123'])('%j is no class folder', folder => {
    expect(parseClassFolder(folder)).toBeUndefined();
  });

  test('every class is found in every name and spelling that the catalogue prints', () => {
    for (const { code, name, oldName } of leafClasses) {
      for (const folder of [`${code}.${name}`, `${code} ${oldName}`, `${formatClassCode(code)}、${name}`, `${code.replace('-', '')}${oldName}`]) {
        expect([folder, parseClassFolder(folder)?.classCode]).toEqual([folder, code]);
      }
    }
    expect(classCodes).toHaveLength(16);
  });

  test('layers are known by their usual names', () => {
    expect(['原始图像', '原图', 'Original', '优化图像数据', '高清图', 'optimised', '1.原始图像'].map(parseLayerFolder)).toEqual(['original', 'original', 'original', 'optimised', 'optimised', 'optimised', 'original']);
    expect(parseLayerFolder('图像')).toBeUndefined();
  });
});

describe('names of images', () => {
  const read = (stems: readonly string[]): readonly string[] => {
    const reader = createNameReader(stems);
    return stems.map(stem => { const { sequence, page } = reader(stem); return `${String(sequence)}/${String(page)}`; });
  };

  test.each([
    [['0101', '0102', '0110', '1203'], ['1/1', '1/2', '1/10', '12/3']],
    [['011', '012', '0110', '01100', '1210'], ['1/1', '1/2', '1/10', '1/100', '12/10']],
    [['9901', '10001', '10012', '1001'], ['99/1', '100/1', '100/12', '10/1']],
    [['991', '1001', '10012', '101', '1010'], ['99/1', '100/1', '100/12', '10/1', '10/10']],
    [['00101', '00102', '01001', '10010'], ['1/1', '1/2', '10/1', '100/10']],
    [['001001', '100012'], ['1/1', '100/12']],
    [['01-02', '100_1', '3.4'], ['1/2', '100/1', '3/4']],
    [['0100', '0001', '01', 'a01', '0101a', '封面', '1234567', ''], Array.from({ length: 8 }, () => 'null/null')],
  ])('%j are sequence and page %j', (stems, expected) => {
    expect(read(stems)).toEqual(expected);
  });

  test('a document that holds a whole material is named by its sequence', () => {
    const reader = createNameReader(['02', '0201']);
    expect(readDocumentName('02', reader)).toEqual({ sequence: 2, page: 1 });
    expect(readDocumentName('102', reader)).toEqual({ sequence: 102, page: 1 });
    expect(readDocumentName('0203', reader)).toEqual({ sequence: 2, page: 3 });
  });
});

describe('the person of a folder', () => {
  test.each([
    ['张三_150202198703120015', '张三', '150202198703120015', null], ['批次1/012 张三（G1024）', '张三', null, 'G1024'], ['张三150202198703120015', '张三', '150202198703120015', null],
    ['阿拉坦·其其格-NM000123', '阿拉坦·其其格', null, 'NM000123'], ['G1024', '', null, 'G1024'], ['张三/正本', '张三', null, null], ['李四_G1024/图像数据', '李四', null, 'G1024'],
  ])('%s', (path, ...expected) => {
    const { name, idNumber, archiveNumber } = personOfFolder(path)!;
    expect([name, idNumber, archiveNumber]).toEqual(expected);
  });

  test('a folder that names nobody gives nobody', () => {
    expect(personOfFolder('3f0c9a52-6f39-4c0f-9a3c-1b2c3d4e5f60')).toBeNull();
    expect(personOfFolder('')).toBeNull();
    expect(personOfFolder('第一批/扫描图像')).toBeNull();
  });

  test('sources that agree are one person, those that contradict stay apart', () => {
    const folder = stagedPerson('张三_1', { name: '张三' });
    const sheet = stagedPerson('目录.xlsx', { name: '张三', idNumber: '1', bornOn: '198703' });
    expect(mergePersons([sheet, folder])).toEqual([{ ...sheet, source: '目录.xlsx; 张三_1' }]);
    expect(mergePersons([sheet, stagedPerson('x.lrmx', { name: '张三', idNumber: '2' })])).toHaveLength(2);
    expect(mergePersons([sheet, stagedPerson('x.lrmx', { name: '李四' })])).toHaveLength(2);
  });
});
