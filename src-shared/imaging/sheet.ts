import { findBackings, type Backing } from './backing.ts';
import { cellPx, cellsOf, shadeAt, shadeDistance, type Cells, type Shade } from './cells.ts';
import { pixelsPerMm, type GreyRaster, type MeasuringRasters } from './raster.ts';
import { boxAround, fillOf, leanOfEdges, type Region } from './sheet-box.ts';

/** The paper inside a scan that shows more than the paper. */
export type Sheet = Region & {
  /** By how many degrees clockwise its edges lean; null when too little of them is seen. */
  readonly leanDegrees: number | null;
};

/** A sheet is a solid rectangle; ink on bare paper, and pictures with margins, are not. */
const minFill = 0.94;
/** Smaller ones are stamps and labels. */
const minSideMm = 35;
const minShare = 0.04;
/** A backing like the paper itself shows its edge as a pale shadow at most; a printed frame is darker. */
const paperLike = 7;
const maxPaleStep = 45;
/** What a white backing encloses is paper when its brighter part is about as bright. */
const maxDarker = 45;

/** Null when the paper fills the image, or when it cannot be told from what lies around it: then nothing is cut away. */
export function findSheet(rasters: MeasuringRasters, paperLevel: number): Sheet | null {
  const cells = cellsOf(rasters);
  const paper = shadeOfPaper(cells, paperLevel);
  const backings = findBackings(cells, paper);
  const minSide = (minSideMm * pixelsPerMm(rasters.grey)) / cellPx;
  let best: (Sheet & { readonly count: number }) | null = null;
  for (const chosen of subsetsOf(backings)) {
    const region = regionWithout(cells, chosen);
    // Mostly it is the paper itself that was taken for the backing, and a little ink is left.
    if (region.count < minSide * minSide || region.count < minShare * cells.levels.length) continue;
    if (chosen.some(({ shade }) => shadeDistance(shade, paper) <= paperLike) && !isPaleIsland(cells, region, paper)) continue;
    const sheet = asSheet(region, minSide);
    // Of two that are both sheets the one with less around it is the paper.
    if (sheet && (best === null || sheet.count < best.count)) best = sheet;
  }
  return best;
}

/** Median of the cells that are as bright as the paper. */
function shadeOfPaper(cells: Cells, level: number): Shade {
  const near: Shade[] = [];
  for (let cell = 0; cell < cells.levels.length; cell += 7) if (Math.abs((cells.levels[cell] ?? 0) - level) <= 4) near.push(shadeAt(cells, cell));
  const median = (of: (shade: Shade) => number): number => near.map(of).sort((one, other) => one - other)[Math.floor(near.length / 2)] ?? 128;
  return { level, red: median(({ red }) => red), blue: median(({ blue }) => blue) };
}

function* subsetsOf(backings: readonly Backing[]): Generator<readonly Backing[]> {
  for (let choice = 1; choice < 1 << backings.length; choice++) yield backings.filter((_, index) => (choice >> index) % 2 === 1);
}

function regionWithout({ columns, rows }: Cells, backings: readonly Backing[]): Region & { readonly count: number } {
  const paper = new Uint8Array(columns * rows).fill(1);
  for (const { reached } of backings) for (let cell = 0; cell < paper.length; cell++) if (reached[cell] === 1) paper[cell] = 0;
  let count = 0;
  for (let cell = 0; cell < paper.length; cell++) count += paper[cell] ?? 0;
  return { paper, columns, rows, count };
}

function asSheet(region: Region & { readonly count: number }, minSide: number): (Sheet & { readonly count: number }) | null {
  const leanDegrees = leanOfEdges(region);
  const straight = -(leanDegrees ?? 0);
  const box = boxAround(region, straight);
  if (!box || box.right - box.left < minSide || box.bottom - box.top < minSide) return null;
  if (fillOf(region, box, straight) < minFill) return null;
  return { ...region, leanDegrees };
}

/** Enclosed by no more than a shadow, and as bright inside as outside. */
function isPaleIsland(cells: Cells, region: Region, { level }: Shade): boolean {
  const { levels, columns } = cells;
  const { paper } = region;
  const isInside = (cell: number): boolean => paper[cell - 1] === 1 && paper[cell + 1] === 1 && paper[cell - columns] === 1 && paper[cell + columns] === 1;
  let [steps, edges] = [0, 0];
  for (let cell = columns + 1; cell < paper.length - columns - 1; cell++) {
    if (paper[cell] === 0 || isInside(cell)) continue;
    steps += Math.abs((levels[cell] ?? 0) - level);
    edges++;
  }
  return edges > 0 && steps / edges <= maxPaleStep && medianLevel(cells, region) >= level - maxDarker;
}

function medianLevel({ levels }: Cells, { paper }: Region): number {
  const counts = new Uint32Array(256);
  for (let cell = 0; cell < paper.length; cell++) if (paper[cell] === 1) counts[levels[cell] ?? 0] = (counts[levels[cell] ?? 0] ?? 0) + 1;
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let sum = 0;
  return counts.findIndex(count => (sum += count) >= half);
}

/** The page as if it lay on paper: what surrounds it, and the shadow at its edge, are painted over. */
export function withoutBacking(grey: GreyRaster, { paper, columns, rows }: Sheet, level: number): GreyRaster {
  const data = grey.data.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (paper[row * columns + column] === 1) continue;
      const [left, right] = [Math.max(0, (column - 1) * cellPx), Math.min(grey.width, column >= columns - 2 ? grey.width : (column + 2) * cellPx)];
      const last = Math.min(grey.height, row >= rows - 2 ? grey.height : (row + 2) * cellPx);
      for (let y = Math.max(0, (row - 1) * cellPx); y < last; y++) data.fill(level, y * grey.width + left, y * grey.width + right);
    }
  }
  return { ...grey, data };
}
