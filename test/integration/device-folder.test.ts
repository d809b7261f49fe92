import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFolderDriver, type FolderPatience } from '../../src-main/device-host/drivers/folder/folder-driver.ts';
import { removePlainFile } from '../../src-main/device-host/drivers/folder/read-plain-file.ts';
import type { ScannedPage, ScanRequest } from '../../src-main/device-host/drivers/scan-driver.ts';
import { recordSteps } from '../support/recorded-steps.ts';
import { FolderPlace, scannerIdOf, type TakenFile } from '../../src-shared/domain/scanner-place.ts';

const patience: FolderPatience = { pollMs: 15, steadyMs: 60, farewellMs: 250 };
const settings = { source: null, mode: null, resolutionDpi: 300, widthMm: 210, heightMm: 297, maxPages: null };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'danglian-watched-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const aPicture = (shade: number, width = 240) => sharp({ create: { width, height: 340, channels: 3, background: { r: shade, g: 200, b: 90 } } }).withMetadata({ density: 100 });
const aJpeg = (shade: number): Promise<Buffer> => aPicture(shade).jpeg().toBuffer();

/** A PNG of some bytes that says it has 900 million pixels. */
function aBomb(png: Buffer): Buffer {
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(30_000, 16);
  bomb.writeUInt32BE(30_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}

type Watch = {
  readonly pages: ScannedPage[];
  readonly refused: (readonly [string, string])[];
  readonly ended: Promise<unknown>;
  readonly steps: () => readonly string[];
  readonly finish: () => void;
  readonly cancel: () => void;
  readonly untilPages: (count: number) => Promise<void>;
};

function watch(overrides: Partial<FolderPlace> = {}, taken: readonly TakenFile[] = [], maxPages: number | null = null): Watch {
  const place = FolderPlace.parse({ id: crypto.randomUUID(), kind: 'folder', name: '厂家程序', path: folder, order: 'name', afterwards: 'keep', ...overrides });
  const [finisher, canceller] = [new AbortController(), new AbortController()];
  const pages: ScannedPage[] = [];
  const refused: (readonly [string, string])[] = [];
  const request: ScanRequest = {
    ...{ scannerId: scannerIdOf(place), place, taken, settings: { ...settings, maxPages }, finished: finisher.signal },
    ...{ onProgress: () => undefined, onPrepared: () => undefined, onRefused: (name, code) => void refused.push([name, code]) },
  };
  const recorded = recordSteps();
  const run = async (): Promise<void> => {
    for await (const page of createFolderDriver(recorded.log, patience).scan(request, canceller.signal)) pages.push(page);
  };
  const untilPages = async (count: number): Promise<void> => {
    const until = performance.now() + 20_000;
    while (pages.length < count && performance.now() < until) await new Promise(resolve => setTimeout(resolve, 5));
    expect(pages.length).toBeGreaterThanOrEqual(count);
  };
  return { pages, refused, steps: recorded.told, ended: run().then(() => null, (error: unknown) => error), finish: () => { finisher.abort(); }, cancel: () => { canceller.abort(); }, untilPages };
}

/** Everything that lies there, taken in one go. */
async function takeAll(overrides: Partial<FolderPlace> = {}, taken: readonly TakenFile[] = []): Promise<Watch> {
  const watched = watch(overrides, taken);
  watched.finish();
  expect(await watched.ended).toBeNull();
  return watched;
}

const namesOf = ({ pages }: Watch): readonly string[] => pages.map(({ from }) => from?.file.name ?? '');

describe('a watched folder', () => {
  test('gives its pages in the order people count, the vendor’s own bytes unchanged', async () => {
    const jpegs = new Map(await Promise.all(['scan10.jpg', 'scan9.jpg', 'scan1.JPG'].map(async (name, index) => [name, await aJpeg(index * 40)] as const)));
    for (const [name, bytes] of jpegs) await writeFile(at(name), bytes);
    const watched = await takeAll();
    expect(namesOf(watched)).toEqual(['scan1.JPG', 'scan9.jpg', 'scan10.jpg']);
    for (const page of watched.pages) expect('jpeg' in page && page.jpeg).toEqual(jpegs.get(page.from?.file.name ?? ''));
    expect(watched.pages[0]).toMatchObject({ dpi: 100, from: { pages: 1, isWhole: true } });
    // Looking is told as setting up, and each page as one that is read.
    expect(watched.steps().filter(step => step.startsWith('read'))).toEqual(['read 1 good', 'read 2 good', 'read 3 good']);
    expect(new Set(watched.steps())).toEqual(new Set(['prepare 0 good', 'open 0 good', 'read 1 good', 'read 2 good', 'read 3 good']));
    // Nothing was touched.
    expect((await readdir(folder)).length).toBe(3);
  });

  test('or in the order in which they were made', async () => {
    for (const [index, name] of ['b.jpg', 'c.jpg', 'a.jpg'].entries()) {
      await writeFile(at(name), await aJpeg(index));
      await utimes(at(name), 1000 + index, 1000 + index);
    }
    expect(namesOf(await takeAll({ order: 'time' }))).toEqual(['b.jpg', 'c.jpg', 'a.jpg']);
  });

  test('takes pages as they come, each only when it is finished, and ends when the person says so', async () => {
    const watched = watch();
    await writeFile(at('1.jpg'), await aJpeg(1));
    await watched.untilPages(1);
    const bytes = await aJpeg(2);
    const writer = await open(at('2.jpg'), 'w');
    await writer.write(bytes.subarray(0, 300));
    // The next one is ready before: it must not overtake.
    await writeFile(at('3.jpg'), await aJpeg(3));
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(namesOf(watched)).toEqual(['1.jpg']);
    await writer.write(bytes.subarray(300));
    await writer.close();
    await watched.untilPages(3);
    watched.finish();
    expect(await watched.ended).toBeNull();
    expect(namesOf(watched)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
    expect(watched.refused).toEqual([]);
  });

  test('a file that is never closed is named, and those behind it are taken all the same', async () => {
    const writer = await open(at('1.jpg'), 'w');
    await writer.write(await aJpeg(1));
    await writeFile(at('2.jpg'), await aJpeg(2));
    const watched = await takeAll();
    await writer.close();
    expect(namesOf(watched)).toEqual(['2.jpg']);
    expect(watched.refused).toEqual([['1.jpg', 'scan-file.still-open']]);
  });

  test('a file that was renamed into its place is a new one; the program’s own leftovers are no files', async () => {
    await writeFile(at('page.tmp'), await aJpeg(1));
    await writeFile(at('.hidden.jpg'), await aJpeg(1));
    const watched = watch();
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(watched.pages).toEqual([]);
    await rename(at('page.tmp'), at('page.jpg'));
    await watched.untilPages(1);
    watched.cancel();
    expect(await watched.ended).toMatchObject({ name: 'AbortError' });
  });

  test('several pages of one TIFF, a PNG, and a PDF of pictures come page by page', async () => {
    const rows = await Promise.all([10, 60, 110].map(shade => aPicture(shade).raw().toBuffer()));
    const tiff = await sharp(Buffer.concat(rows), { raw: { width: 240, height: 340 * 3, channels: 3, pageHeight: 340 } }).tiff({ xres: 100 / 25.4, yres: 100 / 25.4 }).toBuffer();
    await writeFile(at('a.tif'), tiff);
    await writeFile(at('b.png'), await aPicture(5).png().toBuffer());
    await writeFile(at('b2.tif'), await sharp(Buffer.alloc(240 * 340, 200), { raw: { width: 240, height: 340, channels: 1 } }).toColourspace('b-w').tiff({ xres: 100 / 25.4, yres: 100 / 25.4 }).toBuffer());
    const pdf = await PDFDocument.create();
    const jpegs = [await aJpeg(7), await aJpeg(8)];
    for (const jpeg of jpegs) {
      const picture = await pdf.embedJpg(jpeg);
      pdf.addPage([172.8, 244.8]).drawImage(picture, { x: 0, y: 0, width: 172.8, height: 244.8 });
    }
    await writeFile(at('c.pdf'), await pdf.save());
    const watched = await takeAll();
    expect(watched.refused).toEqual([]);
    expect(namesOf(watched)).toEqual(['a.tif', 'a.tif', 'a.tif', 'b.png', 'b2.tif', 'c.pdf', 'c.pdf']);
    expect(watched.pages.slice(2, 5).map(page => 'data' in page && [page.widthPx, page.heightPx, page.channels, page.dpi])).toEqual([[240, 340, 3, 100], [240, 340, 3, 100], [240, 340, 1, 100]]);
    expect(watched.pages.slice(5).map(page => 'jpeg' in page && page.jpeg)).toEqual(jpegs);
    expect(watched.pages[5]).toMatchObject({ dpi: 100, from: { pages: 1, isWhole: false } });
  });

  test('what is kept already is not taken again, page by page; a changed file is another one', async () => {
    await writeFile(at('1.jpg'), await aJpeg(1));
    const rows = await Promise.all([1, 2].map(shade => aPicture(shade).raw().toBuffer()));
    await writeFile(at('2.tif'), await sharp(Buffer.concat(rows), { raw: { width: 240, height: 680, channels: 3, pageHeight: 340 } }).tiff({ xres: 4, yres: 4 }).toBuffer());
    const first = await takeAll();
    const [whole, half] = [first.pages[0]?.from, first.pages[1]?.from];
    expect(first.pages).toHaveLength(3);
    const again = await takeAll({}, [whole!, half!]);
    expect(again.pages.map(({ from }) => [from?.file.name, from?.pages])).toEqual([['2.tif', 2]]);
    await writeFile(at('1.jpg'), await aJpeg(99));
    expect(namesOf(await takeAll({}, [whole!]))).toContain('1.jpg');
  });

  test('removes only where that was agreed, and only the very file that was taken', async () => {
    await writeFile(at('1.jpg'), await aJpeg(1));
    const { file } = (await takeAll()).pages[0]!.from!;
    const taken = [{ file, pages: 1, isWhole: true }];
    await takeAll({}, taken);
    expect(await readdir(folder)).toEqual(['1.jpg']);
    await takeAll({ afterwards: 'remove' }, taken);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(at('1.jpg'), 'something else');
    expect(await removePlainFile(folder, file)).toBe(false);
    expect(await readdir(folder)).toEqual(['1.jpg']);
  });
});

describe('what is refused, by name', () => {
  test('links, pipes, foreign files, broken and unmeasured pictures; the good one among them is taken', async () => {
    await writeFile(at('good.jpg'), await aJpeg(1));
    const outside = await mkdtemp(join(tmpdir(), 'danglian-outside-'));
    await writeFile(join(outside, 'secret.jpg'), await aJpeg(2));
    await symlink(join(outside, 'secret.jpg'), at('link.jpg'));
    await promisify(execFile)('mkfifo', [at('pipe.jpg')]);
    await writeFile(at('list.xlsx'), 'PK');
    await writeFile(at('cut.jpg'), (await aJpeg(3)).subarray(0, 700));
    await writeFile(at('empty.jpg'), '');
    await writeFile(at('nodpi.png'), await sharp({ create: { width: 50, height: 50, channels: 3, background: 'red' } }).png().toBuffer());
    await writeFile(at('bomb.png'), aBomb(await aPicture(4).png().toBuffer()));
    const text = await PDFDocument.create();
    text.addPage().drawText('words', { font: await text.embedFont(StandardFonts.Helvetica) });
    await writeFile(at('text.pdf'), await text.save());
    await writeFile(at('broken.pdf'), '%PDF-1.7\n%%EOF');
    await mkdir(at('sub.jpg'));
    const watched = await takeAll();
    await rm(outside, { recursive: true });
    expect(namesOf(watched)).toEqual(['good.jpg']);
    expect(Object.fromEntries(watched.refused)).toEqual({
      'link.jpg': 'scan-file.not-plain',
      'pipe.jpg': 'scan-file.not-plain',
      'list.xlsx': 'scan-file.foreign',
      'empty.jpg': 'scan-file.foreign',
      'cut.jpg': 'scan-file.damaged',
      'nodpi.png': 'scan-file.no-resolution',
      'bomb.png': 'scan-file.too-large',
      'text.pdf': 'scan-file.pdf-not-simple',
      'broken.pdf': 'scan-file.pdf-not-simple',
    });
  });

  test('a folder that is a link, that vanishes, or that holds too much', async () => {
    await symlink(folder, `${folder}-link`);
    expect(await watch({ path: `${folder}-link` }).ended).toMatchObject({ code: 'scan-folder.unreadable' });
    await rm(`${folder}-link`);
    const gone = watch({ path: `${folder}/gone` });
    expect(await gone.ended).toMatchObject({ code: 'scan-folder.unreadable' });
    await mkdir(at('full'));
    for (let index = 0; index <= 5_000; index += 1) await writeFile(join(folder, 'full', String(index)), '');
    expect(await watch({ path: at('full') }).ended).toMatchObject({ code: 'scan-folder.too-full' });
  });
});
