import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { expect, test } from 'vitest';
import { createPicturePdf } from '../../../../src-server/features/printing/picture-pdf.ts';

const at = new Date('2026-11-29T04:05:06Z');
const samples = deflateSync(Buffer.from([0, 255]));

function written(sheets: number): { readonly chunks: readonly (readonly Uint8Array[])[]; readonly pdf: Buffer } {
  const pdf = createPicturePdf({ title: 'MJ(1)-2026-00001', at, sheet: { width: 595.27559, height: 841.88976 } });
  const strip = pdf.hold({ kind: 'grey', bytes: samples, widthPx: 2, heightPx: 1 });
  const chunks = Array.from({ length: sheets }, (_, sheet) => {
    const page = pdf.hold({ kind: 'jpeg', bytes: Buffer.from(`picture ${String(sheet)}`), widthPx: 20, heightPx: 10 });
    pdf.addSheet([{ picture: page, x: 10, y: 20, width: 30, height: 60, isTurned: true }, { picture: strip, x: 1e-7, y: 0.5, width: 200, height: 100 }]);
    return pdf.take();
  });
  pdf.finish();
  chunks.push(pdf.take());
  return { chunks, pdf: Buffer.concat(chunks.flat()) };
}

test('what is written piece by piece is one document, with sheets of exact size in their order', async () => {
  const { chunks, pdf } = written(12);
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  expect(document.getPages().map(page => page.getSize())).toEqual(Array.from({ length: 12 }, () => ({ width: 595.27559, height: 841.88976 })));
  expect(document.getTitle()).toBe('MJ(1)-2026-00001');
  expect(document.getCreationDate()).toEqual(at);
  // Each sheet brings its own picture and nothing of the others.
  expect(chunks.map(chunk => Buffer.concat(chunk).toString('latin1').match(/picture \d+/g) ?? [])).toEqual([...Array.from({ length: 12 }, (_, sheet) => [`picture ${String(sheet)}`]), []]);
});

test('every object is where the table at the end says, and a picture of several sheets is there once', () => {
  const text = written(3).pdf.toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, ...lines] = text.slice(start).split('\n').slice(1, -6);
  const offsets = lines.slice(1, 14).map(line => Number(line.slice(0, 10)));
  offsets.forEach((offset, index) => { expect(text.slice(offset).startsWith(`${String(index + 1)} 0 obj`)).toBe(true); });
  expect(text.match(/DeviceGray/g)).toHaveLength(1);
});

test('a picture lies where it was placed, and no number is written in a way that PDF does not know', async () => {
  const document = await PDFDocument.load(written(1).pdf);
  const content = document.getPage(0).node.Contents();
  const drawn = content instanceof PDFRawStream ? Buffer.from(content.contents).toString() : '';
  expect(drawn).toMatch(/^q 0 60 -30 0 40 20 cm \/P\d+ Do Q\nq 200 0 0 100 0 0.5 cm \/P\d+ Do Q\n$/);
  expect(document.catalog.get(PDFName.of('Type'))).toBe(PDFName.of('Catalog'));
});
