import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, type PDFPage } from 'pdf-lib';
import { AppError } from '#shared/errors/app-error';

/** A PDF with more streams than that is a document, not a scan. */
const maxPdfBytes = 256 * 1024 * 1024;
const pointsPerInch = 72;
/** A scanner's program draws one picture over the whole page, upright, and nothing else. */
const onlyPicture = /^\s*(?:q\s+)*([\d.]+)\s+0(?:\.0*)?\s+0(?:\.0*)?\s+([\d.]+)\s+-?[\d.]+\s+-?[\d.]+\s+cm\s*\/\S+\s+Do(?:\s+Q)*\s*$/;

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
  if (document.getPageCount() > maxPages) throw new AppError('scan-file.too-large');
  const pages = document.getPages();
  try {
    return pages.map(readPage);
  } catch (error) {
    return error instanceof AppError ? Promise.reject(error) : refuse(error);
  }
}

function readPage(page: PDFPage): Page {
  if (page.getRotation().angle % 360 !== 0) refuse();
  const picture = onlyPictureOf(page);
  const drawn = onlyPicture.exec(contentsOf(page));
  if (!drawn) refuse();
  const widthPt = Number(drawn?.[1]);
  const widthPx = Number(picture.dict.get(PDFName.of('Width'))?.toString());
  const dpi = Math.round((widthPx / widthPt) * pointsPerInch);
  if (!Number.isFinite(dpi) || dpi < 50 || dpi > 1200) throw new AppError('scan-file.no-resolution');
  return { jpeg: Buffer.from(picture.contents), dpi };
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
