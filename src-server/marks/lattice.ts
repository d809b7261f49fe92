import { findPeaks, refinePeak, type Autocorrelation, type Peak, type Point } from './autocorrelation.ts';

/** Steps from one tile to the next: `right` along its rows, `down` along its columns, in pixels of the picture. */
export type Lattice = { readonly right: Point; readonly down: Point };

/** Pixels: a tile smaller than this has lost its waves, a larger one repeats too seldom. */
const period = { least: 70, most: 620 } as const;
const leastPeak = 4.5;
const mostPeaks = 60;
/** Share of a step around the place at right angles, and the deviations a smeared peak has at least. */
const faintReach = 0.05;
const leastFaintPeak = 3;
/** A single peak does not outweigh all others, however high: screens and halftones have such. */
const highestPeak = 12;
/** Of a page that is not seen too much from the side. */
const largestStretch = 0.12;
const largestLean = 0.15;

/** The `most` likeliest, best first, each followed by the one of half its steps; a picture without a mark mostly has one too, of chance. */
export function findLattices(correlation: Autocorrelation, { most, leastPeriod = period.least }: { readonly most: number; readonly leastPeriod?: number }): readonly Lattice[] {
  // Beyond half the size distances count from the other side.
  const farthest = Math.min(period.most, Math.floor(correlation.size * 0.45));
  const peaks = findPeaks(correlation, { least: leastPeak, nearest: leastPeriod, farthest })
    .slice(0, mostPeaks)
    .map(peak => refinePeak(correlation, peak));
  const candidates = peaks.flatMap(first => {
    const seconds = peaks.filter(second => isSquare(first, second));
    const found = seconds.length > 0 ? seconds : faintSecond(correlation, first);
    return found.map(second => (Math.abs(first.x) < Math.abs(first.y) ? orient(second, first) : orient(first, second)));
  });
  const scored = candidates.map(lattice => ({ lattice, score: scoreLattice(correlation, lattice) })).toSorted((a, b) => b.score - a.score);
  const distinct: Lattice[] = [];
  for (const { lattice } of scored) {
    if (distinct.length === most) break;
    if (distinct.every(({ right, down }) => distance(right, lattice.right) > 3 || distance(down, lattice.down) > 3)) distinct.push(lattice);
  }
  return distinct.map(lattice => refineLattice(correlation, lattice)).flatMap(lattice => (length(lattice.right) < 2 * leastPeriod ? [lattice] : [lattice, halve(lattice)]));
}

/** The letters of a visible mark repeat after two tiles, and may stand out more than the tiles themselves. */
const halve = ({ right, down }: Lattice): Lattice => ({ right: { x: right.x / 2, y: right.y / 2 }, down: { x: down.x / 2, y: down.y / 2 } });

const length = ({ x, y }: Point): number => Math.hypot(x, y);
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function isSquare(first: Point, second: Point): boolean {
  if (first === second || Math.abs(length(first) / length(second) - 1) > largestStretch) return false;
  return Math.abs(first.x * second.x + first.y * second.y) <= largestLean * length(first) * length(second);
}

/** Where the page was seen from the side one of the two steps may be smeared: the highest place at right angles to the clear one. */
function faintSecond(correlation: Autocorrelation, first: Point): readonly Point[] {
  const reach = Math.round(length(first) * faintReach);
  const middle = { x: Math.round(-first.y), y: Math.round(first.x) };
  let best: Peak = { ...middle, height: leastFaintPeak };
  for (let y = -reach; y <= reach; y += 2) {
    for (let x = -reach; x <= reach; x += 2) {
      const peak = refinePeak(correlation, { x: middle.x + x, y: middle.y + y });
      if (peak.height > best.height) best = peak;
    }
  }
  return best.height > leastFaintPeak ? [best] : [];
}

function orient(first: Point, second: Point): Lattice {
  const flip = ({ x, y }: Point): Point => ({ x: -x, y: -y });
  return { right: first.x < 0 ? flip(first) : first, down: second.y < 0 ? flip(second) : second };
}

const multiples = [[1, 0], [0, 1], [1, 1], [1, -1], [2, 0], [0, 2], [2, 1], [1, 2]] as const;

const pointOf = ({ right, down }: Lattice, across: number, along: number): Point => ({ x: across * right.x + along * down.x, y: across * right.y + along * down.y });
const isWithin = ({ size }: Autocorrelation, { x, y }: Point, share: number): boolean => Math.max(Math.abs(x), Math.abs(y)) < size * share;

function scoreLattice(correlation: Autocorrelation, lattice: Lattice): number {
  const points = multiples.map(([across, along]) => pointOf(lattice, across, along)).filter(point => isWithin(correlation, point, 0.45));
  // Small tiles have more multiples within reach, of which each adds its chance.
  return points.reduce((sum, point) => sum + Math.min(highestPeak, Math.max(-3, refinePeak(correlation, point).height)), 0) / Math.sqrt(Math.max(1, points.length));
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
