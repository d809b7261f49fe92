import type { Ink } from './ink.ts';

/** A connected piece of ink: a character, a part of one, a line, a picture. All in pixels of the raster, right and bottom excluded. */
export type Blob = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number; readonly area: number };

/** More pieces are noise, of which a sample says as much. */
const maxBlobs = 60_000;

/** Connected pieces of ink, found row by row from runs; those of fewer than `minArea` pixels are left out. */
export function findBlobs({ mask, width, height }: Ink, minArea = 4): readonly Blob[] {
  const pieces = createPieces();
  let above: readonly Run[] = [];
  for (let row = 0; row < height && pieces.count() <= maxBlobs; row++) {
    const runs = runsOf(mask, row * width, width);
    joinRuns(runs, above, pieces);
    for (const run of runs) pieces.grow(run.piece, run, row);
    above = runs;
  }
  return pieces.list(minArea);
}

type Run = { readonly from: number; readonly to: number; piece: number };

function runsOf(mask: Uint8Array, start: number, width: number): Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let x = 0; x < width; x++) {
    const isInk = mask[start + x] === 1;
    if (isInk && from === -1) from = x;
    if (isInk || from === -1) continue;
    runs.push({ from, to: x, piece: -1 });
    from = -1;
  }
  if (from !== -1) runs.push({ from, to: width, piece: -1 });
  return runs;
}

/** Both lists run from left to right; touching by a corner joins. */
function joinRuns(runs: readonly Run[], above: readonly Run[], pieces: Pieces): void {
  let start = 0;
  for (const run of runs) {
    while (start < above.length && (above[start]?.to ?? 0) < run.from) start++;
    let index = start;
    for (let upper = above[index]; upper && upper.from <= run.to; upper = above[++index]) run.piece = run.piece === -1 ? pieces.find(upper.piece) : pieces.join(run.piece, upper.piece);
    if (run.piece === -1) run.piece = pieces.add();
  }
}

type Pieces = ReturnType<typeof createPieces>;
type Box = { left: number; top: number; right: number; bottom: number; area: number };

/** Union–find over the pieces with the box of each. */
function createPieces() {
  const parents: number[] = [];
  const boxes: Box[] = [];
  const find = (piece: number): number => {
    let root = piece;
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) root = parent;
    parents[piece] = root;
    return root;
  };
  const boxOf = (piece: number): Box => boxes[find(piece)] ?? { left: 0, top: 0, right: 0, bottom: 0, area: 0 };
  return {
    find,
    count: (): number => parents.length,
    add: (): number => {
      boxes.push({ left: Infinity, top: Infinity, right: 0, bottom: 0, area: 0 });
      return parents.push(parents.length) - 1;
    },
    join: (one: number, other: number): number => {
      const [kept, gone] = [find(one), find(other)];
      if (kept === gone) return kept;
      const [box, added] = [boxOf(kept), boxOf(gone)];
      boxes[kept] = { left: Math.min(box.left, added.left), top: Math.min(box.top, added.top), right: Math.max(box.right, added.right), bottom: Math.max(box.bottom, added.bottom), area: box.area + added.area };
      parents[gone] = kept;
      return kept;
    },
    grow: (piece: number, { from, to }: Run, row: number): void => {
      const box = boxOf(piece);
      box.left = Math.min(box.left, from);
      box.right = Math.max(box.right, to);
      box.top = Math.min(box.top, row);
      box.bottom = Math.max(box.bottom, row + 1);
      box.area += to - from;
    },
    list: (minArea: number): readonly Box[] => boxes.filter((box, piece) => parents[piece] === piece && box.area >= minArea),
  };
}
