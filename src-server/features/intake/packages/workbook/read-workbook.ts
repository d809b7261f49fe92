import { buffer } from 'node:stream/consumers';
import { SaxesParser } from 'saxes';
import readXlsxFile from 'read-excel-file/node';
import { ZipFile } from 'yazl';
import { openContainer } from '../container/container.ts';
import { sourceOf } from '../container/source.ts';
import { textLimits, workbookLimits } from '../limits.ts';
import { PackageRefusal, refuse } from '../package-refusal.ts';

/** Cells by row and column, null where there is none; a formula counts with the value that it was saved with. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly unknown[])[] };

const oldFormat = 'd0cf11e0';
const wanted = /\.(xml|rels)$/i;

/**
 * The sheets of an `.xlsx`. Its zip is opened within our own limits first, and only what was found sound reaches the library, packed
 * anew: so no second reader looks at the bytes that came in. Throws a `PackageRefusal`.
 */
export async function readWorkbook(bytes: Buffer, path: string): Promise<readonly Sheet[]> {
  if (bytes.toString('hex', 0, 4) === oldFormat) refuse('catalogue-old-format', { path, expected: '.xlsx', found: '.xls' });
  if (bytes.length > textLimits.maxWorkbookBytes) refuse('too-large', { path, expected: String(textLimits.maxWorkbookBytes), found: String(bytes.length) });
  const sound = await repackSound(bytes, path);
  try {
    const sheets = await readXlsxFile(sound);
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data }));
  } catch (error) {
    // The library names row and column; anything else in its words may quote the file.
    const [, row, column] = /at row (\d+), col (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
    return refuse('catalogue-unreadable', { path, found: row === undefined ? '' : `${row}:${String(column)}` });
  }
}

async function repackSound(bytes: Buffer, path: string): Promise<Buffer> {
  const zip = new ZipFile();
  try {
    const { files, read } = await openContainer(sourceOf(bytes), workbookLimits);
    for (const { path: part } of files.filter(file => wanted.test(file.path))) {
      const content = await read(part);
      if (part.endsWith('.xml')) requireBoundedSheet(content, path);
      zip.addBuffer(content, part, { compress: false });
    }
  } catch (error) {
    if (!(error instanceof PackageRefusal)) throw error;
    // What is wrong inside, under the name of the workbook.
    const { variant, found = '' } = error.problem;
    refuse('catalogue-unreadable', { path, found: variant === 'catalogue-unreadable' ? found : variant });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** The library makes room for every cell up to the last one; a single cell in the far corner would take all memory. */
function requireBoundedSheet(content: Buffer, path: string): void {
  const parser = new SaxesParser();
  parser.on('doctype', () => refuse('catalogue-unreadable', { path, found: 'DOCTYPE' }));
  parser.on('opentag', ({ name, attributes }) => {
    const place = attributes['r'] ?? '';
    if (/^(\w+:)?(c|row)$/.test(name) && place !== '') requireNear(place, path);
  });
  try {
    parser.write(content.toString('utf8')).close();
  } catch (error) {
    if (error instanceof PackageRefusal) throw error;
    refuse('catalogue-unreadable', { path, found: 'XML' });
  }
}

const maxColumnLetters = 2;

function requireNear(place: string, path: string): void {
  const [, letters = '', row = ''] = /^([A-Z]*)(\d+)$/.exec(place) ?? [];
  if (row === '' || Number(row) > textLimits.maxRows || letters.length > maxColumnLetters) refuse('catalogue-unreadable', { path, expected: `ZZ${String(textLimits.maxRows)}`, found: place.slice(0, 20) });
}

/** What a cell shows, as text. */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : '';
}
