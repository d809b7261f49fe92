import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { BlobLedger } from '../../../../src-server/features/intake/checking/blob-ledger.ts';
import type { IntakeTools } from '../../../../src-server/features/intake/checking/intake-tools.ts';
import { measureImages } from '../../../../src-server/features/intake/checking/measure-images.ts';
import type { OpenedUpload } from '../../../../src-server/features/intake/packages/index.ts';
import type { ImageFacts } from '../../../../src-shared/domain/image-facts.ts';
import type { ImageLayer, StagedImage } from '../../../../src-shared/domain/staged-volume.ts';

const anImage = (page: number, layer: ImageLayer = 'original', sequence: number | null = 1): StagedImage => ({
  ...{ path: `${layer}/${String(sequence)}-${String(page)}.jpg`, layer, rawClass: '1', classCode: '1', folderName: null, sequence, page, isNameKnown: true, bytes: 1, declaredDigest: null },
});

/** Counts what is in memory: an image is, from the moment its bytes are read until its page is stored or given up. */
function aDesk(isReadable: (path: string) => boolean = () => true) {
  const figures = { inMemory: 0, peak: 0, stored: 0 };
  const opened: Pick<OpenedUpload, 'readImage'> = {
    readImage: async (_root, { path }) => {
      figures.inMemory++;
      figures.peak = Math.max(figures.peak, figures.inMemory);
      await turn();
      return Buffer.from(path);
    },
  };
  const measure: IntakeTools['measure'] = async bytes => {
    await turn();
    figures.inMemory--;
    const path = Buffer.from(bytes).toString();
    // `as`: storing asks for digest and measures alone.
    const facts = { digest: path, measures: null } as unknown as ImageFacts;
    return { facts, optimised: isReadable(path) ? { jpeg: Buffer.from(`clean ${path}`), widthPx: 2480, heightPx: 3508 } : null, print: null };
  };
  const ledger: BlobLedger = {
    put: bytes => {
      figures.stored++;
      return Promise.resolve(Buffer.from(bytes).toString());
    },
    abandon: () => Promise.resolve(),
  };
  // `as`: measuring opens, judges and closes nothing.
  const measuring = { tools: { measure } as IntakeTools, opened: opened as OpenedUpload, root: '', ledger, signal: new AbortController().signal, atOnce: 2 };
  return { figures, measuring };
}

test('however many pages there are, two are in memory', async () => {
  const { figures, measuring } = aDesk();
  const images = Array.from({ length: 400 }, (_, index) => anImage(index + 1));
  const { pages } = await measureImages(measuring, images);
  expect([pages.length, figures.stored, figures.peak]).toEqual([400, 800, 2]);
});

test('of two layers the original is kept as it came and the optimised one is made from the delivered one', async () => {
  const { measuring } = aDesk();
  const { pages, images } = await measureImages(measuring, [anImage(1), anImage(1, 'optimised'), anImage(2)]);
  expect(pages.map(({ number, originalBlob, optimisedBlob, dpi }) => [number, originalBlob, optimisedBlob, dpi]).sort()).toEqual([
    [1, 'original/1-1.jpg', 'clean optimised/1-1.jpg', 300],
    [2, 'original/1-2.jpg', 'clean original/1-2.jpg', 300],
  ]);
  expect(images).toHaveLength(3);
});

test('what cannot be read or has no place is measured and told, and stored nowhere', async () => {
  const { figures, measuring } = aDesk(path => !path.endsWith('-2.jpg'));
  const { pages, images } = await measureImages(measuring, [anImage(1), anImage(2), anImage(1, 'optimised', 9), anImage(1, 'original', null)]);
  expect([pages.map(({ number }) => number), images.length, figures.stored]).toEqual([[1], 4, 2]);
});

test('told to stop, it stops between two images', async () => {
  const { measuring } = aDesk();
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(measureImages({ ...measuring, signal: stop.signal }, [anImage(1)])).rejects.toThrow('stopped');
});
