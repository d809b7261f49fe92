import { deflateRawSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { openPackage, sourceOf, type PackageSource } from '../../../src-server/features/intake/packages/index.ts';
import { encodeGb18030 } from '../../support/gb18030.ts';
import { rawZip, type RawEntry } from '../../support/raw-zip.ts';

const page: RawEntry = { name: '张三/1.履历材料/0101.jpg', bytes: Buffer.from('a page') };

/** The one thing that such a package says; nothing of it may be offered to read. */
async function refusalOf(zip: Buffer): Promise<string | undefined> {
  const upload = await openPackage(sourceOf(zip), { name: 'x.zip' });
  expect(upload.roots).toEqual(['']);
  const staged = await upload.stage('');
  expect(staged.images).toEqual([]);
  expect(staged.problems).toHaveLength(1);
  expect(staged.problems[0]?.rule).toBe('P01');
  await expect(upload.readImage('', { path: page.name.toString() })).rejects.toMatchObject({ problem: staged.problems[0] });
  return staged.problems[0]?.variant;
}

const named = (name: string | Buffer, entry: Partial<RawEntry> = {}): Buffer => rawZip([page, { name, bytes: Buffer.from('x'), ...entry }]);

describe('case 37: an entry that leads out of the package', () => {
  test.each([
    ['../../x', 'path-traversal'], ['a/../../x', 'path-traversal'], ['./x', 'path-traversal'], ['a//x', 'path-traversal'], ['a/. ./x', 'path-traversal'], ['.../x', 'path-traversal'],
    ['/etc/x', 'absolute-path'], ['C:/x', 'absolute-path'], ['a/x.jpg:hidden', 'absolute-path'], ['C:\\x', 'path-backslash'], ['a\\..\\x', 'path-backslash'],
    ['a\u0000.jpg', 'path-disguised'], ['a\nb', 'path-disguised'], ['a\u0085b', 'path-disguised'],
    ['a\u2215x', 'path-disguised'], ['a\u2044x', 'path-disguised'], ['a／x', 'path-disguised'], ['a＼x', 'path-disguised'], ['a\u29f8x', 'path-disguised'],
    ['．．/x', 'path-traversal'], ['‥/x', 'path-traversal'], ['\u2024\u2024/x', 'path-traversal'], ['。。/x', 'path-traversal'],
    ['0101\u202egpj.exe', 'path-disguised'], ['a\u200bb', 'path-disguised'], ['\ufeffa', 'path-disguised'],
    [Array.from({ length: 13 }, () => 'a').join('/'), 'too-deep'], ['a'.repeat(1001), 'path-too-long'], ['', 'path-too-long'],
    ['张三/1.履历材料/0101.JPG', 'duplicate-name'], ['张三/1.履历材料/0101.jpg/x', 'duplicate-name'], ['张三/1.履历材料/0101.jpg.', 'duplicate-name'],
  ])('%j refuses the whole package', async (name, variant) => {
    expect(await refusalOf(named(name))).toBe(variant);
  });

  test('two spellings of one letter are one name', async () => {
    expect(await refusalOf(rawZip([{ name: 'caf\u00e9.jpg' }, { name: 'cafe\u0301.jpg' }]))).toBe('duplicate-name');
  });

  test('a symbolic link, a device and a name in no encoding are refused', async () => {
    expect(await refusalOf(named('link', { mode: 0o120777 }))).toBe('symlink');
    expect(await refusalOf(named('pipe', { mode: 0o010644 }))).toBe('special-file');
    expect(await refusalOf(named(Buffer.from([0xff, 0xff])))).toBe('name-encoding');
    expect(await refusalOf(named(Buffer.from([0xd5, 0xc5]), { flags: 0x800 }))).toBe('name-encoding');
  });

  test('a backslash that is half a Chinese character is none', async () => {
    // 誠 ends in 0x5C in GBK.
    const upload = await openPackage(sourceOf(rawZip([{ name: encodeGb18030('誠/1.履历材料/0101.jpg'), bytes: Buffer.from('x') }])), { name: 'x.zip' });
    expect(upload.roots).toEqual(['誠']);
  });
});

describe('case 38: a zip that is more than it says', () => {
  const zeros = Buffer.alloc(3_000_000);

  test.each<[string, string, Buffer]>([
    ['a ratio beyond every scan', 'archive-bomb', named('1.履历材料/0101.tif', { bytes: zeros, isDeflated: true })],
    ['a size of gigabytes', 'too-large', named('1.履历材料/0101.tif', { inflatedSize: 0xfffffff0, packedSize: 0x7fffffff, method: 8 })],
    ['a zip inside', 'nested-archive', named('more.zip')],
    ['a rar inside', 'nested-archive', named('more.RAR')],
    ['an encrypted entry', 'encrypted', named('a.jpg', { flags: 0x801, method: 8 })],
    ['a strongly encrypted entry', 'encrypted', named('a.jpg', { flags: 0x841, method: 8 })],
    ['a packing that is not known', 'compression-unknown', named('a.jpg', { method: 14 })],
    ['a stored entry with two sizes', 'size-differs', named('a.jpg', { inflatedSize: 5 })],
    ['a folder with content', 'size-differs', named('a/', { bytes: Buffer.from('x') })],
    ['two entries with the same bytes', 'entries-overlap', named('a.jpg', { offset: 0 })],
    ['an entry that reaches into the next one', 'entries-overlap', rawZip([{ name: 'a.jpg', packedSize: 60, inflatedSize: 60 }, page])],
    ['an entry that reaches into the directory', 'entries-overlap', named('a.jpg', { packedSize: 60, inflatedSize: 60 })],
    ['more entries than counted', 'headers-differ', rawZip([page, { name: 'b.jpg' }], { count: 1 })],
    ['fewer entries than counted', 'unreadable', rawZip([page], { count: 2 })],
    ['a directory that was cut', 'unreadable', rawZip([page]).subarray(0, -30)],
    ['an end inside its own comment', 'headers-differ', rawZip([page], { comment: Buffer.from('504b0506000000000000000000000000000000000000', 'hex') })],
    ['a program before it', 'unreadable', Buffer.concat([Buffer.from('MZ'), rawZip([page])])],
    ['a picture before it', 'unreadable', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), rawZip([page])])],
    ['nothing', 'unreadable', Buffer.alloc(0)],
    ['no zip', 'unreadable', Buffer.from('%PDF-1.7')],
  ])('%s is refused', async (_what, variant, zip) => {
    expect(await refusalOf(zip)).toBe(variant);
  });

  test('a million entries are refused by their number, before one is read', async () => {
    const million = rawZip(Array.from({ length: 60_001 }, (_, index) => ({ name: `${String(index)}.jpg` })));
    const source = sourceOf(million);
    const read = vi.fn(source.read);
    const upload = await openPackage({ size: source.size, read }, { name: 'x.zip' });
    expect((await upload.stage('')).problems).toMatchObject([{ variant: 'too-many-files', expected: '60000', found: '60001' }]);
    expect(read.mock.calls.length).toBeLessThan(5);
  });

  test.each<[string, string, Partial<RawEntry>]>([
    ['inflates to more than it says', 'size-differs', { bytes: Buffer.from('x'), packed: deflateRawSync(zeros), method: 8 }],
    ['inflates to less than it says', 'size-differs', { bytes: Buffer.from('xyz'), packed: deflateRawSync(Buffer.from('x')), method: 8 }],
    ['is not deflated at all', 'checksum', { bytes: Buffer.from('xyz'), packed: Buffer.from('ffffffff', 'hex'), method: 8 }],
    ['has another checksum', 'checksum', { crc: 1 }],
    ['is called otherwise in its own header', 'headers-differ', { localName: Buffer.from('2.履历材料/0102.jpg') }],
  ])('an entry that %s is found when it is read', async (_what, variant, entry) => {
    const zip = rawZip([{ name: '1.履历材料/0102.jpg', bytes: Buffer.from('x'), ...entry }]);
    const upload = await openPackage(sourceOf(zip), { name: 'x.zip' });
    await expect(upload.readImage('', { path: '1.履历材料/0102.jpg' })).rejects.toMatchObject({ problem: { rule: 'P01', variant } });
  });

  test('an entry that reaches into the next by a longer header of its own is found when it is read', async () => {
    const zip = rawZip([{ name: '1.履历材料/0102.jpg', bytes: Buffer.alloc(40) }, { name: '1.履历材料/0103.jpg', bytes: Buffer.alloc(40) }]);
    // Length of the extra field in the local header: by so much the content moves.
    zip.writeUInt16LE(8, 28);
    const upload = await openPackage(sourceOf(zip), { name: 'x.zip' });
    await expect(upload.readImage('', { path: '1.履历材料/0102.jpg' })).rejects.toMatchObject({ problem: { rule: 'P01', variant: 'entries-overlap' } });
  });

  test('the inflater stops at the size that was said, long before the bomb is out', async () => {
    const bomb = deflateRawSync(Buffer.alloc(100_000_000));
    const zip = rawZip([{ name: '1.履历材料/0101.jpg', bytes: Buffer.alloc(900_000), packed: bomb, method: 8 }]);
    const upload = await openPackage(sourceOf(zip), { name: 'x.zip' });
    const before = process.memoryUsage().arrayBuffers;
    await expect(upload.readImage('', { path: '1.履历材料/0101.jpg' })).rejects.toMatchObject({ problem: { variant: 'size-differs' } });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test('a source that fails is no fault of the package', async () => {
    const source = sourceOf(rawZip([page]));
    let isBroken = false;
    const broken: PackageSource = { size: source.size, read: (offset, length) => (isBroken ? Promise.reject(new Error('The disk is gone.')) : source.read(offset, length)) };
    const upload = await openPackage(broken, { name: 'x.zip' });
    isBroken = true;
    await expect(upload.readImage('张三', { path: '1.履历材料/0101.jpg' })).rejects.toThrow('The disk is gone.');
    await expect(openPackage(broken, { name: 'x.zip' })).rejects.toThrow('The disk is gone.');
  });
});
