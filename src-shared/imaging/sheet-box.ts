/** A region of cells, 1 where the paper is. */
export type Region = { readonly paper: Uint8Array; readonly columns: number; readonly rows: number };

/** Edges in cells from the middle of the raster, after it was turned. */
export type SheetBox = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** An edge of the paper lies where at least this share of a usual line is paper: dog-ears and torn corners do not move it. */
const edgeShare = 0.25;

/** The rectangle around the paper, in the frame turned clockwise by so many degrees; null without paper. */
export function boxAround({ paper, columns, rows }: Region, degrees: number): SheetBox | null {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const reach = Math.ceil(Math.hypot(columns, rows) / 2) + 2;
  const [across, down] = [new Uint32Array(2 * reach), new Uint32Array(2 * reach)];
  for (let row = 0, cell = 0; row < rows; row++) {
    const y = row + 0.5 - rows / 2;
    // Plain numbers: this runs for hundreds of thousands of cells, several times a page.
    const firstRight = (0.5 - columns / 2) * cosine - y * sine + reach;
    const firstBottom = (0.5 - columns / 2) * sine + y * cosine + reach;
    for (let column = 0; column < columns; column++, cell++) {
      if (paper[cell] === 0) continue;
      const toRight = Math.floor(firstRight + column * cosine);
      const toBottom = Math.floor(firstBottom + column * sine);
      across[toRight] = (across[toRight] ?? 0) + 1;
      down[toBottom] = (down[toBottom] ?? 0) + 1;
    }
  }
  const [horizontal, vertical] = [edgesOf(across), edgesOf(down)];
  if (!horizontal || !vertical) return null;
  return { left: horizontal.from - reach, right: horizontal.to - reach, top: vertical.from - reach, bottom: vertical.to - reach };
}

function edgesOf(counts: Uint32Array): { readonly from: number; readonly to: number } | null {
  const filled = counts.filter(count => count > 0).sort();
  const limit = Math.max(1, edgeShare * (filled[Math.floor(filled.length * 0.6)] ?? 0));
  const from = counts.findIndex(count => count >= limit);
  const to = counts.findLastIndex(count => count >= limit) + 1;
  return from < 0 ? null : { from, to };
}

/** Share of the box that is paper, as far as the box lies in the image. */
export function fillOf({ paper, columns, rows }: Region, { left, top, right, bottom }: SheetBox, degrees: number): number {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  let [inside, filled] = [0, 0];
  // Every second cell of every second row is enough for a share.
  for (let row = 0; row < rows; row += 2) {
    const y = row + 0.5 - rows / 2;
    for (let column = 0; column < columns; column += 2) {
      const x = column + 0.5 - columns / 2;
      const [toRight, toBottom] = [x * cosine - y * sine, x * sine + y * cosine];
      if (toRight < left || toRight >= right || toBottom < top || toBottom >= bottom) continue;
      inside++;
      filled += paper[row * columns + column] ?? 0;
    }
  }
  return filled / Math.max(1, inside);
}

/** Shorter edges say nothing about an angle. */
const minEdgeCells = 40;
/** A paper's edge goes on for so many cells inwards; a speck does not. */
const solidCells = 6;

/** By how many degrees clockwise the edges of the paper lean; null when it fills the image or has no straight edges. */
export function leanOfEdges(region: Region): number | null {
  const { columns, rows } = region;
  const leans: { readonly degrees: number; readonly weight: number }[] = [];
  for (const isFar of [false, true]) {
    for (const isUpright of [false, true]) {
      const points = edgePoints(region, { isUpright, isFar });
      const slope = slopeOf(points, isUpright ? rows : columns);
      // Along an upright edge a clockwise lean moves to the left.
      if (slope !== null) leans.push({ degrees: (Math.atan(isUpright ? -slope : slope) * 180) / Math.PI, weight: points.length });
    }
  }
  leans.sort((one, other) => one.degrees - other.degrees);
  const half = leans.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  return leans.find(({ weight }) => (sum += weight) >= half)?.degrees ?? null;
}

type Edge = { readonly isUpright: boolean; readonly isFar: boolean };
type EdgePoint = { readonly along: number; readonly depth: number };

function edgePoints({ paper, columns, rows }: Region, { isUpright, isFar }: Edge): EdgePoint[] {
  const [length, reach] = isUpright ? [rows, columns] : [columns, rows];
  const isPaper = (along: number, depth: number): boolean => {
    const place = isFar ? reach - 1 - depth : depth;
    return paper[isUpright ? along * columns + place : place * columns + along] === 1;
  };
  /** How deep the first paper lies that goes on; null where it lies at the edge of the image, or is a speck. */
  const depthOf = (along: number): number | null => {
    let depth = 0;
    while (depth < reach / 2 && !isPaper(along, depth)) depth++;
    if (depth < 2 || depth >= reach / 2) return null;
    for (let inner = 1; inner < solidCells; inner++) if (!isPaper(along, depth + inner)) return null;
    return depth;
  };
  const points: EdgePoint[] = [];
  for (let along = 2; along < length - 2; along++) {
    const depth = depthOf(along);
    if (depth !== null) points.push({ along, depth: isFar ? reach - 1 - depth : depth });
  }
  return points;
}

/** Median of the slopes between points half the edge apart. */
function slopeOf(points: readonly EdgePoint[], length: number): number | null {
  const step = Math.floor(points.length / 2);
  if (points.length < Math.max(minEdgeCells, 0.15 * length)) return null;
  const slopes: number[] = [];
  for (let index = 0; index + step < points.length; index++) {
    const [one, other] = [points[index], points[index + step]];
    if (one && other && other.along > one.along) slopes.push((other.depth - one.depth) / (other.along - one.along));
  }
  slopes.sort((one, other) => one - other);
  return slopes[Math.floor(slopes.length / 2)] ?? null;
}
