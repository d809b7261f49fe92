/** Values of characters by the widths of their bars and spaces, from the edges of a scan: what a hand scanner does. */
const sets = { 103: 'A', 104: 'B', 105: 'C' } as const;

type Reading = { readonly text: string };

/**
 * Reads the widths (bar first, without quiet zones, in any unit) as a scanner does: normalised character by character to eleven
 * modules, compared with `patternOf`, checked by the last character. Undefined when it cannot be read.
 */
export function readCode128(widths: readonly number[], patternOf: readonly string[]): Reading | undefined {
  const characters = Array.from({ length: Math.floor((widths.length - 7) / 6) }, (_, index) => widths.slice(index * 6, index * 6 + 6));
  const values = characters.map(six => patternOf.indexOf(normalise(six)));
  const check = values.at(-1);
  const body = values.slice(0, -1);
  const sum = body.reduce((total, value, index) => total + value * Math.max(1, index), 0) % 103;
  if (values.includes(-1) || sum !== check) return undefined;
  return { text: textOf(body) };
}

function normalise(six: readonly number[]): string {
  const module = six.reduce((sum, width) => sum + width, 0) / 11;
  return six.map(width => String(Math.round(width / module))).join('');
}

function textOf([start, ...values]: readonly number[]): string {
  let set: 'A' | 'B' | 'C' = sets[start as keyof typeof sets]; // `as`: anything else gives undefined and no text
  return values.reduce((text, value) => {
    if (set !== 'C' && value === 99) set = 'C';
    else if (set === 'C' && value === 100) set = 'B';
    else return text + (set === 'C' ? String(value).padStart(2, '0') : String.fromCharCode(value + 32));
    return text;
  }, '');
}

/** The published table (ISO/IEC 15417, Annex), by lines of ten; written down apart from the program's. */
export const code128Patterns = `
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213
221312 231212 112232 122132 122231 113222 123122 123221 223211 221132
221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
212123 212321 232121 111323 131123 131321 112313 132113 132311 211313
231113 231311 112133 112331 132131 113123 113321 133121 313121 211331
231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
114131 311141 411131 211412 211214 211232`.trim().split(/\s+/);
