import { renderPdfPage } from './pdf.ts';
import { parsePagePath } from './split-documents.ts';
import { readTiffPage } from './tiff.ts';

type Read = (path: string) => Promise<Buffer>;

/** Reads images by path; of a page of a document (`02.pdf#3`) its rendering. */
export function readPagedImage(read: Read): Read {
  const readDocument = keepLast(read);
  return async path => {
    const paged = parsePagePath(path);
    if (paged === undefined) return read(path);
    const bytes = await readDocument(paged.file);
    return /\.pdf$/i.test(paged.file) ? renderPdfPage(bytes, paged.file, paged.page) : readTiffPage(bytes, paged.file, paged.page);
  };
}

/** The pages of one document are asked for one after the other: it is unpacked once, and only one is held. */
function keepLast(read: Read): Read {
  let last: { readonly path: string; readonly bytes: Promise<Buffer> } | undefined;
  return path => {
    if (last?.path !== path) last = { path, bytes: read(path) };
    return last.bytes;
  };
}
