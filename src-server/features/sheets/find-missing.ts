import { codeOf, type MissingGlyph } from '#shared/domain/missing-glyph';
import type { SheetMark } from '#shared/domain/sheet-mark';
import { faceFor } from './fonts/faces.ts';

const mostMissing = 50;

/** Every character that no font of this machine has, with the first place where it stands: told before anything is registered. */
export async function findMissingGlyphs(sheets: readonly (readonly SheetMark[])[]): Promise<MissingGlyph[]> {
  const missing = new Map<string, MissingGlyph>();
  const known = new Set<string>();
  for (const [index, marks] of sheets.entries()) {
    for (const mark of marks) {
      if (mark.kind !== 'text') continue;
      for (const character of mark.text.normalize('NFC')) {
        if (known.has(mark.typeface + character)) continue;
        known.add(mark.typeface + character);
        if ((await faceFor(mark.typeface, character.codePointAt(0) ?? 0)) === undefined && missing.size < mostMissing) missing.set(character, { character, code: codeOf(character), place: mark.place ?? `第 ${String(index + 1)} 张` });
      }
    }
  }
  return [...missing.values()];
}
