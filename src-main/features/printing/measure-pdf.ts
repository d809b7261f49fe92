import { loadPdfKit } from './load-pdf-kit.ts';

export type PdfSheets = { readonly pageCount: number; readonly widthMm: number; readonly heightMm: number };

const mmPerPoint = 25.4 / 72;
const round = (mm: number): number => Math.round(mm * 100) / 100;

/** The size that the data centre gave the sheets: the printer is asked for exactly this, or it would scale. */
export async function measurePdf(pdf: Uint8Array): Promise<PdfSheets> {
  const { PDFDocument } = await loadPdfKit();
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { width, height } = document.getPage(0).getSize();
  return { pageCount: document.getPageCount(), widthMm: round(width * mmPerPoint), heightMm: round(height * mmPerPoint) };
}
