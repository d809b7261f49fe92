import { findPeaks, refinePeak, type Autocorrelation, type Point } from './autocorrelation.ts';

/** Steps from one tile to the next: `right` along its rows, `down` along its columns, in pixels of the picture. */
export type Lattice = { readonly right: Point; readonly down: Point };

/** Pixels: a tile smaller than this has lost its waves, a larger one repeats too seldom. */
const period = { least: 70, most: 620 } as const;
const leastPeak = 4.5;
const mostPeaks = 60;
const mostLattices = 4;
/** Of a page that is not seen too much from the side. */
const largestStretch = 0.12;
const largestLean = 0.15;

/** Likeliest first; a picture without a mark mostly has one too, of chance. */
export function findLattices(correlation: Autocorrelation): readonly Lattice[] {
  const peaks = findPeaks(correlation, { least: leastPeak, nearest: period.least, farthest: period.most })
    .slice(0, mostPeaks)
    .map(peak => refinePeak(correlation, peak));
  const candidates = peaks.flatMap(first => (Math.abs(first.x) < Math.abs(first.y) ? [] : peaks.filter(second => isSquare(first, second)).map(second => orient(first, second))));
  const scored = candidates.map(lattice => ({ lattice, score: scoreLattice(correlation, lattice) })).toSorted((a, b) => b.score - a.score);
  const distinct: Lattice[] = [];
  for (const { lattice } of scored) {
    if (distinct.length === mostLattices) break;
    if (distinct.every(({ right }) => distance(right, lattice.right) > 3)) distinct.push(lattice);
  }
  return distinct.map(lattice => refineLattice(correlation, lattice));
}

const length = ({ x, y }: Point): number => Math.hypot(x, y);
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function isSquare(first: Point, second: Point): boolean {
  if (first === second || Math.abs(length(first) / length(second) - 1) > largestStretch) return false;
  return Math.abs(first.x * second.x + first.y * second.y) <= largestLean * length(first) * length(second);
}

function orient(first: Point, second: Point): Lattice {
  const flip = ({ x, y }: Point): Point => ({ x: -x, y: -y });
  return { right: first.x < 0 ? flip(first) : first, down: second.y < 0 ? flip(second) : second };
}

const multiples = [[1, 0], [0, 1], [1, 1], [1, -1], [2, 0], [0, 2], [2, 1], [1, 2]] as const;

const pointOf = ({ right, down }: Lattice, across: number, along: number): Point => ({ x: across * right.x + along * down.x, y: across * right.y + along * down.y });
const isWithin = ({ size }: Autocorrelation, { x, y }: Point, share: number): boolean => Math.max(Math.abs(x), Math.abs(y)) < size * share;

function scoreLattice(correlation: Autocorrelation, lattice: Lattice): number {
  return multiples
    .map(([across, along]) => pointOf(lattice, across, along))
    .filter(point => isWithin(correlation, point, 0.45))
    .reduce((sum, point) => sum + Math.min(40, Math.max(-3, refinePeak(correlation, point).height)), 0);
}

/** Far multiples tell the step more exactly. */
function refineLattice(correlation: Autocorrelation, lattice: Lattice): Lattice {
  let { right, down } = lattice;
  for (let round = 0; round < 2; round++) {
    for (let multiple = 1; multiple <= 6; multiple++) {
      right = refineStep(correlation, right, multiple);
      down = refineStep(correlation, down, multiple);
    }
  }
  return { right, down };
}

function refineStep(correlation: Autocorrelation, step: Point, multiple: number): Point {
  const expected = { x: step.x * multiple, y: step.y * multiple };
  if (!isWithin(correlation, expected, 0.42)) return step;
  const found = refinePeak(correlation, expected);
  return found.height > 4 && distance(found, expected) < 2.2 ? { x: found.x / multiple, y: found.y / multiple } : step;
}
