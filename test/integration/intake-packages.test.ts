import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeCatalogueTemplate, openPackage, sourceOf, type OpenedUpload } from '../../src-server/features/intake/packages/index.ts';
import { encodeGb18030 } from '../support/gb18030.ts';
import { rawZip } from '../support/raw-zip.ts';

const file = (name: string | Buffer, content = String(name)) => ({ name, bytes: Buffer.from(content) });
const open = (names: readonly (string | Buffer)[], name = 'delivery.zip'): Promise<OpenedUpload> => openPackage(sourceOf(rawZip(names.map(each => file(each)))), { name });

describe('packages in the de-facto layout', () => {
  test('every file is placed, listed or both; nothing is passed over', async () => {
    const upload = await open([
      '张三_150202198703120015/1.履历材料/0101.jpg', '张三_150202198703120015/1.履历材料/0102.jpg', '张三_150202198703120015/4-1.学历学位材料/011.jpg', '张三_150202198703120015/4.学历/0101.jpg',
      '张三_150202198703120015/乱/封面.jpg', '张三_150202198703120015/Thumbs.db', '__MACOSX/张三_150202198703120015/._x', '张三_150202198703120015/setup.exe', '张三_150202198703120015/说明.docx', 'readme.txt',
    ]);
    expect(upload.roots).toEqual(['张三_150202198703120015']);
    const staged = await upload.stage(upload.roots[0]!);
    expect(staged).toMatchObject({ format: 'layout', hasCatalogue: false, rows: [], problems: [], persons: [{ name: '张三', idNumber: '150202198703120015' }] });
    expect(staged.images.map(({ path, classCode, rawClass, sequence, page, isNameKnown, layer }) => [path, classCode, rawClass, sequence, page, isNameKnown, layer])).toEqual([
      ['1.履历材料/0101.jpg', '1', '1', 1, 1, true, 'original'],
      ['1.履历材料/0102.jpg', '1', '1', 1, 2, true, 'original'],
      ['4-1.学历学位材料/011.jpg', '4-1', '4-1', 1, 1, true, 'original'],
      ['4.学历/0101.jpg', null, '4', 1, 1, true, 'original'],
      ['乱/封面.jpg', null, '乱', null, null, false, 'original'],
    ]);
    expect(staged.strays.map(({ path, kind }) => [path, kind])).toEqual([
      ['Thumbs.db', 'junk'], ['/__MACOSX/张三_150202198703120015/._x', 'junk'], ['setup.exe', 'executable'], ['说明.docx', 'unknown'], ['/readme.txt', 'unknown'],
    ]);
    expect((await upload.readImage(upload.roots[0]!, { path: '4.学历/0101.jpg' })).toString()).toBe('张三_150202198703120015/4.学历/0101.jpg');
  });

  test('one upload may hold many volumes; a folder beside them is one too', async () => {
    const upload = await open(['第一批/张三/1.履历材料/0101.jpg', '第一批/李四/原图/1.履历材料/0101.jpg', '第一批/李四/高清图/1.履历材料/0101.jpg', '第一批/王五/照片/乱.jpg', '第一批/清单.docx']);
    expect(upload.roots).toEqual(['第一批/张三', '第一批/李四', '第一批/王五']);
    const [first, second, third] = await Promise.all(upload.roots.map(root => upload.stage(root)));
    expect(first?.strays).toMatchObject([{ path: '/第一批/清单.docx' }]);
    expect(second?.images.map(({ layer, sequence, page }) => [layer, sequence, page])).toEqual([['original', 1, 1], ['optimised', 1, 1]]);
    expect(third).toMatchObject({ persons: [{ name: '王五' }], images: [{ path: '照片/乱.jpg', classCode: null }] });
  });

  test('layers may lie below the class as well, and sequences in folders of their own', async () => {
    const upload = await open(['1.履历材料/原始图像/0101.jpg', '1.履历材料/优化图像/0101.jpg', '9-2/3/01.jpg', '9-2/3/2.jpg'], '李四_G1024.zip');
    expect(upload.roots).toEqual(['']);
    const { images, persons } = await upload.stage('');
    expect(persons).toMatchObject([{ name: '李四', archiveNumber: 'G1024' }]);
    expect(images.map(({ layer, classCode, sequence, page }) => [layer, classCode, sequence, page])).toEqual([['original', '1', 1, 1], ['optimised', '1', 1, 1], ['original', '9-2', 3, 1], ['original', '9-2', 3, 2]]);
  });

  test('names in GBK and in UTF-8 without its flag are read, 联通 too', async () => {
    const gbk = await open(['联通/1.履历材料/0101.jpg', '联通/6.党团材料/0101.jpg'].map(encodeGb18030));
    expect(gbk.roots).toEqual(['联通']);
    const utf8 = await open(['联通/1.履历材料/0101.jpg'].map(name => Buffer.from(name)));
    expect((await utf8.stage('联通')).images).toMatchObject([{ classCode: '1', folderName: '履历材料' }]);
  });

  test('the Unicode name that Windows packers write beside a local one counts, if it was made for that one', async () => {
    const local = Buffer.from('1.?/0101.jpg');
    const field = (name: string, crc: number): Buffer => {
      const content = Buffer.concat([Buffer.from([1]), Buffer.alloc(4), Buffer.from(name)]);
      content.writeUInt32LE(crc, 1);
      const head = Buffer.alloc(4);
      head.writeUInt16LE(0x7075, 0);
      head.writeUInt16LE(content.length, 2);
      return Buffer.concat([head, content]);
    };
    const pathsOf = async (extra: Buffer): Promise<readonly string[]> => (await (await openPackage(sourceOf(rawZip([{ name: local, extra }])), { name: 'x' })).stage('')).images.map(({ path }) => path);
    expect(await pathsOf(field('1.履历材料/0101.jpg', crc32(local)))).toEqual(['1.履历材料/0101.jpg']);
    expect(await pathsOf(field('1.履历材料/0101.jpg', 1))).toEqual(['1.?/0101.jpg']);
    const outside = await openPackage(sourceOf(rawZip([{ name: local, extra: field('../x', crc32(local)) }])), { name: 'x' });
    expect((await outside.stage('')).problems).toMatchObject([{ variant: 'path-traversal' }]);
  });

  test('a package without any class folder is one volume of misplaced images', async () => {
    const upload = await open(['a/b/x.jpg', 'a/b/y.jpg']);
    expect(upload.roots).toEqual(['a/b']);
    expect((await upload.stage('a/b')).images).toHaveLength(2);
  });
});

describe('the template of a catalogue', () => {
  test.each(['since-2012', 'before-2012'] as const)('%s is read back as it is handed out', async template => {
    const zip = rawZip([{ name: '目录.xlsx', bytes: await makeCatalogueTemplate(template) }, file('1.履历类材料/0101.jpg')]);
    const staged = await (await openPackage(sourceOf(zip), { name: '张三.zip' })).stage('');
    expect(staged).toMatchObject({ format: 'workbook', hasCatalogue: true, secrecy: { level: 'secret', years: 10 }, problems: [], strays: [], persons: [{ name: '张三' }] });
    expect(staged.rows).toMatchObject([{ classCode: '1', sequence: 1, name: '干部履历表（示例，请改写）', formedOn: '199906', pageCount: 8, copies: template === 'since-2012' ? null : 1, remark: '复印件' }]);
  });
});
