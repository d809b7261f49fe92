import { open, type FileHandle } from 'node:fs/promises';

type Place = { readonly offset: number; readonly length: number };

/** One face of a font file. Only what measures text stays in memory; outlines are read when a document needs them. */
export type FontFace = {
  readonly name: string;
  readonly isCff: boolean;
  readonly unitsPerEm: number;
  readonly box: readonly [xMin: number, yMin: number, xMax: number, yMax: number];
  readonly ascent: number;
  readonly descent: number;
  /** 0 when the face has no such character. */
  glyphOf(codePoint: number): number;
  /** In thousandths of an em. */
  advanceOf(glyph: number): number;
  /** A font file of this face alone with the tables that draw glyphs. */
  readOutlines(): Promise<Buffer>;
};

const drawingTables = ['CFF ', 'cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'] as const;
/** Planes 0 to 3 hold every Chinese character there is. */
const codePoints = 0x40000;

/** Reads `path`; of a collection the face whose PostScript name is `name`. Undefined when it holds no such face. */
export async function openFontFace(path: string, name: string): Promise<FontFace | undefined> {
  const file = await open(path, 'r');
  try {
    for (const start of await faceStarts(file)) {
      const tables = await readDirectory(file, start);
      if (postScriptName(await readTable(file, tables, 'name')) === name) return await readFace(file, tables, { path, name });
    }
    return undefined;
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, { offset, length }: Place): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead !== length) throw new Error('A font file is shorter than it says.');
  return buffer;
}

async function faceStarts(file: FileHandle): Promise<number[]> {
  const head = await readAt(file, { offset: 0, length: 12 });
  if (head.toString('latin1', 0, 4) !== 'ttcf') return [0];
  const count = head.readUInt32BE(8);
  const starts = await readAt(file, { offset: 12, length: count * 4 });
  return Array.from({ length: count }, (_, index) => starts.readUInt32BE(index * 4));
}

type Tables = ReadonlyMap<string, Place>;

async function readDirectory(file: FileHandle, start: number): Promise<Tables> {
  const count = (await readAt(file, { offset: start, length: 12 })).readUInt16BE(4);
  const rows = await readAt(file, { offset: start + 12, length: count * 16 });
  return directoryIn(rows, count);
}

function directoryIn(rows: Buffer, count: number): Tables {
  return new Map(Array.from({ length: count }, (_, index) => [rows.toString('latin1', index * 16, index * 16 + 4), { offset: rows.readUInt32BE(index * 16 + 8), length: rows.readUInt32BE(index * 16 + 12) }]));
}

/** A table of a font that lies in memory, such as a subset. */
export function tableIn(font: Buffer, tag: string): Buffer {
  const place = directoryIn(font.subarray(12), font.readUInt16BE(4)).get(tag);
  if (!place) throw new Error(`A font has no table ${tag}.`);
  return font.subarray(place.offset, place.offset + place.length);
}

async function readTable(file: FileHandle, tables: Tables, tag: string): Promise<Buffer> {
  const place = tables.get(tag);
  if (!place) throw new Error(`A font file has no table ${tag}.`);
  return readAt(file, place);
}

const postScriptNameId = 6;

function postScriptName(table: Buffer): string {
  const [count, storage] = [table.readUInt16BE(2), table.readUInt16BE(4)];
  for (let at = 6; at < 6 + count * 12; at += 12) {
    if (table.readUInt16BE(at + 6) !== postScriptNameId) continue;
    const start = storage + table.readUInt16BE(at + 10);
    const bytes = Buffer.from(table.subarray(start, start + table.readUInt16BE(at + 8)));
    return table.readUInt16BE(at) === 1 ? bytes.toString('latin1') : bytes.swap16().toString('utf16le');
  }
  return '';
}

async function readFace(file: FileHandle, tables: Tables, { path, name }: { readonly path: string; readonly name: string }): Promise<FontFace> {
  const [head, hhea, hmtx, cmap] = await Promise.all(['head', 'hhea', 'hmtx', 'cmap'].map(tag => readTable(file, tables, tag)));
  if (!head || !hhea || !hmtx || !cmap) throw new Error('unreachable: each table was read or has thrown');
  const unitsPerEm = head.readUInt16BE(18);
  const toThousandths = (units: number): number => Math.round((units * 1000) / unitsPerEm);
  const glyphs = readCharacters(cmap);
  const lastMetric = hhea.readUInt16BE(34) - 1;
  return {
    name,
    isCff: tables.has('CFF '),
    unitsPerEm,
    box: [toThousandths(head.readInt16BE(36)), toThousandths(head.readInt16BE(38)), toThousandths(head.readInt16BE(40)), toThousandths(head.readInt16BE(42))],
    ascent: toThousandths(hhea.readInt16BE(4)),
    descent: toThousandths(hhea.readInt16BE(6)),
    glyphOf: codePoint => glyphs[codePoint] ?? 0,
    advanceOf: glyph => toThousandths(hmtx.readUInt16BE(Math.min(glyph, lastMetric) * 4)),
    readOutlines: () => readOutlines(path, tables),
  };
}

/** The whole of Unicode (format 12) where the face has it, else its first plane (format 4). */
function readCharacters(cmap: Buffer): Uint16Array {
  const glyphs = new Uint16Array(codePoints);
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.readUInt32BE(8 + index * 8));
  const tableOf = (format: number): Buffer | undefined => offsets.map(offset => cmap.subarray(offset)).find(table => table.readUInt16BE(0) === format);
  const [full, basic] = [tableOf(12), tableOf(4)];
  if (full) fillFromGroups(glyphs, full);
  else if (basic) fillFromSegments(glyphs, basic);
  return glyphs;
}

function fillFromGroups(glyphs: Uint16Array, table: Buffer): void {
  for (let at = 16; at < 16 + table.readUInt32BE(12) * 12; at += 12) {
    const [first, last, glyph] = [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)];
    for (let code = first; code <= Math.min(last, codePoints - 1); code += 1) glyphs[code] = glyph + code - first;
  }
}

function fillFromSegments(glyphs: Uint16Array, table: Buffer): void {
  const size = table.readUInt16BE(6);
  for (let segment = 0; segment < size; segment += 2) {
    const [last, first] = [table.readUInt16BE(14 + segment), table.readUInt16BE(16 + size + segment)];
    const [delta, rangeAt] = [table.readUInt16BE(16 + 2 * size + segment), 16 + 3 * size + segment];
    const range = table.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const found = range === 0 ? code : table.readUInt16BE(rangeAt + range + 2 * (code - first));
      glyphs[code] = range !== 0 && found === 0 ? 0 : (found + delta) & 0xffff;
    }
  }
}

/** The parts are placed one behind the other; checksums are left out, nobody reads them here. */
async function readOutlines(path: string, tables: Tables): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const tags = drawingTables.filter(tag => tables.has(tag));
    const parts = await Promise.all(tags.map(tag => readTable(file, tables, tag)));
    const head = Buffer.alloc(12 + tags.length * 16);
    head.write(tables.has('CFF ') ? 'OTTO' : '\0\x01\0\0', 0, 'latin1');
    head.writeUInt16BE(tags.length, 4);
    const padded = parts.map(part => Buffer.concat([part, Buffer.alloc(-part.length & 3)]));
    let offset = head.length;
    for (const [index, tag] of tags.entries()) {
      head.write(tag, 12 + index * 16, 'latin1');
      head.writeUInt32BE(offset, 12 + index * 16 + 8);
      head.writeUInt32BE(parts[index]?.length ?? 0, 12 + index * 16 + 12);
      offset += padded[index]?.length ?? 0;
    }
    return Buffer.concat([head, ...padded]);
  } finally {
    await file.close();
  }
}
