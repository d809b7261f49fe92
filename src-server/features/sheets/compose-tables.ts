import { PDFDocument } from 'pdf-lib';
import type { PageMarker } from '../viewing/index.ts';
import { drawSheets, sheetSize, type TableLayout } from './table-sheets.ts';

/** Tables as PDF in exact A4; drawn as pictures, because no Chinese font could be embedded whole. */
export async function composeTables(marker: PageMarker, layout: TableLayout, at: Date): Promise<Buffer> {
  const document = await newDocument(layout.title, at);
  for (const svg of drawSheets(layout)) {
    const picture = await document.embedPng(await marker.rasterise(svg));
    document.addPage([sheetSize.width, sheetSize.height]).drawImage(picture, { x: 0, y: 0, ...sheetSize });
  }
  return Buffer.from(await document.save());
}

export async function newDocument(title: string, at: Date): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setCreationDate(at);
  document.setModificationDate(at);
  return document;
}
