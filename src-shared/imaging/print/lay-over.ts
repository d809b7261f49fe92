import { cellMm } from './writing-map.ts';
import { halved, valueAt, valueBetween, type Field } from './field.ts';

/** How one page lies on another: shift, scale and turn about the middle of the first, all in cells. */
export type Overlay = { readonly shiftX: number; readonly shiftY: number; readonly stretch: number; readonly turn: number; readonly middleX: number; readonly middleY: number };

/** A second scan lies at most so far from the first. */
const reachMm = 12;
const blockMm = 16;
/** Around the common shift each block may lie so many cells further. */
const aside = 2;
/** A block that agrees less tells nothing of the shift. */
const minAgreement = 0.5;
/** Blocks further off than this are not followed. */
const trustedCells = 0.4;
const rounds = 8;

/** Where the second page shows what lies at a place of the first. */
export function placeOn({ shiftX, shiftY, stretch, turn, middleX, middleY }: Overlay, x: number, y: number): readonly [number, number] {
  const [dx, dy] = [x - middleX, y - middleY];
  return [x + shiftX + stretch * dx - turn * dy, y + shiftY + turn * dx + stretch * dy];
}

/** Of a second scan nearly all blocks are found; of another page with the same ruling few. */
const leastFound = 0.4;

/** Lays the second page over the first: by one shift for all, then by the blocks that agree about where they lie. Null when most of them are not there. */
export function layOver(first: Field, second: Field): Overlay | null {
  const [shiftX, shiftY] = commonShift(halved(first), halved(second)).map(cells => 2 * cells) as [number, number]; // `as`: two in, two out
  const written = writtenBlocks(first);
  const beneath = shiftedUnder(first, second, { x: shiftX, y: shiftY });
  const pins = written.flatMap(block => pinOf({ first, beneath, shiftX, shiftY }, block) ?? []);
  if (pins.length < leastFound * written.length) return null;
  return fit(pins, { shiftX, shiftY, stretch: 0, turn: 0, middleX: first.columns / 2, middleY: first.rows / 2 });
}

function commonShift(first: Field, second: Field): readonly [number, number] {
  const reach = Math.ceil(reachMm / cellMm / 2);
  const written = writtenCells(first);
  let [best, shiftX, shiftY] = [-1, 0, 0];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      let sum = 0;
      for (const { x, y, value } of written) sum += value * valueAt(second, x + dx, y + dy);
      if (sum > best) [best, shiftX, shiftY] = [sum, dx, dy];
    }
  }
  return [shiftX, shiftY];
}

function writtenCells({ columns, values }: Field): readonly { readonly x: number; readonly y: number; readonly value: number }[] {
  const cells: { readonly x: number; readonly y: number; readonly value: number }[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (value > 0) cells.push({ x: at % columns, y: Math.floor(at / columns), value });
  }
  return cells;
}

/** A block of the first page that was found on the second one, and how far from its own place. */
type Pin = { readonly x: number; readonly y: number; readonly shiftX: number; readonly shiftY: number; readonly weight: number };

const leastWritten = 0.02;

function writtenBlocks(first: Field): readonly Block[] {
  const size = Math.round(blockMm / cellMm);
  const blocks: Block[] = [];
  for (let top = 0; top + size <= first.rows; top += size) {
    for (let left = 0; left + size <= first.columns; left += size) {
      let sum = 0;
      for (let y = top; y < top + size; y++) for (let x = left; x < left + size; x++) sum += valueAt(first, x, y);
      if (sum >= leastWritten * size * size) blocks.push({ left, top, size });
    }
  }
  return blocks;
}

/** `beneath`: the second page by the common shift, with an edge of `aside` cells around it. */
type Pair = { readonly first: Field; readonly beneath: Field; readonly shiftX: number; readonly shiftY: number };
type Block = { readonly left: number; readonly top: number; readonly size: number };

function shiftedUnder({ columns, rows }: Field, second: Field, { x, y }: { readonly x: number; readonly y: number }): Field {
  const [across, down] = [columns + 2 * aside, rows + 2 * aside];
  const values = new Float32Array(across * down);
  for (let row = 0, at = 0; row < down; row++) for (let column = 0; column < across; column++, at++) values[at] = valueAt(second, column - aside + x, row - aside + y);
  return { columns: across, rows: down, values };
}

const asides = 2 * aside + 1;

function pinOf(pair: Pair, block: Block): Pin | null {
  const agreements = agreementsOf(pair, block);
  let chosen = 0;
  for (let place = 1; place < agreements.length; place++) if ((agreements[place] ?? 0) > (agreements[chosen] ?? 0)) chosen = place;
  const best = agreements[chosen] ?? 0;
  if (best < minAgreement) return null;
  const [column, row] = [chosen % asides, Math.floor(chosen / asides)];
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= asides || y >= asides ? best : (agreements[y * asides + x] ?? 0));
  const between = (before: number, after: number): number => {
    const bend = before - 2 * best + after;
    return bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend)) : 0;
  };
  const [fineX, fineY] = [between(at(column - 1, row), at(column + 1, row)), between(at(column, row - 1), at(column, row + 1))];
  return { x: block.left + block.size / 2, y: block.top + block.size / 2, shiftX: pair.shiftX + column - aside + fineX, shiftY: pair.shiftY + row - aside + fineY, weight: best * best };
}

/** Correlation of the block with what lies there on the second page, and so many cells aside; row by row. */
function agreementsOf({ first, beneath }: Pair, { left, top, size }: Block): Float64Array {
  const agreements = new Float64Array(asides * asides);
  const start = top * first.columns + left;
  for (let place = 0; place < agreements.length; place++) {
    agreements[place] = correlate({ from: first, at: start }, { from: beneath, at: (top + Math.floor(place / asides)) * beneath.columns + left + (place % asides) }, size);
  }
  return agreements;
}

/** Where in a field a block begins. */
type Place = { readonly from: Field; readonly at: number };

function correlate(own: Place, other: Place, size: number): number {
  const [left, right] = [own.from.values, other.from.values];
  let [one, two, ones, twos, both] = [0, 0, 0, 0, 0];
  for (let row = 0; row < size; row++) {
    let at = other.at + row * other.from.columns;
    const start = own.at + row * own.from.columns;
    for (let index = start; index < start + size; index++, at++) {
      const a = left[index] ?? 0;
      const b = right[at] ?? 0;
      one += a;
      two += b;
      ones += a * a;
      twos += b * b;
      both += a * b;
    }
  }
  const count = size * size;
  const spread = (ones - (one * one) / count) * (twos - (two * two) / count);
  return spread <= 0 ? -1 : (both - (one * two) / count) / Math.sqrt(spread);
}

/** Least squares for shift, stretch and turn; blocks that do not follow the others lose their say from round to round. */
function fit(pins: readonly Pin[], start: Overlay): Overlay {
  if (pins.length < 3) return start;
  let overlay = start;
  let weights = pins.map(({ weight }) => weight);
  for (let round = 0; round < rounds; round++) {
    overlay = solve(pins, weights, start);
    weights = pins.map(({ x, y, shiftX, shiftY, weight }) => {
      const [atX, atY] = placeOn(overlay, x, y);
      return weight / (1 + (Math.hypot(x + shiftX - atX, y + shiftY - atY) / trustedCells) ** 2);
    });
  }
  return overlay;
}

function solve(pins: readonly Pin[], weights: readonly number[], { middleX, middleY }: Overlay): Overlay {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (pick: (pin: Pin) => number): number => pins.reduce((sum, pin, index) => sum + (weights[index] ?? 0) * pick(pin), 0) / all;
  const [centreX, centreY, meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ shiftX }) => shiftX), mean(({ shiftY }) => shiftY)];
  const spread = Math.max(1e-9, mean(({ x, y }) => (x - centreX) ** 2 + (y - centreY) ** 2));
  const stretch = mean(({ x, y, shiftX, shiftY }) => (shiftX - meanX) * (x - centreX) + (shiftY - meanY) * (y - centreY)) / spread;
  const turn = mean(({ x, y, shiftX, shiftY }) => (shiftY - meanY) * (x - centreX) - (shiftX - meanX) * (y - centreY)) / spread;
  const [dx, dy] = [middleX - centreX, middleY - centreY];
  return { shiftX: meanX + stretch * dx - turn * dy, shiftY: meanY + turn * dx + stretch * dy, stretch, turn, middleX, middleY };
}

/** The second page as the first one lies; cell by cell without a pair of numbers for each, as `placeOn` would make. */
export function laidOver({ columns, rows }: Field, second: Field, { shiftX, shiftY, stretch, turn, middleX, middleY }: Overlay): Field {
  const values = new Float32Array(columns * rows);
  for (let y = 0, at = 0; y < rows; y++) {
    const [startX, startY] = [shiftX - turn * (y - middleY), y + shiftY + stretch * (y - middleY)];
    for (let x = 0; x < columns; x++, at++) values[at] = valueBetween(second, x + startX + stretch * (x - middleX), startY + turn * (x - middleX));
  }
  return { columns, rows, values };
}
