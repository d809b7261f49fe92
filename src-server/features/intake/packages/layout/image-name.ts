/** What a file's name says about its place; nulls when it follows no known pattern. */
export type ImageName = { readonly sequence: number | null; readonly page: number | null };

const unknown: ImageName = { sequence: null, page: null };
const separated = /^(\d{1,3})\s*[-_.]\s*(\d{1,3})$/;

/**
 * Reads the names of one class folder together: two digits of sequence and a page, padded or not (`0102`, `011`, `0110`), because
 * what four and five digits mean past material 99 (`1001`, `10001`) shows in the others only.
 */
export function createNameReader(stems: readonly string[]): (stem: string) => ImageName {
  const numbers = stems.filter(stem => /^\d{3,6}$/.test(stem));
  const style: Style = {
    isPadded: !numbers.some(({ length }) => length === 3),
    hasThreeDigitSequences: numbers.every(({ length }) => length >= 4) && numbers.some(stem => /^00[1-9]\d{1,3}$/.test(stem)),
    isPastNinetyNine: numbers.some(stem => /^99\d{1,2}$/.test(stem)),
  };
  return stem => {
    const [, sequence, page] = separated.exec(stem) ?? [];
    if (sequence !== undefined && page !== undefined) return placeOf(sequence, page);
    if (!/^\d{3,6}$/.test(stem)) return unknown;
    const digits = sequenceDigits(stem, style);
    return placeOf(stem.slice(0, digits), stem.slice(digits));
  };
}

type Style = { readonly isPadded: boolean; readonly hasThreeDigitSequences: boolean; readonly isPastNinetyNine: boolean };

function sequenceDigits(stem: string, { isPadded, hasThreeDigitSequences, isPastNinetyNine }: Style): 2 | 3 {
  if (stem.length === 6 || hasThreeDigitSequences) return 3;
  if (stem.length === 3 || stem.startsWith('0') || !isPastNinetyNine) return 2;
  // Page 1 of material 100 is 10001 where pages are padded, and 1001 where they are not.
  const isThree = stem.length === 5 ? Number(stem.slice(3)) > 0 : !isPadded && stem[2] === '0';
  return isThree ? 3 : 2;
}

function placeOf(sequence: string, page: string): ImageName {
  const place = { sequence: Number(sequence), page: Number(page) };
  return place.sequence > 0 && place.page > 0 ? place : unknown;
}

/** A file that holds a whole material: `02` or `102` is its sequence, `0201` begins with page 1. */
export function readDocumentName(stem: string, readName: (stem: string) => ImageName): ImageName {
  const sequence = Number(stem);
  return /^\d{1,3}$/.test(stem) && sequence > 0 ? { sequence, page: 1 } : readName(stem);
}
