import { sendTo, type Calibration } from '#shared/domain/calibration';
import { loadPdfKit } from '../printing/index.ts';

const pointsPerMm = 72 / 25.4;

/** Moves and scales what is on each sheet against what the printer does, so that it comes out where it belongs; the sheets keep their size. Only the place of things changes, no colour. */
export async function calibratePdf(pdf: Uint8Array<ArrayBuffer>, { scaleX, scaleY, offsetXMm, offsetYMm }: Calibration): Promise<Uint8Array<ArrayBuffer>> {
  if (scaleX === 1 && scaleY === 1 && offsetXMm === 0 && offsetYMm === 0) return pdf;
  const { PDFDocument, concatTransformationMatrix, popGraphicsState, pushGraphicsState } = await loadPdfKit();
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  for (const page of document.getPages()) {
    // Papers are measured from the top, PDF counts from the bottom.
    const height = page.getHeight();
    const left = sendTo(0, { scale: scaleX, offsetMm: offsetXMm }) * pointsPerMm;
    const bottom = height - sendTo(height / pointsPerMm, { scale: scaleY, offsetMm: offsetYMm }) * pointsPerMm;
    const { context } = document;
    const start = context.register(context.contentStream([pushGraphicsState(), concatTransformationMatrix(1 / scaleX, 0, 0, 1 / scaleY, left, bottom)]));
    page.node.wrapContentStreams(start, context.register(context.contentStream([popGraphicsState()])));
  }
  return Uint8Array.from(await document.save());
}
