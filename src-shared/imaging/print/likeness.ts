import { fieldOf, type Field } from './field.ts';
import { laidOver, layOver, placeOn, type Overlay } from './lay-over.ts';
import { cellMm, type WritingMap } from './writing-map.ts';

/** One character with a little of its neighbours. */
const windowMm = 6;
/** Where the scan ends, the one or the other may lack something. */
const marginMm = 4;
/** Windows with less writing look alike by chance. */
const leastWritten = 0.25;
/** Below this number of written windows a page says too little about itself. */
const leastWindows = 10;
/** So many windows may differ a little, and fewer of them more: a stamp that was set later, a photograph, a number in pencil. */
const forgiven = { somewhat: { share: 0.15, allowance: 0 }, much: { share: 0.08, allowance: 0.15 } } as const;

/**
 * 0 to 1: how far two pages are scans of the same sheet. Both are laid over each other and compared character by character; what
 * counts is the worst that remains when the forgiven share is left out, since two fillings of a form agree in most of the page.
 */
export function likenessOf(one: WritingMap, other: WritingMap): number {
  const [first, second] = [fieldOf(one), fieldOf(other)];
  const overlay = layOver(first, second);
  if (!overlay) return 0;
  const agreements = compareWindows({ first, second, laid: laidOver(first, second, overlay), overlay }).sort((a, b) => a - b);
  if (agreements.length < leastWindows) return 0;
  return Math.min(1, ...Object.values(forgiven).map(({ share, allowance }) => (agreements[Math.floor(agreements.length * share)] ?? 0) + allowance));
}

type Pair = { readonly first: Field; readonly second: Field; readonly laid: Field; readonly overlay: Overlay };

function compareWindows(pair: Pair): number[] {
  const [size, margin] = [Math.round(windowMm / cellMm), Math.ceil(marginMm / cellMm)];
  const agreements: number[] = [];
  for (let top = margin; top + size <= pair.first.rows - margin; top += size / 2) {
    for (let left = margin; left + size <= pair.first.columns - margin; left += size / 2) {
      // Most windows are empty, which is seen sooner than where they lie.
      const agreement = compareWindow(pair, { left, top, size });
      if (agreement !== null && isOnBoth(pair, { left, top, size, margin })) agreements.push(agreement);
    }
  }
  return agreements;
}

type Window = { readonly left: number; readonly top: number; readonly size: number };

function isOnBoth(pair: Pair, { left, top, size, margin }: Window & { readonly margin: number }): boolean {
  return isOnSecond(pair, { x: left, y: top, margin }) && isOnSecond(pair, { x: left + size, y: top + size, margin });
}

function isOnSecond({ second, overlay }: Pair, { x, y, margin }: { readonly x: number; readonly y: number; readonly margin: number }): boolean {
  const [atX, atY] = placeOn(overlay, x, y);
  return atX >= margin && atY >= margin && atX < second.columns - margin && atY < second.rows - margin;
}

/** The angle between both windows as vectors of their cells; null where neither has writing enough. */
function compareWindow({ first, laid }: Pair, { left, top, size }: Window): number | null {
  let [one, other, ones, others, both] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + size; y++) {
    for (let at = y * first.columns + left; at < y * first.columns + left + size; at++) {
      const [a, b] = [first.values[at] ?? 0, laid.values[at] ?? 0];
      one += a;
      other += b;
      ones += a * a;
      others += b * b;
      both += a * b;
    }
  }
  if (Math.max(one, other) < leastWritten * size * size) return null;
  return ones === 0 || others === 0 ? 0 : both / Math.sqrt(ones * others);
}
