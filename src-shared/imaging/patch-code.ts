import type { Ink } from './ink.ts';

/**
 * Patch codes of separator sheets: four bars across the way of the paper, two of them wide, read from the leading edge. A sheet
 * of patch T read from its wrong end would be a patch 3; which end that is tells the nearer edge of the sheet.
 */
export type Patch = '1' | '2' | '3' | '4' | '6' | 'T';

const patches: Readonly<Record<string, Patch>> = { WWNN: '1', WNNW: '2', WNWN: '3', NWWN: '4', NNWW: '6', NWNW: 'T' };

/** From the first bar to the end of the last: 20.3 mm, and what a copier makes of it. */
const totalMm = { min: 14, max: 32 } as const;
/** Ten narrow widths make a patch. */
const unitsPerPatch = 10;
const narrow = { min: 0.55, max: 1.6 } as const;
const wide = { min: 1.9, max: 3.2 } as const;
/** Bars are at least 19 mm long; so much of it must agree. */
const minLengthMm = 12;
const lineStepMm = 1.5;
/** Beyond this a patch is not read by any scanner, and here would be the middle of a page. */
const maxFromEdgeMm = 110;

type Edge = 'top' | 'bottom' | 'left' | 'right';
const edges: readonly Edge[] = ['top', 'bottom', 'left', 'right'];

export function readPatch(ink: Ink, mmPerPx: number): Patch | null {
  for (const edge of edges) {
    const found = readFrom(ink, { edge, mmPerPx });
    if (found !== null) return found;
  }
  return null;
}

type Reading = { readonly edge: Edge; readonly mmPerPx: number };

function readFrom(ink: Ink, { edge, mmPerPx }: Reading): Patch | null {
  const isAcross = edge === 'top' || edge === 'bottom';
  const length = isAcross ? ink.width : ink.height;
  const step = Math.max(1, Math.round(lineStepMm / mmPerPx));
  let [last, inRow]: [Patch | null, number] = [null, 0];
  for (let along = 0; along < length; along += step) {
    const patch = patchOn(lineFrom(ink, { edge, along, depth: Math.ceil(maxFromEdgeMm / mmPerPx) }), mmPerPx);
    inRow = patch !== null && patch === last ? inRow + 1 : 1;
    last = patch;
    if (patch !== null && inRow * step * mmPerPx >= minLengthMm) return patch;
  }
  return null;
}

type Line = { readonly edge: Edge; readonly along: number; readonly depth: number };

/** Ink at one place along an edge, from there inwards. */
function lineFrom({ mask, width, height }: Ink, { edge, along, depth }: Line): Uint8Array {
  const isUpright = edge === 'top' || edge === 'bottom';
  const [first, step]: readonly [number, number] = {
    top: [along, width] as const,
    bottom: [(height - 1) * width + along, -width] as const,
    left: [along * width, 1] as const,
    right: [along * width + width - 1, -1] as const,
  }[edge];
  const line = new Uint8Array(Math.min(depth, Math.floor((isUpright ? height : width) * 0.5)));
  for (let inwards = 0, at = first; inwards < line.length; inwards++, at += step) line[inwards] = mask[at] ?? 0;
  return line;
}

function patchOn(line: Uint8Array, mmPerPx: number): Patch | null {
  const runs = runsOf(line);
  for (let bar = line[0] === 1 ? 0 : 1; bar + 7 < runs.length; bar += 2) {
    const patch = patchOf(runs.slice(bar, bar + 8), mmPerPx);
    if (patch !== null) return patch;
  }
  return null;
}

function runsOf(line: Uint8Array): readonly number[] {
  const runs: number[] = [];
  for (let at = 1, from = 0; at <= line.length; at++) {
    if (at < line.length && line[at] === line[from]) continue;
    runs.push(at - from);
    from = at;
  }
  return runs;
}

/** Four bars, the spaces between them, and what is bare behind them. */
function patchOf(eight: readonly number[], mmPerPx: number): Patch | null {
  const seven = eight.slice(0, 7);
  const total = seven.reduce((sum, run) => sum + run, 0);
  const unit = total / unitsPerPatch;
  if (total * mmPerPx < totalMm.min || total * mmPerPx > totalMm.max || (eight[7] ?? 0) < unit) return null;
  const widths = seven.map(run => letterOf(run / unit));
  const isSpaced = [1, 3, 5].every(gap => widths[gap] === 'N');
  return (isSpaced ? patches[[0, 2, 4, 6].map(index => widths[index] ?? '').join('')] : undefined) ?? null;
}

function letterOf(units: number): 'N' | 'W' | '' {
  if (units >= narrow.min && units <= narrow.max) return 'N';
  return units >= wide.min && units <= wide.max ? 'W' : '';
}
