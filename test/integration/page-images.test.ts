import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPageMarker, type PageMarker } from '../../src-server/features/viewing/index.ts';
import { straightenedSize } from '../../src-shared/imaging/recipe-geometry.ts';
import { plainRecipe } from '../../src-shared/domain/page-recipe.ts';
import { aScan, samplesDirectory } from '../support/office.ts';

const mark = { lines: ['<王>&"晓"· 人社局', '终端 03 2026-11-22 19:40', '20261122-0007'], secrecyMark: '秘密★10年', grain: null };

describe('page images', () => {
  let marker: PageMarker;
  beforeAll(() => { marker = createPageMarker(); });
  afterAll(() => marker.close());

  test('every image becomes upright baseline sRGB 4:2:0 without metadata', async () => {
    const original = await sharp(await aScan({ width: 300, height: 200 })).withMetadata({ orientation: 6 }).withExifMerge({ IFD0: { Artist: '某人' } }).toBuffer();
    const { jpeg, widthPx, heightPx } = await marker.optimise(original, { ...plainRecipe, turn: 180 });
    expect([widthPx, heightPx]).toEqual([200, 300]);
    const made = await sharp(jpeg).metadata();
    expect(made).toMatchObject({ format: 'jpeg', space: 'srgb', channels: 3, isProgressive: false, chromaSubsampling: '4:2:0', hasProfile: false });
    expect([made.exif, made.icc, made.xmp, made.iptc, made.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  test('turning is clockwise', async () => {
    const corner = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#000000' } }).png().toBuffer();
    const page = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#ffffff' } }).composite([{ input: corner, left: 0, top: 0 }]).jpeg().toBuffer();
    const { jpeg } = await marker.optimise(page, { ...plainRecipe, turn: 90 });
    const brightness = async (left: number, top: number): Promise<number> => (await sharp(await sharp(jpeg).extract({ left, top, width: 20, height: 20 }).toBuffer()).stats()).channels[0]!.mean;
    expect(await brightness(170, 10)).toBeLessThan(10);
    expect(await brightness(10, 10)).toBeGreaterThan(245);
  });

  test('a recipe cuts, straightens and cleans; one of another image is refused by name', async () => {
    // Black paper in white: leaning by five degrees, so that straightened it is a rectangle again.
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><rect width="600" height="800" fill="#fff"/><rect x="200" y="300" width="200" height="200" fill="#000" transform="rotate(5 300 400)"/></svg>';
    const page = await sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer();
    const size = straightenedSize({ width: 600, height: 800 }, -5);
    const crop = { left: Math.round(size.width / 2) - 100, top: Math.round(size.height / 2) - 100, width: 200, height: 200 };
    const straight = await marker.optimise(page, { ...plainRecipe, straighten: -5, crop });
    expect([straight.widthPx, straight.heightPx]).toEqual([200, 200]);
    for (const [left, top] of [[4, 4], [186, 4], [4, 186], [186, 186]] as const) {
      expect((await sharp(await sharp(straight.jpeg).extract({ left, top, width: 10, height: 10 }).toBuffer()).stats()).channels[0]!.mean).toBeLessThan(20);
    }
    const half = await marker.optimise(page, { ...plainRecipe, half: 'top', fold: 0.4, turn: 90 });
    expect([half.widthPx, half.heightPx]).toEqual([320, 600]);
    const greyed = await sharp({ create: { width: 400, height: 500, channels: 3, background: '#c8c4b0' } }).jpeg().toBuffer();
    expect((await sharp((await marker.optimise(greyed, { ...plainRecipe, isBackgroundCleaned: true })).jpeg).stats()).channels[2]!.mean).toBeGreaterThan(250);
    const contrastOf = async (isSharpened: boolean): Promise<number> => (await sharp((await marker.optimise(page, { ...plainRecipe, isSharpened })).jpeg).stats()).sharpness;
    expect(await contrastOf(true)).toBeGreaterThan((await contrastOf(false)) * 1.1);
    await expect(marker.optimise(page, { ...plainRecipe, crop: { left: 0, top: 0, width: 601, height: 800 } })).rejects.toMatchObject({ code: 'recipe.does-not-fit' });
  });

  test('what is too large, broken, of another kind or has a second page is refused by name', async () => {
    const huge = await sharp({ create: { width: 10_000, height: 8_100, channels: 3, background: '#fff' } }).png({ compressionLevel: 9 }).toBuffer();
    await expect(marker.optimise(huge, plainRecipe)).rejects.toMatchObject({ code: 'image.too-large' });
    const scan = await aScan({ width: 800, height: 800 });
    const gif = await sharp(scan).gif().toBuffer();
    const webp = await sharp(scan).webp().toBuffer();
    for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7'), gif, webp, scan.subarray(0, scan.length / 2), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]) {
      await expect(marker.optimise(bytes, plainRecipe)).rejects.toMatchObject({ code: 'image.unreadable' });
    }
  });

  test('the mark is seen on white, on black and on a photo, and most of the page is left as it was', async () => {
    const noise = await sharp({ create: { width: 900, height: 1200, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toBuffer();
    const plain = (background: string) => sharp({ create: { width: 900, height: 1200, channels: 3, background } }).jpeg().toBuffer();
    for (const page of [await plain('#ffffff'), await plain('#000000'), noise]) {
      const marked = await sharp(await marker.mark(page, mark, 'full')).greyscale().raw().toBuffer();
      const before = await sharp(page).greyscale().raw().toBuffer();
      const changed = marked.filter((value, index) => Math.abs(value - before[index]!) > 25).length / before.length;
      expect(changed).toBeGreaterThan(0.01);
      expect(changed).toBeLessThan(0.3);
    }
  });

  test('a page on its side is shown as large as an upright one, and nothing is blown up', async () => {
    const page = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } }).jpeg().toBuffer();
    const widthOf = async (image: Buffer, size: 'half' | 'thumb' | 'print') => (await sharp(await marker.mark(image, mark, size)).metadata()).width;
    const [upright, lying, small] = [await page(2480, 3508), await page(3508, 2480), await page(300, 60)];
    expect(await Promise.all([widthOf(upright, 'half'), widthOf(lying, 'half'), widthOf(small, 'half')])).toEqual([1240, 1754, 300]);
    expect(await Promise.all([widthOf(upright, 'thumb'), widthOf(lying, 'thumb'), widthOf(upright, 'print')])).toEqual([220, 220, 2480]);
  });

  test('more work than may wait is refused as busy', async () => {
    const busy = createPageMarker({ threads: 1, waiting: 2 });
    const page = await aScan();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => busy.mark(page, mark, 'half')));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'server.busy' });
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    await busy.close();
  });

  describe.skipIf(samplesDirectory === undefined)('of real scans', () => {
    test.each([
      ['CMYK JPEG', 'baiona_cmyk.jpg', [640, 682]],
      ['grey PNG', 'baiona_gray.png', [640, 682]],
      ['bilevel TIFF', '8071_093.3B.tif', [3312, 2550]],
      ['TIFF with alpha', 'phototestrot.tif', [480, 640]],
      ['colour PNG of 300 dpi', 'linn.png', [2550, 3300]],
    ])('a %s is optimised and marked', async (_kind, file, size) => {
      const { jpeg, widthPx, heightPx } = await marker.optimise(await readFile(join(samplesDirectory ?? '', file)), plainRecipe);
      expect([widthPx, heightPx]).toEqual(size);
      expect(await sharp(jpeg).metadata()).toMatchObject({ space: 'srgb', channels: 3, isProgressive: false });
      expect(await sharp(await marker.mark(jpeg, mark, 'half')).metadata()).toMatchObject({ format: 'jpeg', channels: 3 });
    });
  });
});
