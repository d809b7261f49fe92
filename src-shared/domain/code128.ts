/** Code 128 (ISO/IEC 15417): bars and spaces in turn, in modules, as six digits for each of the values 0 to 105. */
const patterns =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const stop = '2331112';
const [startB, startC, switchToB, switchToC] = [104, 105, 100, 99] as const;

const patternOf = (value: number): string => patterns.slice(value * 6, value * 6 + 6);

/** Printable ASCII, as scanners at a counter read it. */
export function canBeCode128(text: string): boolean {
  return /^[\x20-\x7e]{1,40}$/.test(text);
}

/** Widths in modules, bar first; quiet zones (ten modules at each end) are the caller's. Pairs of digits share one character where there are four or more in a row. */
export function encodeCode128(text: string): readonly number[] {
  if (!canBeCode128(text)) throw new Error('Code 128 takes 1 to 40 characters of ASCII.');
  const values = valuesOf(text);
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  return Array.from([...values, check].map(patternOf).join('') + stop, Number);
}

/** Text in pieces: digits by pairs, or anything else. */
type Piece = { readonly text: string; readonly isPaired: boolean };

function piecesOf(text: string): Piece[] {
  return (text.match(/\d{4,}|(?:(?!\d{4}).)+/g) ?? []).flatMap((piece): Piece[] => {
    if (!/^\d{4}/.test(piece)) return [{ text: piece, isPaired: false }];
    const even = piece.slice(0, piece.length - (piece.length % 2));
    return [{ text: even, isPaired: true }, ...(even === piece ? [] : [{ text: piece.slice(-1), isPaired: false }])];
  });
}

function valuesOf(text: string): number[] {
  const pieces = piecesOf(text);
  return pieces.flatMap(({ text: piece, isPaired }, index) => {
    const before = pieces[index - 1];
    const shift = before === undefined ? [isPaired ? startC : startB] : before.isPaired === isPaired ? [] : [isPaired ? switchToC : switchToB];
    return [...shift, ...(isPaired ? (piece.match(/../g) ?? []).map(Number) : Array.from(piece, character => character.charCodeAt(0) - 32))];
  });
}

export const quietModules = 10;
