import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, type PDFPage } from 'pdf-lib';
import { AppError } from '#shared/errors/app-error';

/** A PDF with more streams than that is a document, not a scan. */
const maxPdfBytes = 256 * 1024 * 1024;
const pointsPerInch = 72;
type Page = { readonly jpeg: Buffer; readonly dpi: number };

const refuse = (cause?: unknown): never => {
  throw new AppError('scan-file.pdf-not-simple', {}, { cause });
};

/**
 * Takes the JPEGs out of a PDF whose pages are one JPEG each, as scanners' programs write them: their bytes are the original. Whatever
 * is more than that (text, several pictures, turned pages, other compressions) is refused; nothing is drawn here.
 */
export async function readPdfPages(bytes: Buffer, maxPages: number): Promise<readonly Page[]> {
  if (bytes.length > maxPdfBytes) throw new AppError('scan-file.too-large');
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true }).catch(refuse);
  try {
    // A file that only begins like a PDF has no catalogue to count pages in.
    if (document.getPageCount() > maxPages) throw new AppError('scan-file.too-large');
    return document.getPages().map(readPage);
  } catch (error) {
    if (error instanceof AppError) throw error;
    return refuse(error);
  }
}

function readPage(page: PDFPage): Page {
  if (page.getRotation().angle % 360 !== 0) refuse();
  const picture = onlyPictureOf(page);
  const widthPt = drawnWidthPt(contentsOf(page));
  const widthPx = Number(picture.dict.get(PDFName.of('Width'))?.toString());
  const dpi = Math.round((widthPx / widthPt) * pointsPerInch);
  if (!Number.isFinite(dpi) || dpi < 50 || dpi > 1200) throw new AppError('scan-file.no-resolution');
  return { jpeg: Buffer.from(picture.contents), dpi };
}

type Matrix = readonly [a: number, b: number, c: number, d: number];
const upright: Matrix = [1, 0, 0, 1];
const times = ([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix => [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
const isNearly = (value: number, wanted: number): boolean => Math.abs(value - wanted) < 0.01;

type Drawing = { matrix: Matrix; numbers: number[]; drawn: Matrix | undefined };

/** All that a scanner's program says: where the picture lies, and that it is drawn. Nothing else is known here. */
const operators: Readonly<Record<string, (drawing: Drawing) => void>> = {
  q: () => undefined,
  Q: () => undefined,
  gs: () => undefined,
  cm: drawing => {
    drawing.matrix = times(matrixOf(drawing.numbers), drawing.matrix);
  },
  Do: drawing => {
    if (drawing.drawn) refuse();
    drawing.drawn = drawing.matrix;
  },
};

function follow(drawing: Drawing, token: string): void {
  const number = Number(token);
  if (!Number.isNaN(number)) {
    drawing.numbers.push(number);
    return;
  }
  const operate = Object.hasOwn(operators, token) ? operators[token] : undefined;
  if (operate) operate(drawing);
  else if (!token.startsWith('/')) refuse();
  drawing.numbers = [];
}

/** How wide the picture is drawn, in points: once, and upright. */
function drawnWidthPt(contents: string): number {
  const drawing: Drawing = { matrix: upright, numbers: [], drawn: undefined };
  for (const token of contents.split(/\s+/).filter(Boolean)) follow(drawing, token);
  const [a, b, c, d] = drawing.drawn ?? refuse();
  return isNearly(b, 0) && isNearly(c, 0) && a > 0 && d > 0 ? a : refuse();
}

function matrixOf([a, b, c, d, ...move]: readonly number[]): Matrix {
  return a === undefined || b === undefined || c === undefined || d === undefined || move.length !== 2 ? refuse() : [a, b, c, d];
}

function onlyPictureOf(page: PDFPage): PDFRawStream {
  const objects = page.node.Resources()?.lookupMaybe(PDFName.of('XObject'), PDFDict);
  const [key, ...others] = objects?.keys() ?? [];
  const picture = key && objects?.lookup(key);
  if (!(picture instanceof PDFRawStream) || others.length > 0 || !isJpeg(picture)) return refuse();
  return picture;
}

function isJpeg({ dict, contents }: PDFRawStream): boolean {
  const filter = dict.lookup(PDFName.of('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  // A mask or a decode array changes what is seen, and is not in the JPEG.
  const changes = ['SMask', 'Mask', 'Decode'].some(name => dict.get(PDFName.of(name)) !== undefined);
  return only === PDFName.of('DCTDecode') && !changes && contents[0] === 0xff && contents[1] === 0xd8;
}

function contentsOf(page: PDFPage): string {
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map(reference => page.doc.context.lookup(reference, PDFStream)) : [contents];
  return streams.map(stream => (stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '')).join(' ');
}
