import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import { measureImage } from '../../src-shared/imaging/measure-image.ts';
import type { ImageChecker } from '../../src-server/features/intake/images/index.ts';
import { cleanPage, spoil } from '../../bench/support/defective-pages.ts';
import { drawnPages, toJpeg } from '../../bench/support/drawn-pages.ts';

let checker: ImageChecker;
let page: Buffer;
let sideways: Buffer;

beforeAll(async () => {
  await buildNative();
  // After the build: the addon is looked for once, when the module is loaded.
  const { createImageChecker } = await import('../../src-server/features/intake/images/index.ts');
  checker = createImageChecker({ threads: 2 });
  const clean = await cleanPage((await drawnPages('intake-images'))[4]!, 'one');
  page = await toJpeg(clean.pixels);
  sideways = await toJpeg((await spoil('sideways', clean, 'one')).pixels);
});
afterAll(() => checker.close());

const problemOf = async (bytes: Uint8Array, name = 'page.jpg') => {
  const { facts, optimised } = await checker.check(bytes, { name });
  expect(optimised === null).toBe(facts.problem !== null);
  return facts.problem;
};

/** The frame header of a JPEG, for lying about it. */
function withFrame(jpeg: Buffer, change: (frame: Buffer) => void): Buffer {
  const copy = Buffer.from(jpeg);
  const at = copy.findIndex((byte, index) => byte === 0xff && [0xc0, 0xc2].includes(copy[index + 1] ?? 0));
  change(copy.subarray(at));
  return copy;
}
const small = () => sharp(page).resize(400).jpeg().toBuffer();
const insert = (jpeg: Buffer, segment: Buffer): Buffer => Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
const segmentOf = (marker: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);

describe('checking an image', () => {
  test('a page gives its facts and a clean image of the same size', async () => {
    const { facts, optimised } = await checker.check(page, { name: '4-1/0101.JPG' });
    expect(facts).toMatchObject({ problem: null, format: 'jpeg', bytes: page.length, digest: createHash('sha256').update(page).digest('hex'), widthPx: 2480, heightPx: 3508, headerDpi: 300, exifOrientation: 1, colour: 'rgb', bitsPerChannel: 8 });
    expect(facts.measures).toMatchObject({ isBlank: false, uprightTurn: 0, borderShare: 0, cutEdges: [] });
    const made = await sharp(optimised!.jpeg).metadata();
    expect(made).toMatchObject({ format: 'jpeg', width: 2480, height: 3508, space: 'srgb', isProgressive: false, chromaSubsampling: '4:2:0' });
    expect([made.exif, made.icc, made.xmp, made.iptc]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('what is measured turns nothing: EXIF and the package do', async () => {
    const lying = await checker.check(sideways, { name: 'a.jpg' });
    expect([lying.facts.measures!.uprightTurn % 180, lying.optimised!.widthPx]).toEqual([90, 3508]);
    const flagged = await sharp(await small()).withMetadata({ orientation: 6 }).toBuffer();
    const { facts, optimised } = await checker.check(flagged, { name: 'a.jpg' });
    expect([facts.exifOrientation, facts.widthPx, optimised!.heightPx]).toEqual([6, 400, 400]);
    const hinted = await checker.check(await small(), { name: 'a.jpg', rotationHint: 90 });
    expect([hinted.facts.widthPx, hinted.optimised!.heightPx]).toEqual([400, 400]);
  });

  test('both ways of decoding say the same', async () => {
    const [{ decodeWithSharp }, { recodeJpeg }] = await Promise.all([import('../../src-server/features/intake/images/decode-with-sharp.ts'), import('../../src-server/features/intake/images/imaging-addon.ts')]);
    const [slow, quick] = [await decodeWithSharp(page, 0), recodeJpeg(page)];
    if (typeof slow === 'string' || quick === null || typeof quick === 'string') throw new Error('One way did not decode.');
    const [one, other] = [measureImage(slow.rasters), measureImage(quick.rasters)];
    expect(Math.abs(one.skewDegrees! - other.skewDegrees!)).toBeLessThan(0.03);
    expect(Math.abs(one.contrast! - other.contrast!)).toBeLessThan(0.02);
    expect(Math.abs(one.sharpness! - other.sharpness!)).toBeLessThan(0.05);
    expect({ ...other, ...pick(one) }).toEqual(one.perceptualHash === other.perceptualHash ? one : { ...one, perceptualHash: other.perceptualHash });
  });

  test('39: a bomb is refused by its header, a header that lies by its pixels', async () => {
    const jpeg = await small();
    expect(await problemOf(withFrame(jpeg, frame => { frame.writeUInt16BE(16_000, 5); frame.writeUInt16BE(16_000, 7); }))).toBe('too-large');
    expect(await problemOf(withFrame(jpeg, frame => { frame.writeUInt16BE(7000, 5); frame.writeUInt16BE(7000, 7); }))).toBe('truncated');
    const png = await sharp({ create: { width: 10_000, height: 8_100, channels: 3, background: '#fff' } }).png({ compressionLevel: 9 }).toBuffer();
    expect(await problemOf(png, 'a.png')).toBe('too-large');
  });

  test('40: truncated anywhere, even in the last bytes, and empty files', async () => {
    expect(await problemOf(Buffer.alloc(0))).toBe('empty');
    for (const missing of [1, 2, 40, 5000]) expect(await problemOf(page.subarray(0, page.length - missing))).toBe('truncated');
    const holed = Buffer.concat([page.subarray(0, 400_000), page.subarray(420_000)]);
    expect(await problemOf(holed)).toBe('truncated');
    const png = await sharp(page).resize(300).png().toBuffer();
    expect(await problemOf(png.subarray(0, png.length - 30), 'a.png')).toBe('truncated');
    const tiff = await sharp(page).resize(300).tiff({ compression: 'lzw' }).toBuffer();
    expect(await problemOf(tiff.subarray(0, tiff.length / 2), 'a.tif')).toBe('truncated');
  });

  test('40: a second file inside the first', async () => {
    const zip = Buffer.from('PK\u0003\u0004 and a lot of what an archive holds, more than the few bytes that scanners leave behind');
    for (const tail of [zip, Buffer.from('<html><script>alert(1)</script></html>'), page]) expect(await problemOf(Buffer.concat([page, tail]))).toBe('polyglot');
    for (const content of ['<html><body onload=x>', 'PK\u0003\u0004payload', '<?php echo 1;']) expect(await problemOf(insert(page, segmentOf(0xfe, Buffer.from(content))))).toBe('polyglot');
    expect(await problemOf(Buffer.concat([page, Buffer.alloc(3000)]))).toBeNull();
    const png = await sharp(page).resize(300).png().toBuffer();
    expect(await problemOf(Buffer.concat([png, zip]), 'a.png')).toBe('polyglot');
  });

  test('40: wrong endings, other formats and what no viewer shows', async () => {
    expect(await problemOf(page, 'a.png')).toBe('wrong-ending');
    for (const bytes of [Buffer.from('%PDF-1.7'), await sharp(page).resize(50).gif().toBuffer(), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]) expect(await problemOf(bytes)).toBe('not-an-image');
    const jpeg = await small();
    expect(await problemOf(withFrame(jpeg, frame => { frame[4] = 12; }))).toBe('unsupported');
    for (const marker of [0xc3, 0xc9, 0xca]) expect(await problemOf(withFrame(jpeg, frame => { frame[1] = marker; }))).toBe('unsupported');
    expect(await problemOf(Buffer.from([0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]), 'a.jp2')).toBe('unsupported');
    const pages = await sharp([await small(), await small()], { join: { animated: true } }).tiff().toBuffer();
    expect(await problemOf(pages, 'a.tif')).toBe('unsupported');
  });

  test('40: metadata, CMYK, alpha, 16 bits and progressive become facts, and the clean image has none of them', async () => {
    const rich = await sharp(await small()).withMetadata({ density: 300 }).withExifMerge({ IFD0: { Artist: '某人' } }).jpeg({ progressive: true }).toBuffer();
    const cmyk = await sharp(await small()).toColourspace('cmyk').jpeg().toBuffer();
    const deep = await sharp(await small()).ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer();
    const bilevel = await sharp(await small()).threshold(128).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
    const cases = [[rich, 'a.jpg', { isProgressive: true, headerDpi: 300 }], [cmyk, 'a.jpg', { colour: 'cmyk' }], [deep, 'a.png', { bitsPerChannel: 16, hasAlpha: true }], [bilevel, 'a.tif', { colour: 'bilevel', bitsPerChannel: 1 }]] as const;
    for (const [bytes, name, expected] of cases) {
      const { facts, optimised } = await checker.check(bytes, { name });
      expect(facts).toMatchObject({ problem: null, ...expected });
      const made = await sharp(optimised!.jpeg).metadata();
      expect(made).toMatchObject({ format: 'jpeg', space: 'srgb', channels: 3, isProgressive: false, hasAlpha: false, depth: 'uchar' });
      expect(Buffer.from(optimised!.jpeg).includes('某人')).toBe(false);
    }
    const huge = Buffer.concat([page.subarray(0, 2), ...Array.from({ length: 80 }, () => segmentOf(0xe4, Buffer.alloc(65_000, 7))), page.subarray(2)]);
    expect(await problemOf(huge)).toBe('too-large');
  });

  test('41: a thousand scans are refused before they are decoded', async () => {
    const jpeg = await sharp(await small()).jpeg({ progressive: true }).toBuffer();
    const lastScan = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
    const scan = jpeg.subarray(lastScan, jpeg.length - 2);
    const many = Buffer.concat([jpeg.subarray(0, jpeg.length - 2), ...Array.from({ length: 1000 }, () => scan), jpeg.subarray(jpeg.length - 2)]);
    const startedAt = performance.now();
    expect(await problemOf(many)).toBe('too-large');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test('damaged bytes of every kind end as an outcome, and the next page is checked as before', async () => {
    const jpeg = await small();
    for (let round = 0; round < 120; round++) {
      const broken = Buffer.from(jpeg);
      for (let count = 0; count <= round % 7; count++) broken[(round * 7919 + count * 104_729) % (round % 2 ? 700 : broken.length)] = (round * 31 + count * 17) & 255;
      const { facts, optimised } = await checker.check(broken, { name: 'a.jpg' });
      expect(optimised === null).toBe(facts.problem !== null);
    }
    expect(await problemOf(page)).toBeNull();
  });

  test('memory stays flat over 200 pages', async () => {
    const checkMany = async (count: number): Promise<number> => {
      for (let done = 0; done < count; done += 2) await Promise.all([checker.check(page, { name: 'a.jpg' }), checker.check(page, { name: 'a.jpg' })]);
      return process.memoryUsage.rss() / 2 ** 20;
    };
    const before = await checkMany(60);
    expect((await checkMany(140)) - before).toBeLessThan(150);
  }, 240_000);
});

/** What is compared by tolerance instead. */
const pick = ({ skewDegrees, contrast, sharpness, colourShare, inkShare, turnConfidence, paperWhite }: ReturnType<typeof measureImage>) => ({ skewDegrees, contrast, sharpness, colourShare, inkShare, turnConfidence, paperWhite });
