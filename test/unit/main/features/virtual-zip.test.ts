import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import yauzl from 'yauzl';
import { createVirtualZip, type ReadEntry, type VirtualZip } from '../../../../src-main/features/deliveries/virtual-zip.ts';

type File = { readonly name: string; readonly bytes: Buffer };

function zipOf(files: readonly File[]): { readonly zip: VirtualZip; readonly readEntry: ReadEntry; readonly whole: () => Promise<Buffer> } {
  const zip = createVirtualZip(files.map(({ name, bytes }) => ({ name, size: bytes.length, crc: crc32(bytes) })));
  const readEntry: ReadEntry = (index, position, target) => {
    files[index]!.bytes.copy(target, 0, position, position + target.length);
    return Promise.resolve();
  };
  return { zip, readEntry, whole: () => zip.read(0, zip.size, readEntry) };
}

/** Read by another's hand, which holds sizes against each other. */
async function unpack(bytes: Buffer): Promise<readonly File[]> {
  const archive = await yauzl.fromBufferPromise(bytes, { validateEntrySizes: true });
  const files: File[] = [];
  for await (const entry of archive.eachEntry()) files.push({ name: entry.fileName, bytes: await buffer(await archive.openReadStreamPromise(entry)) });
  return files;
}

const names = ['1.履历材料/0101.jpg', '4-1.学历学位材料/0201.jpg', '9-2.任免材料/𠮷野家.jpg', '目录.xlsx', 'a'];
const aFile = fc.record({ name: fc.constantFrom(...names), bytes: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)) });
const somefiles = fc.uniqueArray(aFile, { selector: ({ name }) => name, minLength: 1, maxLength: 5 });

test('what was packed comes out, with its names in Chinese', async () => {
  await fc.assert(
    fc.asyncProperty(somefiles, async files => {
      expect(await unpack(await zipOf(files).whole())).toEqual(files);
    }),
    { numRuns: 50 },
  );
});

test('any part, from any offset, is that part of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(somefiles, fc.nat(2_000), fc.nat(2_000), async (files, start, length) => {
      const { zip, readEntry, whole } = zipOf(files);
      expect((await zip.read(start, start + length, readEntry)).equals((await whole()).subarray(start, start + length))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the size that was promised before a byte was made is the size, and equal files give equal bytes', async () => {
  const files = names.map((name, index) => ({ name, bytes: Buffer.alloc(index * 100, index) }));
  const [once, again] = [zipOf(files), zipOf(files.map(file => ({ ...file })))];
  expect((await once.whole()).length).toBe(once.zip.size);
  expect((await once.whole()).equals(await again.whole())).toBe(true);
});

class PartsOf extends yauzl.RandomAccessReader {
  readonly #zip: VirtualZip;
  constructor(zip: VirtualZip) {
    super();
    this.#zip = zip;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from((async function* (zip: VirtualZip) {
      yield await zip.read(start, end, () => Promise.resolve());
    })(this.#zip));
  }
}

test('files and places beyond four gigabytes are written as zip64', async () => {
  const sizes = [5_000_000_000, 3, 4_294_967_295];
  const zip = createVirtualZip(sizes.map((size, index) => ({ name: `${String(index)}.tif`, size, crc: 0 })));
  const archive = await yauzl.fromRandomAccessReaderPromise(new PartsOf(zip), zip.size, { validateEntrySizes: false });
  const found: (readonly [string, number, number])[] = [];
  for await (const entry of archive.eachEntry()) found.push([entry.fileName, entry.uncompressedSize, entry.relativeOffsetOfLocalHeader]);
  expect(found).toEqual([
    ['0.tif', 5_000_000_000, 0],
    ['1.tif', 3, 5_000_000_000 + 30 + 5 + 20],
    ['2.tif', 4_294_967_295, 5_000_000_000 + 30 + 5 + 20 + 30 + 5 + 3],
  ]);
});

test('more than 65535 files are counted in zip64', async () => {
  const zip = createVirtualZip(Array.from({ length: 70_000 }, (_, index) => ({ name: String(index), size: 0, crc: 0 })));
  const archive = await yauzl.fromBufferPromise(await zip.read(0, zip.size, () => Promise.resolve()));
  expect(archive.entryCount).toBe(70_000);
});
