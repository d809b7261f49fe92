import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { searchPackages } from '../../src-main/features/deliveries/find-packages.ts';
import { listFolder, listPlaces } from '../../src-main/features/deliveries/list-folder.ts';
import { openPackage } from '../../src-main/features/deliveries/open-package.ts';

let root: string;
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'danglian-packages-')); });
afterEach(() => rm(root, { recursive: true, force: true }));

const limits = { maxPackages: 1_000, maxFolders: 10_000, maxMs: 10_000 };
const never = new AbortController().signal;
/** Writes files with their folders; a name that ends with `/` is an empty folder. */
async function put(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(root, name.endsWith('/') ? name : join(name, '..')), { recursive: true });
    if (!name.endsWith('/')) await writeFile(join(root, name), `content of ${name}`);
  }
}
async function find(paths: readonly string[] = [root], within = limits): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const place of searchPackages(paths, within)) found.push(place && `${place.kind} ${place.path.slice(root.length + 1)}`);
  return found;
}

describe('packages are found by what lies in them', () => {
  test('class folders in every spelling, a catalogue and an XML file make a folder a package; a zip is one', async () => {
    await put('甲/1.履历材料/0101.jpg', '乙/4－1.学历学位材料/0101.jpg', '丙/目录.xlsx', '丁/档案.xml', '戊.ZIP', '己/说明.txt', '庚/照片/a.jpg');
    expect((await find()).toSorted()).toEqual(['folder 丁', 'folder 丙', 'folder 乙', 'folder 甲', 'zip 戊.ZIP']);
  });

  test('a folder of folders is searched to any reasonable depth, in the order of its names', async () => {
    await put('批次/第10盒/张三/1.履历/0101.jpg', '批次/第2盒/李四/1.履历/0101.jpg', '批次/第2盒/王五/10.其他/0101.jpg');
    expect(await find()).toEqual(['folder 批次/第2盒/李四', 'folder 批次/第2盒/王五', 'folder 批次/第10盒/张三']);
  });

  test('a hand-over list beside the volumes is no catalogue of one; folders of layers are parts of one volume', async () => {
    await put('移交/移交清单.xlsx', '移交/张三/1.履历/0101.jpg', '移交/李四/1.履历/0101.jpg', '王五/原始图像/1.履历/0101.jpg', '王五/优化图像/1.履历/0101.jpg', '赵六/目录.xlsx', '赵六/图像/1.履历/0101.jpg');
    expect((await find()).toSorted()).toEqual(['folder 王五', 'folder 移交/张三', 'folder 移交/李四', 'folder 赵六']);
  });

  test('folders numbered 1, 2, 3 are volumes when class folders lie in them, classes when pages do', async () => {
    await put('卷/1/1.履历/0101.jpg', '卷/2/1.履历/0101.jpg', '类/1/0101.jpg', '类/2/0101.jpg');
    expect((await find()).toSorted()).toEqual(['folder 卷/1', 'folder 卷/2', 'folder 类']);
  });

  test('folders that only begin like classes are meant as classes when pages lie in them', async () => {
    await put('甲/4-1 学历学位/0101.jpg', '乙/第三类 考核/0101.jpg', '批次/1张三/1.履历/0101.jpg', '杂/2020年照片/a.jpg');
    expect((await find()).toSorted()).toEqual(['folder 乙', 'folder 批次/1张三', 'folder 甲']);
  });

  test('links are not followed, junk is not looked at, a path that is not there holds nothing', async () => {
    await put('真/1.履历/0101.jpg', '__MACOSX/1.履历/0101.jpg', '.隐藏/1.履历/0101.jpg', '$RECYCLE.BIN/1.履历/0101.jpg');
    await symlink(join(root, '真'), join(root, '假'));
    expect(await find([root, join(root, '没有'), join(root, '假'), root])).toEqual(['folder 真']);
  });

  test('a search that reached a limit says so', async () => {
    await put(...Array.from({ length: 30 }, (_, index) => `卷${String(index)}/1.履历/0101.jpg`));
    expect((await find([root], { ...limits, maxPackages: 10 })).at(-1)).toBeUndefined();
    expect(await find([root], { ...limits, maxPackages: 10 })).toHaveLength(11);
    expect((await find([root], { ...limits, maxFolders: 5 })).at(-1)).toBeUndefined();
    expect(await find([root], { ...limits, maxMs: -1 })).toEqual([undefined]);
  });
});

describe('a folder is one zip that lies nowhere', () => {
  const wholeOf = async (path: string): Promise<Buffer> => {
    const opened = await openPackage({ path, kind: 'folder' }, never);
    const bytes = await opened.read(0, opened.size);
    await opened.close();
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(opened.digest);
    return bytes;
  };

  test('another program unpacks it, finds every byte intact, and none of the junk', async () => {
    await put('卷/1.履历材料/0101.jpg', '卷/4-1.学历学位材料/0201.jpg', '卷/目录.xlsx', '卷/Thumbs.db', '卷/1.履历材料/._0101.jpg', '卷/空/');
    await writeFile(join(root, '大.bin'), Buffer.alloc(3_000_000, 7));
    await rm(join(root, '卷/1.履历材料/0101.jpg'));
    await writeFile(join(root, '卷/1.履历材料/0101.jpg'), Buffer.alloc(3_000_000, 7));
    const file = join(root, 'out.zip');
    await writeFile(file, await wholeOf(join(root, '卷')));
    const program = `import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))`;
    const { stdout } = await promisify(execFile)('python3', ['-c', program, file], { env: { ...process.env, PYTHONIOENCODING: 'utf-8' } });
    expect(stdout.trim().split('\n')).toEqual(['1.履历材料/0101.jpg', '4-1.学历学位材料/0201.jpg', '目录.xlsx']);
  });

  test('the same files give the same bytes, whatever their dates and their places on the disk are', async () => {
    await put('一/1.履历/0102.jpg', '一/1.履历/0101.jpg');
    await put('二/1.履历/0101.jpg', '二/1.履历/0102.jpg');
    for (const name of ['0101.jpg', '0102.jpg']) await writeFile(join(root, '二/1.履历', name), `content of 一/1.履历/${name}`);
    await utimes(join(root, '二/1.履历/0101.jpg'), 1, 1);
    expect((await wholeOf(join(root, '一'))).equals(await wholeOf(join(root, '二')))).toBe(true);
  });

  test('a file that grows, shrinks or is replaced between measuring and sending is told by its name', async () => {
    await put('卷/1.履历/0101.jpg', '卷/1.履历/0102.jpg');
    const path = join(root, '卷/1.履历/0102.jpg');
    for (const change of [() => appendFile(path, 'more'), () => writeFile(path, 'less'), () => rm(path).then(() => writeFile(path, 'less'))]) {
      const opened = await openPackage({ path: join(root, '卷'), kind: 'folder' }, never);
      await delay(20); // beyond the grain of the disk's clock
      await change();
      await expect(opened.read(0, opened.size)).rejects.toMatchObject({ code: 'delivery.file-changed', params: { file: '1.履历/0102.jpg' } });
      await opened.close();
    }
    const opened = await openPackage({ path: join(root, '卷'), kind: 'folder' }, never);
    await rm(path);
    await expect(opened.read(0, opened.size)).rejects.toMatchObject({ code: 'delivery.file-vanished', params: { file: '1.履历/0102.jpg' } });
    await opened.close();
  });

  test('a folder into which somebody still copies is told after the last byte', async () => {
    await put('卷/1.履历/0101.jpg', '卷/1.履历/0102.jpg');
    await writeFile(join(root, '卷/1.履历/0103.jpg'), '');
    for (const change of [() => put('卷/1.履历/0104.jpg'), () => writeFile(join(root, '卷/1.履历/0103.jpg'), 'now it is there')]) {
      const opened = await openPackage({ path: join(root, '卷'), kind: 'folder' }, never);
      await opened.read(0, opened.size);
      await opened.confirm();
      await change();
      await expect(opened.confirm()).rejects.toMatchObject({ code: 'delivery.file-changed' });
      await opened.close();
    }
    const opened = await openPackage({ path: join(root, '卷'), kind: 'folder' }, never);
    await rm(join(root, '卷/1.履历/0104.jpg'));
    await expect(opened.confirm()).rejects.toMatchObject({ code: 'delivery.file-vanished', params: { file: '1.履历/0104.jpg' } });
    await opened.close();
  });

  test('links, empty folders, unreadable names and too much of anything are refused with a code', async () => {
    await put('链/1.履历/0101.jpg', '空/', '名/1.履历/a\\b.jpg');
    await symlink('/etc/passwd', join(root, '链/1.履历/0102.jpg'));
    const open = (name: string, kind: 'folder' | 'zip' = 'folder') => openPackage({ path: join(root, name), kind }, never);
    await expect(open('链')).rejects.toMatchObject({ code: 'delivery.not-plain', params: { file: '1.履历/0102.jpg' } });
    await expect(open('空')).rejects.toMatchObject({ code: 'delivery.empty' });
    await expect(open('名')).rejects.toMatchObject({ code: 'delivery.name-unreadable' });
    await expect(open('没有')).rejects.toMatchObject({ code: 'delivery.file-vanished' });
    await expect(open('没有.zip', 'zip')).rejects.toMatchObject({ code: 'delivery.file-vanished' });
    await expect(open('空', 'zip')).rejects.toMatchObject({ code: 'delivery.not-plain' });
  });

  test('a zip is sent as it is', async () => {
    await writeFile(join(root, '卷.zip'), 'whatever lies in it');
    const opened = await openPackage({ path: join(root, '卷.zip'), kind: 'zip' }, never);
    expect((await opened.read(0, 1_000)).toString()).toBe('whatever lies in it');
    expect((await opened.read(9, 12)).toString()).toBe('lie');
    await opened.close();
    await expect(opened.read(0, 1)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('measuring stops when nobody wants it any more', async () => {
    await put('卷/1.履历/0101.jpg');
    await expect(openPackage({ path: join(root, '卷'), kind: 'folder' }, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('places', () => {
  test('a folder lists its folders first, its zips and files with their sizes; links and hidden ones are left out', async () => {
    await put('b/', 'a10.zip', 'a2.zip', 'c.txt', '.h', 'Thumbs.db');
    await symlink('/etc', join(root, 'link'));
    const listing = await listFolder(root);
    expect(listing.entries.map(({ name, kind, bytes }) => [name, kind, bytes])).toEqual([['b', 'folder', null], ['a2.zip', 'zip', 17], ['a10.zip', 'zip', 18], ['c.txt', 'file', 16]]);
    expect(listing).toMatchObject({ path: root, parent: tmpdir(), isCutShort: false });
    await expect(listFolder(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'delivery.place-unreadable' });
  });

  test('the home folder is a place, and nothing that is not mounted', async () => {
    const { places } = await listPlaces(join(root, 'no-table'));
    expect(places).toEqual([expect.objectContaining({ kind: 'home' })]);
  });
});
