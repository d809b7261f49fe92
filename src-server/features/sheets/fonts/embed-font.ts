import { createHash } from 'node:crypto';
import { PDFName, PDFString, type PDFDocument, type PDFRef } from 'pdf-lib';
import { tableIn, type FontFace } from './font-file.ts';
import { subsetFont } from './subset-font.ts';

/** Each glyph that was written, with the character that it stands for. */
export type WrittenGlyphs = ReadonlyMap<number, number>;

/** Writes the face, cut down to these glyphs, to where the pages already point. */
export async function embedFont({ context }: PDFDocument, { face, glyphs, ref }: { readonly face: FontFace; readonly glyphs: WrittenGlyphs; readonly ref: PDFRef }): Promise<void> {
  const subset = await subsetFont(face, glyphs.keys());
  const name = `${tagOf(face, glyphs)}+${face.name}`;
  const program = face.isCff
    ? { FontFile3: context.register(context.flateStream(tableIn(subset, 'CFF '), { Subtype: 'CIDFontType0C' })) }
    : { FontFile2: context.register(context.flateStream(subset, { Length1: subset.length })) };
  const descriptor = context.register(
    context.obj({
      ...{ Type: 'FontDescriptor', FontName: name, Flags: 4, FontBBox: [...face.box], ItalicAngle: 0 },
      ...{ Ascent: face.ascent, Descent: face.descent, CapHeight: face.ascent, StemV: 80, ...program },
    }),
  );
  const descendant = context.register(
    context.obj({
      ...{ Type: 'Font', Subtype: face.isCff ? 'CIDFontType0' : 'CIDFontType2', BaseFont: name, FontDescriptor: descriptor },
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      ...(face.isCff ? {} : { CIDToGIDMap: 'Identity' }),
      ...{ DW: 1000, W: [...glyphs.keys()].sort((a, b) => a - b).flatMap(glyph => [glyph, [face.advanceOf(glyph)]]) },
    }),
  );
  const toUnicode = context.register(context.flateStream(characterMap(glyphs)));
  const baseFont = face.isCff ? `${name}-Identity-H` : name;
  context.assign(ref, context.obj({ Type: 'Font', Subtype: 'Type0', BaseFont: baseFont, Encoding: PDFName.of('Identity-H'), DescendantFonts: [descendant], ToUnicode: toUnicode }));
}

/** Six capitals that tell one subset from another (ISO 32000, 9.6.4). */
function tagOf({ name }: FontFace, glyphs: WrittenGlyphs): string {
  const digest = createHash('sha256').update(`${name} ${[...glyphs.keys()].sort((a, b) => a - b).join()}`).digest();
  return Array.from({ length: 6 }, (_, index) => String.fromCharCode(65 + (digest[index] ?? 0) % 26)).join('');
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');
const utf16 = (codePoint: number): string => Array.from(String.fromCodePoint(codePoint).split(''), unit => hex4(unit.charCodeAt(0))).join('');
/** More lines to a block are forbidden. */
const mapBlock = 100;

/** So that text can be searched and read back, whatever its glyphs are numbered. */
function characterMap(glyphs: WrittenGlyphs): string {
  const rows = [...glyphs].map(([glyph, codePoint]) => `<${hex4(glyph)}> <${utf16(codePoint)}>`);
  const blocks = Array.from({ length: Math.ceil(rows.length / mapBlock) }, (_, index) => rows.slice(index * mapBlock, (index + 1) * mapBlock));
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks.map(block => `${String(block.length)} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}
