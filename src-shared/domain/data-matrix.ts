/** Rows of modules, true is dark; the finder's bars at the left and below included, the quiet zone of one module around it not. */
export type DataMatrix = readonly (readonly boolean[])[];

/** Square symbols of one region (ISO/IEC 16022, ECC 200): modules on a side, data codewords, codewords of error correction. */
const symbols = [
  [10, 3, 5], [12, 5, 7], [14, 8, 10], [16, 12, 12], [18, 18, 14], [20, 22, 18], [22, 30, 20], [24, 36, 24], [26, 44, 28],
] as const;

const [padCodeword, firstPair] = [129, 130] as const;

/** Data Matrix of printable ASCII, two digits in one codeword. Throws when the text is no ASCII or too long for 44 codewords. */
export function encodeDataMatrix(text: string): DataMatrix {
  const codewords = codewordsOf(text);
  const [size, capacity, corrections] = symbols.find(symbol => symbol[1] >= codewords.length) ?? [];
  if (size === undefined) throw new Error(`Too long for a Data Matrix: ${String(codewords.length)} codewords.`);
  const data = pad(codewords, capacity);
  return frame(place([...data, ...correctionOf(data, corrections)], size - 2));
}

function codewordsOf(text: string): number[] {
  return (text.match(/\d\d|[\s\S]/g) ?? []).map(part => {
    if (part.length === 2) return firstPair + Number(part);
    const code = part.charCodeAt(0);
    if (code < 32 || code > 126) throw new Error('Not printable ASCII.');
    return code + 1;
  });
}

/** What fills the symbol is scattered, so that it makes no pattern of its own. */
function pad(codewords: readonly number[], capacity: number): number[] {
  const padded = [...codewords];
  while (padded.length < capacity) {
    const value = padCodeword + ((149 * (padded.length + 1)) % 253) + 1;
    padded.push(padded.length === codewords.length ? padCodeword : value > 254 ? value - 254 : value);
  }
  return padded;
}

/** The field of 256 elements over x⁸ + x⁵ + x³ + x² + 1. */
const powers: number[] = [];
for (let value = 1; powers.length < 255; value = value & 0x80 ? (value << 1) ^ 0x12d : value << 1) powers.push(value);
const logarithms = new Map(powers.map((value, exponent) => [value, exponent]));

function multiply(a: number, b: number): number {
  const [left, right] = [logarithms.get(a), logarithms.get(b)];
  return left === undefined || right === undefined ? 0 : (powers[(left + right) % 255] ?? 0);
}

/** Reed-Solomon: the remainder of the data by a polynomial whose roots are the first powers of 2. */
function correctionOf(data: readonly number[], count: number): number[] {
  let generator = [1];
  for (let root = 1; root <= count; root += 1) {
    const shifted = [...generator, 0];
    generator = shifted.map((value, index) => value ^ multiply(generator[index - 1] ?? 0, powers[root] ?? 0));
  }
  const remainder = new Array<number>(count).fill(0);
  for (const value of data) {
    const factor = value ^ (remainder.shift() ?? 0);
    remainder.push(0);
    for (let index = 0; index < count; index += 1) remainder[index] = (remainder[index] ?? 0) ^ multiply(generator[index + 1] ?? 0, factor);
  }
  return remainder;
}

type Spot = readonly [row: number, column: number];

/** The eight bits of a codeword around its last one, highest first: a figure like the map of Utah. */
const utah: readonly Spot[] = [[-2, -2], [-2, -1], [-1, -2], [-1, -1], [-1, 0], [0, -2], [0, -1], [0, 0]];

/** Codewords in diagonal sweeps over the square (annex F); the third of its four corner figures is of rectangular symbols only. */
function place(codewords: readonly number[], side: number): boolean[][] {
  const grid = Array.from({ length: side }, () => new Array<boolean | undefined>(side).fill(undefined));
  let next = 0;
  const put = (spots: readonly Spot[]): void => {
    const codeword = codewords[next] ?? 0;
    next += 1;
    for (const [bit, [row, column]] of spots.entries()) {
      const line = grid[row];
      if (line) line[column] = ((codeword >> (7 - bit)) & 1) === 1;
    }
  };
  const putAt = (row: number, column: number): void => {
    if (row < 0 || row >= side || column < 0 || column >= side || grid[row]?.[column] !== undefined) return;
    put(utah.map(([down, right]) => wrap(row + down, column + right, side)));
  };
  let [row, column] = [4, 0];
  do {
    const corner = cornerAt(row, column, side);
    if (corner) put(corner);
    for (; row >= 0 && column < side; row -= 2, column += 2) putAt(row, column);
    [row, column] = [row + 1, column + 3];
    for (; row < side && column >= 0; row += 2, column -= 2) putAt(row, column);
    [row, column] = [row + 3, column + 1];
  } while (row < side || column < side);
  // Two of the four modules that are left over in the last corner of some sizes are dark.
  return grid.map((line, y) => line.map((isDark, x) => isDark ?? x === y));
}

/** A figure that runs over an edge goes on at the opposite one, a little shifted. */
function wrap(row: number, column: number, side: number): Spot {
  const shift = 4 - ((side + 4) % 8);
  const [down, right] = row < 0 ? [row + side, column + shift] : [row, column];
  return right < 0 ? [down + shift, right + side] : [down, right];
}

function cornerAt(row: number, column: number, side: number): readonly Spot[] | undefined {
  const last = side - 1;
  if (row === side && column === 0) return [[last, 0], [last, 1], [last, 2], [0, side - 2], [0, last], [1, last], [2, last], [3, last]];
  if (row === side - 2 && column === 0 && side % 4 !== 0) return [[side - 3, 0], [side - 2, 0], [last, 0], [0, side - 4], [0, side - 3], [0, side - 2], [0, last], [1, last]];
  if (row === side + 4 && column === 2 && side % 8 === 0) return [[last, 0], [last, last], [0, side - 3], [0, side - 2], [0, last], [1, side - 3], [1, side - 2], [1, last]];
  return undefined;
}

/** Solid bars at the left and below, every second module at the top and at the right. */
function frame(inside: readonly (readonly boolean[])[]): DataMatrix {
  const side = inside.length + 2;
  const top = Array.from({ length: side }, (_, x) => x % 2 === 0);
  return [top, ...inside.map((line, y) => [true, ...line, y % 2 === 0]), new Array<boolean>(side).fill(true)];
}
