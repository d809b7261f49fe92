import type { PDFDocument, PDFRef } from 'pdf-lib';
import type { Typeface } from '#shared/domain/typeface';
import { embedFont } from './embed-font.ts';
import { faceFor } from './faces.ts';
import type { FontFace } from './font-file.ts';

/** Characters in a row from one face: what one operator writes. Width in em. */
export type Run = { readonly font: string; readonly ref: PDFRef; readonly hex: string; readonly widthEm: number };

export type FontBook = {
  /** `onMissing` hears of a character that no font of this machine has: it throws, or says what stands in its place. */
  set(text: string, typeface: Typeface, onMissing: (character: string) => string): Promise<Run[]>;
  /** After the last text: embeds what was written, and nothing else. */
  finish(): Promise<void>;
};

type Entry = { readonly font: string; readonly ref: PDFRef; readonly face: FontFace; readonly glyphs: Map<number, number> };

/** Fonts of one document. */
export function openFontBook(document: PDFDocument): FontBook {
  const entries = new Map<FontFace, Entry>();
  const entryOf = (face: FontFace): Entry => {
    const entry = entries.get(face) ?? { font: `F${String(entries.size + 1)}`, ref: document.context.nextRef(), face, glyphs: new Map<number, number>() };
    entries.set(face, entry);
    return entry;
  };
  const setCharacter = async (character: string, typeface: Typeface): Promise<Run | undefined> => {
    const codePoint = character.codePointAt(0) ?? 0;
    const face = await faceFor(typeface, codePoint);
    if (!face) return undefined;
    const { font, ref, glyphs } = entryOf(face);
    const glyph = face.glyphOf(codePoint);
    glyphs.set(glyph, codePoint);
    return { font, ref, hex: glyph.toString(16).padStart(4, '0'), widthEm: face.advanceOf(glyph) / 1000 };
  };
  const setCharacters = async (text: string, typeface: Typeface, onMissing: (character: string) => string): Promise<Run[]> => {
    const runs: Run[] = [];
    for (const character of text) {
      const run = await setCharacter(character, typeface);
      runs.push(...(run ? [run] : await setCharacters(onMissing(character), typeface, refuse)));
    }
    return runs;
  };
  return {
    set: async (text, typeface, onMissing) => joinRuns(await setCharacters(text.normalize('NFC').replace(/[\t\r\n]+/g, ' '), typeface, onMissing)),
    finish: async () => {
      for (const { face, glyphs, ref } of entries.values()) await embedFont(document, { face, glyphs, ref });
    },
  };
}

function refuse(character: string): never {
  throw new Error(`No font has what stands for a missing character: ${character}`);
}

function joinRuns(single: readonly Run[]): Run[] {
  const runs: Run[] = [];
  for (const run of single) {
    const last = runs.at(-1);
    if (last?.font === run.font) runs[runs.length - 1] = { ...last, hex: last.hex + run.hex, widthEm: last.widthEm + run.widthEm };
    else runs.push(run);
  }
  return runs;
}
