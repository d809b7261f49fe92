import sharp, { type JpegOptions } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../bench/support/drawn-pages.ts';
import { photographScreen } from '../../bench/support/leaks.ts';
import { deriveMarkKey, readingSize, readMark, type MarkReading } from '../../src-server/marks/index.ts';
import { createPageMarker, type PageMark, type PageMarker } from '../../src-server/features/viewing/index.ts';
import { loadMarkingAddon } from '../../src-server/features/viewing/marking-addon.ts';

const secret = Buffer.alloc(32, 7);
const key = deriveMarkKey('key', secret);
const strangers = [deriveMarkKey('stranger', Buffer.alloc(32, 8)), deriveMarkKey('another', Buffer.alloc(32, 9))];
const payload = { site: 17, serial: 0x1234_5678_9abc };
const mark: PageMark = { lines: ['王晓 · 人社局', '终端 03 2026-11-22 19:40', '20261122-0007'], secrecyMark: '秘密★10年', grain: { keyId: 'key', secret, ...payload } };
const withLine = (line: string): PageMark => ({ ...mark, lines: [line] });

async function aPage({ paper = '#f4f1ea', width = 2480, height = 3508, text = '干部任免审批表 基本情况 工作经历 奖惩情况' } = {}): Promise<Buffer> {
  const lines = Array.from({ length: 30 }, (_, index) => `<text x="200" y="${String(300 + index * 100)}" font-size="46" font-family="'Noto Sans CJK SC',sans-serif" fill="#222">${text} ${String(index)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 2480 3508"><rect width="2480" height="3508" fill="${paper}"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten().jpeg({ quality: 80, chromaSubsampling: '4:2:0' }).toBuffer();
}

async function read(image: Buffer, keys = [key]): Promise<MarkReading | null> {
  const { data, info } = await sharp(image).resize({ width: readingSize, height: readingSize, fit: 'inside' }).greyscale().raw().toBuffer({ resolveWithObject: true });
  return readMark({ width: info.width, height: info.height, values: Float32Array.from(data) }, keys);
}

const pixels = (image: Buffer): Promise<Buffer> => sharp(image).greyscale().raw().toBuffer();

async function psnr(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [await pixels(one), await pixels(other)];
  const sum = a.reduce((total, level, index) => total + (level - b[index]!) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (sum / a.length));
}

describe('marks of a page', () => {
  let marker: PageMarker;
  beforeAll(() => { marker = createPageMarker({ threads: 1 }); });
  afterAll(() => marker.close());

  test('the addon is built: without it the tests below would compare a way with itself', () => { expect(loadMarkingAddon()).not.toBeNull(); });

  test.each(['full', 'half', 'print'] as const)('in %s size the grain names the session, through a copy in JPEG 50 at half the size too', async size => {
    const page = await aPage();
    const shown = await marker.mark(size === 'half' ? (await marker.reduce(page)).jpeg : page, mark, size);
    const { width } = await sharp(shown).metadata();
    expect((await read(await sharp(shown).resize(Math.round(width * 0.5)).jpeg({ quality: 50 }).toBuffer()))?.payload).toEqual(payload);
  });

  test('the grain is found on a part, turned upside down and leaning; under a foreign key and on an unmarked page nobody is named', async () => {
    const page = await aPage();
    const shown = await marker.mark(page, mark, 'full');
    const part = await sharp(shown).extract({ left: 300, top: 500, width: 2080, height: 2200 }).jpeg({ quality: 75 }).toBuffer();
    expect((await read(part, [...strangers, key]))?.payload).toEqual(payload);
    expect((await read(await sharp(shown).rotate(180).toBuffer()))?.payload).toEqual(payload);
    expect((await read(await sharp(shown).rotate(93, { background: '#ddd' }).jpeg({ quality: 75 }).toBuffer()))?.payload).toEqual(payload);
    expect(await read(shown, strangers)).toBeNull();
    expect(await read(page)).toBeNull();
  });

  test('a photo of the screen, taken from the side, names the session by itself', async () => {
    const { jpeg: half } = await marker.reduce(await aPage());
    const { image } = await photographScreen(await marker.mark(half, mark, 'half'), { lean: 0.02, blur: 1.3 }, createRandom('photo'));
    expect((await read(image))?.payload).toEqual(payload);
  });

  test('pure white paper is made a little darker for the printer, and its grain survives thresholds that drop the lightest tones', async () => {
    const printed = await marker.mark(await aPage({ paper: '#ffffff', text: '' }), mark, 'print');
    const levels = await pixels(printed);
    const paper = levels.toSorted()[Math.floor(levels.length / 2)]!;
    expect(paper).toBeGreaterThan(239);
    expect(paper).toBeLessThan(247);
    const dropped = levels.map(level => (level > 249 ? 255 : level));
    const { width, height } = await sharp(printed).metadata();
    expect((await read(await sharp(dropped, { raw: { width, height, channels: 1 } }).jpeg({ quality: 60 }).toBuffer()))?.payload).toEqual(payload);
  });

  test.each(['full', 'half', 'print'] as const)('without the addon a page in %s size looks the same', async size => {
    const page = size === 'half' ? (await marker.reduce(await aPage())).jpeg : await aPage();
    const quick = await marker.mark(page, mark, size);
    // What is not a JPEG of our make goes through the pixels, as everything does on a machine without the addon.
    const slow = await marker.mark(await sharp(page).png({ compressionLevel: 1 }).toBuffer(), mark, size);
    expect(slow.equals(quick)).toBe(false);
    expect(await psnr(quick, slow)).toBeGreaterThan(37);
    expect(await psnr(quick, page)).toBeLessThan(33);
    expect((await read(slow))?.payload).toEqual(payload);
  });

  test('the content is not quantised a second time: where nothing is added, every coefficient is as it was', async () => {
    const page = await aPage({ paper: '#c0c0c0' });
    const addon = loadMarkingAddon()!;
    const nothing = { columns: 1, rows: 1, blocks: new Int16Array(64) };
    const rewritten = addon.mark(page, { luma: nothing, corner: { luma: nothing, blue: nothing, red: nothing }, whitestPaper: 255 });
    expect('status' in rewritten).toBe(false);
    const after = await pixels(Buffer.from(rewritten as Uint8Array)); // `as`: looked at the line before
    expect(after.equals(await pixels(page))).toBe(true);
  });

  test('what is not of our make, cut off, or no picture at all is refused by the addon, never guessed', async () => {
    const addon = loadMarkingAddon()!;
    const nothing = { columns: 1, rows: 1, blocks: new Int16Array(64) };
    const marks = { luma: nothing, corner: { luma: nothing, blue: nothing, red: nothing }, whitestPaper: 255 };
    const page = await aPage({ width: 620, height: 877 });
    const of = (options: JpegOptions): Promise<Buffer> => sharp(page).jpeg(options).toBuffer();
    for (const other of [await of({ quality: 90 }), await of({ quality: 80, chromaSubsampling: '4:4:4' }), await of({ quality: 80, progressive: true }), await sharp(page).greyscale().toColourspace('b-w').jpeg({ quality: 80 }).toBuffer()]) {
      expect(addon.mark(other, marks)).toMatchObject({ status: 'unsupported' });
    }
    expect(addon.mark(page.subarray(0, page.length / 2), marks)).toMatchObject({ status: 'truncated' });
    expect(addon.mark(Buffer.from('no picture'), marks)).toMatchObject({ status: 'truncated' });
    expect(() => addon.mark(page, { ...marks, luma: { columns: 2, rows: 1, blocks: new Int16Array(64) } })).toThrow();
    expect(() => addon.quantise(new Float32Array(64), 16, 8, 'luma')).toThrow();
  });

  test('names are drawn letter by letter, whatever they contain', async () => {
    const page = await aPage({ width: 1240, height: 1754, text: '', paper: '#ffffff' });
    const shown = async (line: string): Promise<Buffer> => pixels(await marker.mark(page, { ...withLine(line), grain: null }, 'half'));
    // Beside the secrecy mark, which every tile has.
    const darkOf = (levels: Buffer): number => levels.filter(level => level < 240).length;
    const bare = darkOf(await shown(''));
    const ink = (levels: Buffer): number => darkOf(levels) - bare;
    // As markup it would be a bold letter, or nothing; as text it is longer than the letter.
    const [letter, markup, entity, mongolian, long] = [await shown('王'), await shown('<b>王</b>'), await shown('&#60;王&lt;'), await shown('ᠪᠠᠲᠤ'), await shown('阿不都热合曼·买买提吐尔逊·艾力江'.repeat(3))];
    expect(ink(markup)).toBeGreaterThan(1.5 * ink(letter));
    expect(ink(entity)).toBeGreaterThan(1.5 * ink(letter));
    expect(mongolian.equals(await shown('ᠮᠣᠩᠭ'))).toBe(false);
    expect(ink(mongolian)).toBeGreaterThan(100);
    // Both in small letters, one half as long again: nothing is cut off.
    const shorter = ink(await shown('阿不都热合曼·买买提吐尔逊·艾力江'.repeat(2)));
    expect(ink(long)).toBeGreaterThan(1.3 * shorter);
  });
});
