import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StagedVolume } from '../../../src-shared/domain/staged-volume.ts';
import { checkDeclaredDigest, makeCatalogueTemplate, openPackage, sourceOf, writeCatalogue, type OpenedUpload } from '../../../src-server/features/intake/packages/index.ts';
import { openContainer } from '../../../src-server/features/intake/packages/container/container.ts';
import { folderOf, layoutFiles, sealedParties, sealedZip, workbookFiles, xmlFiles, zipOf, type PackageFile, type SealedParties, type WritableVolume } from '../../support/package-writers.ts';
import { rawZip } from '../../support/raw-zip.ts';

const aPage = (text: string): { readonly original: Buffer; readonly optimised: Buffer } => ({ original: Buffer.from(`original ${text}`), optimised: Buffer.from(`optimised ${text}`) });

const volume: WritableVolume = {
  person: {
    name: '张三', idNumber: '150202198703120015', archiveNumber: 'G1024', gender: 'male', bornOn: '198703', ethnicity: '蒙古族', nativePlace: null, politicalStatus: null, workStartedOn: null, unitName: null, post: null,
  },
  secrecy: { level: 'confidential', years: 20 },
  rows: [
    { classCode: '1', sequence: 1, name: '干部履历表', formedOn: '199906', remark: '', pages: [aPage('1-1/1'), aPage('1-1/2')] },
    { classCode: '4-1', sequence: 1, name: '毕业生登记表', formedOn: '20080701', remark: '', pages: [aPage('4-1-1/1')] },
  ],
};
const root = folderOf(volume.person);

async function opened(zip: Buffer, parties?: SealedParties): Promise<{ readonly upload: OpenedUpload; readonly root: string; readonly staged: StagedVolume }> {
  const upload = await openPackage(sourceOf(zip), { name: 'delivery.zip', ...(parties && { sealed: parties.opening }) });
  const first = upload.roots[0] ?? '';
  return { upload, root: first, staged: await upload.stage(first) };
}

const problemsOf = async (files: readonly PackageFile[]): Promise<readonly string[]> => (await opened(zipOf(files))).staged.problems.map(({ rule, variant }) => `${rule} ${variant}`);
const withXml = (xml: string | Buffer): readonly PackageFile[] => [...layoutFiles(volume), { path: `${root}/数字档案.xml`, bytes: Buffer.from(xml) }];

describe('case 40: a file that is two things at once', () => {
  test.each(['0101.jpg.exe', '0101.jpg.js', '0101.JPG.bat', '照片.scr', 'x.lnk', 'x.docm'])('%s is listed as a program, whatever it is called before', async name => {
    const { staged } = await opened(rawZip([{ name: '1.履历材料/0102.jpg' }, { name: `1.履历材料/${name}` }]));
    expect(staged.strays).toMatchObject([{ kind: 'executable' }]);
    expect(staged.images).toHaveLength(1);
  });

  test('a web page that is called a picture is staged as that picture, for the decoder to refuse', async () => {
    const { staged } = await opened(rawZip([{ name: '1.履历材料/0101.html.jpg', bytes: Buffer.from('<script>') }, { name: '1.履历材料/0102.gif' }, { name: '1.履历材料/page.html' }]));
    expect(staged.images.map(({ path, isNameKnown }) => [path, isNameKnown])).toEqual([['1.履历材料/0101.html.jpg', false], ['1.履历材料/0102.gif', true]]);
    expect(staged.strays).toMatchObject([{ path: '1.履历材料/page.html', kind: 'unknown' }]);
  });
});

describe('case 42: an index file that attacks its reader', () => {
  const body = '<数字档案><人员基本信息><姓名>张三</姓名></人员基本信息></数字档案>';
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${body.replace('张三', '&b;')}`;

  test.each<[string, string, string | Buffer]>([
    ['entities that grow', 'doctype', laughs],
    ['an external entity', 'doctype', `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${body.replace('张三', '&a;')}`],
    ['an external document type', 'doctype', `<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">${body}`],
    ['an entity that nobody declared', 'not-well-formed', body.replace('张三', '&b;')],
    ['half a file', 'not-well-formed', body.slice(0, -10)],
    ['two roots', 'not-well-formed', body + body],
    ['nothing', 'not-well-formed', ''],
    ['bytes that are no text of its encoding', 'encoding-wrong', Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?><x>'), Buffer.from([0xd5, 0xc5]), Buffer.from('</x>')])],
    ['an encoding that nobody uses', 'encoding', `<?xml version="1.0" encoding="UTF-7"?>${body}`],
    ['depth', 'too-deep', `${'<a>'.repeat(30)}${'</a>'.repeat(30)}`],
    ['half a million elements', 'too-large', `<a>${'<b/>'.repeat(500_000)}</a>`],
    ['17 MB', 'too-large', `<a>${' '.repeat(17 * 2 ** 20)}</a>`],
    ['a root that no mapping knows', 'wrong-root', '<人事档案/>'],
  ])('%s is refused by name', async (_what, variant, xml) => {
    expect(await problemsOf(withXml(xml))).toEqual([`P02 ${variant}`]);
  });

  test('100 MB of it are refused before they are unpacked', async () => {
    const index = Buffer.alloc(100 * 2 ** 20, ' ');
    expect((await opened(rawZip([{ name: 'x.xml', bytes: index, isDeflated: true }]))).staged.problems).toMatchObject([{ rule: 'P01', variant: 'archive-bomb' }]);
  });

  test('two persons in one file, or none, are a mixed-up package', async () => {
    const two = body.replace('</数字档案>', '<人员基本信息><姓名>李四</姓名></人员基本信息></数字档案>');
    expect(await problemsOf(withXml(two))).toEqual(['P03 two-persons']);
    expect(await problemsOf(withXml('<数字档案/>'))).toEqual(['P03 no-person']);
  });

  test.each<[string, string, string]>([
    ['a document type', 'doctype', '<!DOCTYPE Person [<!ENTITY a "b">]><Person><XingMing>&a;</XingMing></Person>'],
    ['no person', 'missing-element', '<Other/>'],
  ])('a form with %s is refused by name', async (_what, variant, form) => {
    const { staged } = await opened(zipOf([...layoutFiles(volume), { path: `${root}/x.lrmx`, bytes: Buffer.from(form) }]));
    expect(staged.problems).toMatchObject([{ rule: 'P02', variant, path: 'x.lrmx' }]);
  });
});

describe('case 43: a catalogue that attacks its reader, and one that would attack whoever opens it', () => {
  const sheetOf = async (change: (name: string, content: Buffer) => Buffer): Promise<readonly PackageFile[]> => {
    const { files, read } = await openContainer(sourceOf(await makeCatalogueTemplate('since-2012')));
    const parts = await Promise.all(files.map(async ({ path }) => ({ name: path, bytes: change(path, await read(path)) })));
    return [...layoutFiles(volume), { path: `${root}/目录.xlsx`, bytes: rawZip(parts) }];
  };
  const inSheet = (from: string, to: string) => (name: string, content: Buffer): Buffer => (name.endsWith('sheet1.xml') ? Buffer.from(content.toString().replace(from, to)) : content);

  test('a cell that begins like a formula is written and read as the text that it is', async () => {
    const names = ['=cmd|\' /C calc\'!A0', '+1+1', '-1', '@SUM(1)', '＝1'];
    const bytes = await writeCatalogue('since-2012', { rows: names.map((name, index) => ({ classCode: '7', sequence: index + 1, name, formedOn: '', pageCount: 1, remark: name })), person: volume.person, secrecy: null });
    const { files, read } = await openContainer(sourceOf(bytes));
    const xml = (await Promise.all(files.map(({ path }) => read(path)))).join('');
    expect(xml).not.toMatch(/<f[\s>]/);
    const { staged } = await opened(zipOf([{ path: '张三/7.表彰/0101.jpg', bytes: Buffer.from('x') }, { path: '张三/目录.xlsx', bytes }]));
    expect(staged.rows.map(({ name, remark }) => [name, remark])).toEqual(names.map(name => [name, name]));
  });

  test.each<[string, string, (name: string, content: Buffer) => Buffer]>([
    ['a cell in the far corner', 'XFD1', inSheet('r="A1"', 'r="XFD1"')],
    ['a row in the far corner', '1048576', inSheet('<row r="2"', '<row r="1048576"')],
    ['a document type', 'DOCTYPE', (name, content) => (name.endsWith('sheet1.xml') ? Buffer.from(content.toString().replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')) : content)],
    ['half a sheet', 'XML', (name, content) => (name.endsWith('sheet1.xml') ? content.subarray(0, content.length / 2) : content)],
    ['a catalogue without its titles', '材料名称 / 页数 ?', (name, content) => (name.endsWith('sheet1.xml') ? Buffer.from(content.toString().replace(/<sheetData>.*<\/sheetData>/s, '<sheetData><row r="1"><c r="A1" t="str"><f>1+1</f></c></row></sheetData>')) : content)],
  ])('%s is refused by name', async (_what, found, change) => {
    expect((await opened(zipOf(await sheetOf(change)))).staged.problems).toMatchObject([{ rule: 'P01', variant: 'catalogue-unreadable', path: '目录.xlsx', found }]);
  });

  test('a workbook that is a bomb, or an old one, or none is refused by name', async () => {
    const as = (name: string, bytes: Buffer): readonly PackageFile[] => [...layoutFiles(volume), { path: `${root}/${name}`, bytes }];
    const bomb = rawZip([{ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(20 * 2 ** 20), isDeflated: true }]);
    expect((await opened(zipOf(as('目录.xlsx', bomb)))).staged.problems).toMatchObject([{ rule: 'P01', variant: 'catalogue-unreadable', found: 'archive-bomb' }]);
    expect(await problemsOf(as('目录.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex')))).toEqual(['P01 catalogue-old-format']);
    expect(await problemsOf(as('目录.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')))).toEqual(['P01 catalogue-old-format']);
    expect(await problemsOf(as('目录.xlsx', Buffer.from('no zip')))).toEqual(['P01 catalogue-unreadable']);
  });

  test('two catalogues in one volume are named, not chosen from', async () => {
    const files = await workbookFiles(volume);
    const catalogue = files.find(({ path }) => path.endsWith('目录.xlsx'))!;
    expect(await problemsOf([...files, { ...catalogue, path: `${root}/目录2.xlsx` }])).toEqual(['P01 two-catalogues']);
  });
});

describe('case 44: a package whose index does not agree with its files', () => {
  test.each(['sha256', 'sm3', 'md5'] as const)('a changed image is found by its declared %s', async algorithm => {
    const files = xmlFiles(volume, { algorithm });
    const changed = files.map(file => (file.path.endsWith('优化图像/1.履历类材料/0102.jpg') ? { ...file, bytes: Buffer.from('optimised 1-1/X') } : file));
    const { upload, root: own, staged } = await opened(zipOf(changed));
    const found = await Promise.all(staged.images.map(async image => checkDeclaredDigest(image, await upload.readImage(own, image))));
    expect(found.filter(problem => problem !== null)).toMatchObject([{ rule: 'P01', variant: 'digest-differs', path: '优化图像/1.履历类材料/0102.jpg', found: createHash(algorithm).update('optimised 1-1/X').digest('hex').slice(0, 16) }]);
  });

  test('an image that the index names and nobody delivered is a problem; one that it does not name is staged', async () => {
    const files = xmlFiles(volume).filter(({ path }) => !path.endsWith('原始图像/4-1.学历学位类材料/0101.jpg'));
    expect((await opened(zipOf(files))).staged.problems).toEqual([{ rule: 'P01', variant: 'missing-file', path: '原始图像/4-1.学历学位类材料/0101.jpg' }]);
    const more = [...xmlFiles(volume), { path: `${root}/原始图像/1.履历类材料/0103.jpg`, bytes: Buffer.from('x') }];
    const { staged } = await opened(zipOf(more));
    expect(staged.problems).toEqual([]);
    expect(staged.images.filter(({ declaredDigest }) => declaredDigest === null)).toMatchObject([{ path: '原始图像/1.履历类材料/0103.jpg', sequence: 1, page: 3 }]);
  });
});

describe('case 44: a sealed package that was tampered with', () => {
  const parties = sealedParties();
  const parts = async (zip: Buffer): Promise<{ name: string; bytes: Buffer }[]> => {
    const { files, read } = await openContainer(sourceOf(zip));
    return Promise.all(files.map(async ({ path }) => ({ name: path, bytes: await read(path) })));
  };
  const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, index) => (index === bytes.length - 20 ? byte ^ 1 : byte)));
  const tampered = async (change: (all: { name: string; bytes: Buffer }[]) => { name: string; bytes: Buffer }[]): Promise<Awaited<ReturnType<typeof opened>>> => opened(rawZip(change(await parts(await sealedZip(volume, parties)))), parties);
  const variantsOf = ({ staged }: { readonly staged: StagedVolume }): readonly string[] => staged.problems.map(({ variant }) => variant);

  test('nothing in it can be read: no name, no number, no page', async () => {
    const zip = await sealedZip(volume, parties);
    for (const word of ['张三', '150202198703120015', 'G1024', '履历', 'original', 'optimised', 'jpg', 'classCode', 'danglian-baotou']) expect(zip.includes(word)).toBe(false);
  });

  test('it opens for the data centre that it was sealed for and for no other', async () => {
    expect((await opened(await sealedZip(volume, parties), parties)).staged.problems).toEqual([]);
    expect(variantsOf(await opened(await sealedZip(volume, parties), sealedParties()))).toEqual(['sealed-for-another']);
    expect(variantsOf(await opened(await sealedZip(volume, parties)))).toEqual(['sealed-not-accepted']);
  });

  test('a signature of somebody who is not trusted, also of the same name, is foreign', async () => {
    const other = sealedParties();
    expect(variantsOf(await opened(await sealedZip(volume, { ...parties, signer: other.signer }), parties))).toEqual(['signature-invalid']);
  });

  test('a changed byte is found and named, in the envelope, the manifest and each page', async () => {
    for (const [name, variant] of [['envelope.sealed', 'sealed-changed'], ['manifest.sealed', 'sealed-changed']] as const) {
      expect(variantsOf(await tampered(all => all.map(part => (part.name === name ? { ...part, bytes: flip(part.bytes) } : part))))).toEqual([variant]);
    }
    const { upload, staged } = await tampered(all => all.map(part => (part.name === 'parts/000003.sealed' ? { ...part, bytes: flip(part.bytes) } : part)));
    expect(staged.problems).toEqual([]);
    await expect(upload.readImage('', staged.images[2]!)).rejects.toMatchObject({ problem: { variant: 'sealed-changed', path: 'original/1/0102.jpg' } });
    expect((await upload.readImage('', staged.images[1]!)).toString()).toBe('optimised 1-1/1');
  });

  test('two pages that changed places are both named', async () => {
    const { upload, staged } = await tampered(all => all.map(part => ({ ...part, bytes: all.find(({ name }) => name === ({ 'parts/000001.sealed': 'parts/000003.sealed', 'parts/000003.sealed': 'parts/000001.sealed' }[part.name] ?? part.name))!.bytes })));
    await expect(upload.readImage('', staged.images[0]!)).rejects.toMatchObject({ problem: { variant: 'page-swapped', path: 'original/1/0101.jpg', found: 'original/1/0102.jpg' } });
    await expect(upload.readImage('', staged.images[2]!)).rejects.toMatchObject({ problem: { variant: 'page-swapped', path: 'original/1/0102.jpg', found: 'original/1/0101.jpg' } });
  });

  test('a page of another package under the same keys is found', async () => {
    const other = await parts(await sealedZip(volume, parties));
    const { upload, staged } = await tampered(all => all.map(part => (part.name === 'parts/000001.sealed' ? other.find(({ name }) => name === part.name)! : part)));
    await expect(upload.readImage('', staged.images[0]!)).rejects.toMatchObject({ problem: { variant: 'sealed-changed' } });
  });

  test('a page too few and a page too many are named', async () => {
    expect((await tampered(all => all.filter(({ name }) => name !== 'parts/000002.sealed'))).staged.problems).toMatchObject([{ variant: 'missing-file', path: 'optimised/1/0101.jpg' }]);
    expect((await tampered(all => [...all, { name: 'parts/000099.sealed', bytes: Buffer.from('x') }])).staged.problems).toMatchObject([{ variant: 'unlisted-file', path: 'parts/000099.sealed' }]);
    expect(variantsOf(await tampered(all => all.filter(({ name }) => name !== 'manifest.sealed')))).toEqual(['manifest-missing']);
  });
});
