/** Nine bars and spaces a character, three of them wide; the bits tell which, the first one highest. */
const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*';
const codes = [
  0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118, 0x058, 0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043,
  0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016, 0x181, 0x0c1, 0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a, 0x02a, 0x094,
] as const;
const byCode = new Map<number, string>(codes.map((code, index) => [code, characters[index] ?? '']));

const perCharacter = 9;
const minRatio = 1.35;
const maxLength = 40;

/** The text between two asterisks that begins with this bar; null when none does. The symbology has no check of its own. */
export function readCode39(widths: Float32Array, firstBar: number): string | null {
  if (characterAt(widths, firstBar) !== '*') return null;
  let text = '';
  for (let bar = firstBar + perCharacter + 1; text.length <= maxLength; bar += perCharacter + 1) {
    const character = characterAt(widths, bar);
    if (character === null) return null;
    if (character === '*') return text === '' ? null : text;
    text += character;
  }
  return null;
}

function characterAt(widths: Float32Array, bar: number): string | null {
  if (bar + perCharacter > widths.length) return null;
  const own = widths.subarray(bar, bar + perCharacter);
  const sorted = own.toSorted();
  const [widestNarrow, narrowestWide] = [sorted[5] ?? 0, sorted[6] ?? 0];
  if (narrowestWide < minRatio * widestNarrow || (sorted[8] ?? 0) > 4.5 * (sorted[0] ?? 0)) return null;
  const limit = (widestNarrow + narrowestWide) / 2;
  let code = 0;
  for (const width of own) code = code * 2 + Number(width > limit);
  return byCode.get(code) ?? null;
}

/** Bars and spaces in modules, for whoever prints a sheet: a wide one has three. */
export function drawCode39(text: string): readonly number[] {
  const drawn = Array.from(`*${text}*`, character => {
    const code = codes[characters.indexOf(character)];
    if (code === undefined) throw new Error('Code 39 has no such character.');
    return Array.from({ length: perCharacter }, (_, index) => ((code >> (perCharacter - 1 - index)) % 2 === 1 ? 3 : 1));
  });
  return drawn.flatMap((bars, index) => (index === 0 ? bars : [1, ...bars]));
}
