import { z } from 'zod';

/** A character that cannot be printed, and where it stands in words. */
export const MissingGlyph = z.object({ character: z.string(), /** `U+2CB29`. */ code: z.string(), place: z.string() });
export type MissingGlyph = z.infer<typeof MissingGlyph>;

export function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
