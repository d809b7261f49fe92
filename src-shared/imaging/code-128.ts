/** Widths of three bars and three spaces of each symbol, in modules; 103 to 105 begin, 106 ends and has a bar more. */
const symbols = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 ' +
  '311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 ' +
  '122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 233111'
)
  .split(' ')
  .map(widths => Array.from(widths, Number));

const modules = 11;
const [shift, setC, setB, setA, startA, startC, stop] = [98, 99, 100, 101, 103, 105, 106] as const;
const maxSymbols = 60;
/** By how many modules a symbol may differ in all, and any of its edges. */
const maxError = 1.8;
const maxEdgeError = 0.65;

/** The text that begins with this bar; null when none does, or when its check symbol is another. */
export function readCode128(widths: Float32Array, firstBar: number): string | null {
  const start = symbolAt(widths, firstBar);
  if (start < startA || start > startC) return null;
  const values: number[] = [];
  for (let bar = firstBar + 6; values.length <= maxSymbols; bar += 6) {
    const value = symbolAt(widths, bar);
    if (value < 0) return null;
    if (value === stop) break;
    values.push(value);
  }
  const check = values.pop();
  const sum = values.reduce((total, value, index) => total + value * (index + 1), start);
  return check === undefined || sum % 103 !== check ? null : textOf(start, values);
}

function symbolAt(widths: Float32Array, bar: number): number {
  if (bar + 6 > widths.length) return -1;
  const own = widths.subarray(bar, bar + 6);
  const unit = own.reduce((sum, width) => sum + width, 0) / modules;
  let [best, least] = [-1, maxError];
  for (const [value, symbol] of symbols.entries()) {
    let [error, worst] = [0, 0];
    for (let index = 0; index < 6; index++) {
      const off = Math.abs((own[index] ?? 0) / unit - (symbol[index] ?? 0));
      [error, worst] = [error + off, Math.max(worst, off)];
    }
    if (error < least && worst <= maxEdgeError) [best, least] = [value, error];
  }
  return best;
}

type Set = 'A' | 'B' | 'C';

function textOf(start: number, values: readonly number[]): string {
  let set: Set = start === startC ? 'C' : start === startA ? 'A' : 'B';
  let isShifted = false;
  let text = '';
  for (const value of values) {
    const next = nextSet(set, value);
    if (next !== null) set = next;
    else if (value === shift && set !== 'C') {
      isShifted = true;
      continue;
    } else text += characterOf(isShifted ? (set === 'A' ? 'B' : 'A') : set, value);
    isShifted = false;
  }
  return text;
}

function nextSet(set: Set, value: number): Set | null {
  if (value === setC && set !== 'C') return 'C';
  if (value === setB && set !== 'B') return 'B';
  return value === setA && set !== 'A' ? 'A' : null;
}

/** What is no character (functions of the reader) is left out. */
function characterOf(set: Set, value: number): string {
  if (set === 'C') return value < 100 ? String(value).padStart(2, '0') : '';
  if (value >= 96) return '';
  return String.fromCharCode(value < 64 || set === 'B' ? value + 32 : value - 64);
}

/** Bars and spaces in modules, for whoever prints a sheet: set B, printable ASCII. */
export function drawCode128(text: string): readonly number[] {
  const values = Array.from(text, character => character.charCodeAt(0) - 32);
  if (values.some(value => value < 0 || value > 94)) throw new Error('Set B of Code 128 has no such character.');
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), 104) % 103;
  return [...[104, ...values, check, stop].flatMap(value => symbols[value] ?? []), 2];
}
