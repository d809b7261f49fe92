import type { Ink } from './ink.ts';

/** How sharply the ink falls into lines of one direction, and the angle at which it does so most. */
export type Lean = {
  /** Degrees clockwise. */
  readonly degrees: number;
  /** Sharpest profile against the typical one: 1 where no angle stands out. */
  readonly prominence: number;
};

const maxDegrees = 12;
const coarseStep = 0.5;
const fineStep = 0.05;
/** For the search a sample of the edges is enough; the last hundredth needs more. */
const coarsePoints = 8_000;
const finePoints = 25_000;
const coarseBinPx = 3;
/** The next peak is looked at closely too when it is nearly as high. */
const rivalShare = 0.9;
/** Fewer edges are specks. */
const minPoints = 60;

/**
 * Skew by projection: the lower edges of ink (for lines that run across) or the right ones (for lines that run down) are
 * summed along lines of each angle; at the true one text lines and rules give the sharpest profile. Null without ink.
 */
export function findLean(ink: Ink, direction: 'across' | 'down'): Lean | null {
  const edges = findEdges(ink, direction);
  if (edges.length < minPoints) return null;
  const scores = new Map<number, number>();
  const sample = pointsOf(ink, { edges, direction, wanted: coarsePoints });
  for (let degrees = -maxDegrees; degrees <= maxDegrees; degrees += coarseStep) scores.set(degrees, sharpness(sample, degrees, coarseBinPx));
  const ranked = [...scores].sort(([, one], [, other]) => other - one);
  const typical = ranked[Math.floor(ranked.length / 2)]?.[1] ?? 1;
  const [best] = ranked[0] ?? [0];
  const rivals = ranked
    .filter(([degrees, score]) => Math.abs(degrees - best) > 2 * coarseStep && score > rivalShare * (ranked[0]?.[1] ?? 0))
    .slice(0, 1)
    .map(([degrees]) => degrees);
  const detail = pointsOf(ink, { edges, direction, wanted: finePoints });
  const refined = [best, ...rivals].map(degrees => refine(detail, degrees)).sort((one, other) => other.score - one.score)[0];
  if (!refined) return null;
  return { degrees: refined.degrees, prominence: (ranked[0]?.[1] ?? 1) / Math.max(1, typical) };
}

/** Positions along the lines and across them, from the middle of the page. */
type Points = { readonly along: Float32Array; readonly across: Float32Array; readonly count: number; readonly reach: number };

type Edges = { readonly edges: Uint32Array; readonly direction: 'across' | 'down'; readonly wanted: number };

function pointsOf({ width, height }: Ink, { edges, direction, wanted }: Edges): Points {
  const every = Math.ceil(edges.length / wanted);
  const count = Math.floor(edges.length / every);
  const along = new Float32Array(count);
  const across = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const at = edges[index * every] ?? 0;
    const x = (at % width) - width / 2;
    const y = Math.floor(at / width) - height / 2;
    // Seen along lines that run down, a clockwise lean moves to the left: the sign turns.
    along[index] = direction === 'across' ? x : -y;
    across[index] = direction === 'across' ? y : x;
  }
  return { along, across, count, reach: Math.hypot(width, height) };
}

/** Where ink ends below, or to the right. No more than there is ink: a list that grows is copied again and again. */
function findEdges({ mask, width, share }: Ink, direction: 'across' | 'down'): Uint32Array {
  const next = direction === 'across' ? width : 1;
  const end = mask.length - width - 1;
  const found = new Uint32Array(Math.ceil(share * mask.length));
  let count = 0;
  for (let at = 0; at < end; at++) if (mask[at] === 1 && mask[at + next] === 0) found[count++] = at;
  return found.subarray(0, count);
}

/** Sum of squares of the profile: greatest when it is concentrated. Each point is shared between the two nearest bins. */
function sharpness({ along, across, count, reach }: Points, degrees: number, binPx: number): number {
  const tangent = Math.tan((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const bins = new Float32Array(Math.ceil((2.2 * reach) / binPx) + 4);
  const middle = bins.length / 2;
  const scale = cosine / binPx;
  for (let index = 0; index < count; index++) {
    const place = middle + ((across[index] ?? 0) - (along[index] ?? 0) * tangent) * scale;
    const bin = place | 0;
    const part = place - bin;
    bins[bin] = (bins[bin] ?? 0) + 1 - part;
    bins[bin + 1] = (bins[bin + 1] ?? 0) + part;
  }
  let sum = 0;
  for (let bin = 0; bin < bins.length; bin++) sum += (bins[bin] ?? 0) ** 2;
  return sum;
}

/** Narrows in on the peak and puts a parabola through its top. */
function refine(points: Points, around: number): { readonly degrees: number; readonly score: number } {
  let best = { degrees: around, score: -1 };
  const consider = (degrees: number): void => {
    const score = sharpness(points, degrees, 1);
    if (score > best.score) best = { degrees, score };
  };
  for (let offset = -0.6; offset <= 0.6; offset += 0.15) consider(around + offset);
  const middle = best.degrees;
  for (const offset of [-0.1, -0.05, 0.05, 0.1]) consider(middle + offset);
  const [before, after] = [sharpness(points, best.degrees - fineStep, 1), sharpness(points, best.degrees + fineStep, 1)];
  const bend = before - 2 * best.score + after;
  const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
  return { degrees: best.degrees + Math.max(-1, Math.min(1, shift)) * fineStep, score: best.score };
}
