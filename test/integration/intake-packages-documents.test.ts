import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { StagedVolume } from '../../src-shared/domain/staged-volume.ts';
import { openPackage, sourceOf, type OpenedUpload } from '../../src-server/features/intake/packages/index.ts';
import { runPoppler } from '../../src-server/features/intake/packages/paged/run-poppler.ts';
import { samplesDirectory } from '../support/office.ts';
import { rawZip } from '../support/raw-zip.ts';

const folder = '1.履历材料';

async function opened(name: string, bytes: Buffer): Promise<{ readonly upload: OpenedUpload; readonly staged: StagedVolume }> {
  const upload = await openPackage(sourceOf(rawZip([{ name: `${folder}/${name}`, bytes }])), { name: '张三.zip' });
  return { upload, staged: await upload.stage('') };
}

async function aPdf(pages: readonly [number, number][], change: (document: PDFDocument) => void = () => undefined): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const size of pages) document.addPage(size).drawText('A page of a file', { x: 40, y: 40 });
  change(document);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

const sample = (name: string): Promise<Buffer> => readFile(join(samplesDirectory ?? '', '../pdf', name));

const a4: [number, number] = [595.28, 841.89];

describe('materials that come as a document', () => {
  test('each page of a PDF is an image of 300 dpi, in its place', async () => {
    const { upload, staged } = await opened('02.pdf', await aPdf([a4, [841.89, 595.28]]));
    expect(staged.problems).toEqual([]);
    expect(staged.images.map(({ path, sequence, page, isNameKnown }) => [path, sequence, page, isNameKnown])).toEqual([[`${folder}/02.pdf#1`, 2, 1, true], [`${folder}/02.pdf#2`, 2, 2, true]]);
    expect(staged.images[0]?.documentDigest).toMatch(/^[0-9a-f]{64}$/);
    const sizes = await Promise.all(staged.images.map(async image => sharp(await upload.readImage('', image)).metadata()));
    expect(sizes.map(({ format, width, height, density }) => [format, width, height, density])).toEqual([['jpeg', 2481, 3508, 300], ['jpeg', 3508, 2481, 300]]);
  });

  test('a PDF that begins with another page goes on from there', async () => {
    const { staged } = await opened('0203.pdf', await aPdf([a4, a4]));
    expect(staged.images.map(({ sequence, page }) => [sequence, page])).toEqual([[2, 3], [2, 4]]);
  });

  test.skipIf(samplesDirectory === undefined).each(['cardinal.pdf', 'ccitt.pdf', 'rotated_skew.pdf', 'masks.pdf'])('%s, a real one, is split and drawn', { timeout: 120_000 }, async name => {
    const { upload, staged } = await opened('01.pdf', await sample(name));
    expect(staged.problems).toEqual([]);
    for (const image of staged.images) expect((await sharp(await upload.readImage('', image)).metadata()).format).toBe('jpeg');
  });

  test('a locked, a broken, a huge and an endless PDF are named, and their place with them', async () => {
    const broken = (await aPdf([a4])).subarray(0, 200);
    const locked = await aPdf([a4], lock);
    const cases: readonly (readonly [string, Buffer])[] = [
      ['pdf-locked', locked], ['pdf-broken', broken], ['pdf-broken', Buffer.from('no PDF at all')], ['pdf-page-too-large', await aPdf([a4, [14_400, 14_400]])], ['pdf-too-many-pages', await aPdf(Array.from({ length: 401 }, () => a4))],
    ];
    for (const [variant, bytes] of cases) {
      const { staged } = await opened('01.pdf', bytes);
      expect(staged.problems).toMatchObject([{ rule: 'P01', variant }]);
      expect(staged.images).toMatchObject([{ path: `${folder}/01.pdf`, classCode: '1', sequence: 1 }]);
    }
  });

  test.skipIf(samplesDirectory === undefined)('a real one that is broken is named', async () => {
    const { staged } = await opened('01.pdf', await sample('invalid.pdf'));
    expect(staged.problems).toMatchObject([{ rule: 'P01', variant: 'pdf-broken' }]);
  });

  test('a PDF that draws for ever is stopped, and its child is gone', async () => {
    const before = await popplers();
    const outcome = await runPoppler({ program: 'pdftoppm', args: ['-r', '300', '-singlefile', '-jpeg', '-'], pdf: await aPdf([a4], nestForms), timeoutMs: 1500 });
    expect(outcome.kind).toMatch(/timed-out|failed/);
    expect(await popplers()).toEqual(before);
  });

  test('the pages of a TIFF are told apart without loss; a single one stays the file that it is', async () => {
    const page = (shade: number): Promise<Buffer> => sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 0, b: 0 } } }).png().toBuffer();
    const double = await sharp([await page(10), await page(200)], { join: { animated: true } }).tiff({ compression: 'lzw' }).toBuffer();
    const { upload, staged } = await opened('03.tif', double);
    expect(staged.images.map(({ path, page: number }) => [path, number])).toEqual([[`${folder}/03.tif#1`, 1], [`${folder}/03.tif#2`, 2]]);
    const { data, info } = await sharp(await upload.readImage('', staged.images[1]!)).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, data[0]]).toEqual([40, 30, 200]);
    const single = await sharp(await page(10)).tiff().toBuffer();
    const alone = await opened('0301.tif', single);
    expect(alone.staged.images).toMatchObject([{ path: `${folder}/0301.tif`, sequence: 3, page: 1 }]);
    expect(await alone.upload.readImage('', alone.staged.images[0]!)).toEqual(single);
  });

  test('a TIFF whose directories run in a circle ends', async () => {
    const circle = Buffer.from('49492a0008000000000008000000', 'hex');
    const { staged } = await opened('01.tif', circle);
    expect(staged.images).toHaveLength(1);
  });
});

async function popplers(): Promise<readonly string[]> {
  const names = await Promise.all((await readdir('/proc')).filter(id => /^\d+$/.test(id)).map(id => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')));
  return names.filter(stat => stat.includes('(pdftoppm)') && stat.includes(` ${String(process.pid)} `));
}

/** A standard lock with a password that nobody knows. */
function lock(document: PDFDocument): void {
  const { context } = document;
  const bytes = PDFHexString.of('ab'.repeat(32));
  context.trailerInfo.Encrypt = context.register(context.obj({ Filter: 'Standard', V: 1, R: 2, O: bytes, U: bytes, P: -4 }));
  context.trailerInfo.ID = context.obj([PDFHexString.of('cd'.repeat(16)), PDFHexString.of('cd'.repeat(16))]);
}

/** Forty forms, each of which draws the one before it twice: 2^40 times the first. */
function nestForms(document: PDFDocument): void {
  const { context } = document;
  const head = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 500, 500] };
  let last = context.register(context.stream('0 0 400 400 re f', head));
  for (let depth = 0; depth < 40; depth += 1) last = context.register(context.stream('/X Do /X Do', { ...head, Resources: { XObject: { X: last } } }));
  const page = document.getPage(0).node;
  page.set(PDFName.of('Resources'), context.obj({ XObject: { X: last } }));
  page.set(PDFName.of('Contents'), context.register(context.stream('/X Do')));
}
