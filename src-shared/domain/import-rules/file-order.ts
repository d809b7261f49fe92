/**
 * Whether the first file lies before the second when names are read as people read them (`012` before `0110`). Names that follow no
 * common pattern (identifiers, titles) say nothing about order and are never held against it.
 */
export function isInNaturalOrder(first: string, second: string, sequence: number): boolean {
  const [a, b] = [readName(first, sequence), readName(second, sequence)];
  if (a.pattern !== b.pattern || a.numbers.length === 0) return true;
  const at = a.numbers.findIndex((number, index) => number !== b.numbers[index]);
  return at < 0 || (a.numbers[at] ?? 0) < (b.numbers[at] ?? 0);
}

type ReadName = { readonly pattern: string; readonly numbers: readonly number[] };

/** Digits of an identifier are no numbers. */
const longestNumber = 9;

/** In the layout with class folders the material's number of two digits stands before the page's: `0110` is page 10 of 01, `012` page 2. */
function readName(path: string, sequence: number): ReadName {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const prefix = String(sequence).padStart(2, '0');
  const own = /^\d+\./.test(name) && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const numbers = own.match(/\d+/g) ?? [];
  if (numbers.some(digits => digits.length > longestNumber)) return { pattern: '', numbers: [] };
  return { pattern: own.replace(/\d+/g, '#'), numbers: numbers.map(Number) };
}
