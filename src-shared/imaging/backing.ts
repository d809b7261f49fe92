import { shadeAt, shadeDistance, type Cells, type Shade } from './cells.ts';

/** What lies around the paper: the lid, the roller, the glass. */
export type Backing = {
  readonly shade: Shade;
  /** 1 where it was reached from the edge of the image without a step. */
  readonly reached: Uint8Array;
  readonly count: number;
};

/** Of the cells at one edge, these are asked what they look like: a wedge of backing takes only a part of an edge. */
const askedShares = [0.04, 0.15, 0.5, 0.85, 0.96] as const;
/** Nearer shades are one. */
const sameShade = 14;
const maxBackings = 3;
/** Grain of the sensor and of the lid, and how far towards the paper its light may rise. */
const minTolerance = 5;
const toPaper = 0.35;
const maxTolerance = 45;
/** Less is a stroke that the edge of the image runs through. */
const minShare = 0.002;
/** The outermost cells are often of another light. */
const ringCells = [1, 2] as const;

/** Everything that could be the backing, the commonest at the edge first. `paper` is the shade of most of the page. */
export function findBackings(cells: Cells, paper: Shade): readonly Backing[] {
  const ring = ringsOf(cells);
  const shades: Shade[] = [];
  for (const side of ring) {
    const sorted = side.map(cell => shadeAt(cells, cell)).sort((one, other) => one.level - other.level);
    for (const share of askedShares) {
      const shade = sorted[Math.floor(share * sorted.length)];
      if (shade && shades.every(known => shadeDistance(known, shade) > sameShade)) shades.push(shade);
    }
  }
  const all = ring.flat();
  const popularity = (shade: Shade): number => all.reduce((count, cell) => count + Number(shadeDistance(shadeAt(cells, cell), shade) <= sameShade), 0);
  return shades
    .map(shade => ({ shade, count: popularity(shade) }))
    .sort((one, other) => other.count - one.count)
    .slice(0, maxBackings)
    .map(({ shade }) => flood(cells, shade, toleranceOf(shade, paper)))
    .filter(({ count }) => count >= minShare * cells.levels.length);
}

const toleranceOf = (shade: Shade, paper: Shade): number => Math.max(minTolerance, Math.min(maxTolerance, toPaper * shadeDistance(shade, paper)));

/** The cells near each edge. */
function ringsOf({ columns, rows }: Cells): readonly number[][] {
  const along = (count: number, cellOf: (place: number, depth: number) => number): number[] =>
    ringCells.flatMap(depth => Array.from({ length: Math.ceil(count / 2) }, (_, index) => cellOf(Math.min(count - 1, index * 2), depth)));
  return [
    along(columns, (x, depth) => Math.min(rows - 1, depth) * columns + x),
    along(columns, (x, depth) => Math.max(0, rows - 1 - depth) * columns + x),
    along(rows, (y, depth) => y * columns + Math.min(columns - 1, depth)),
    along(rows, (y, depth) => y * columns + Math.max(0, columns - 1 - depth)),
  ];
}

function flood(cells: Cells, shade: Shade, tolerance: number): Backing {
  const { columns, rows, levels, reds, blues } = cells;
  const reached = new Uint8Array(levels.length);
  const stack = new Int32Array(levels.length);
  let [depth, count] = [0, 0];
  const isFar = (cell: number): boolean =>
    Math.max(Math.abs((levels[cell] ?? 0) - shade.level), 2 * Math.abs((reds[cell] ?? 0) - shade.red), 2 * Math.abs((blues[cell] ?? 0) - shade.blue)) > tolerance;
  const visit = (cell: number): void => {
    if (reached[cell] === 1) return;
    if (isFar(cell)) return;
    reached[cell] = 1;
    stack[depth++] = cell;
    count++;
  };
  // From a little inside too: the outermost line of many scanners is of no use.
  for (let x = 0; x < columns; x++) for (const y of [0, 1, rows - 2, rows - 1]) visit(Math.max(0, y) * columns + x);
  for (let y = 0; y < rows; y++) for (const x of [0, 1, columns - 2, columns - 1]) visit(y * columns + Math.max(0, x));
  const visitAround = (cell: number): void => {
    const x = cell % columns;
    if (x > 0) visit(cell - 1);
    if (x < columns - 1) visit(cell + 1);
    if (cell >= columns) visit(cell - columns);
    if (cell < columns * (rows - 1)) visit(cell + columns);
  };
  while (depth > 0) visitAround(stack[--depth] ?? 0);
  return { shade, reached, count };
}
