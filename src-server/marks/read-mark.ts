import { autocorrelationSize, correlateWithItself, type Point } from './autocorrelation.ts';
import { cropField, type Field } from './field.ts';
import { findLattices } from './lattice.ts';
import type { MarkKey } from './mark-key.ts';
import { falseTagRate, type MarkPayload } from './mark-message.ts';
import { decodePayload } from './mark-payload.ts';
import { matchPilots, quarterTurns, readSoftBits, turnLattice, type PilotMatch } from './pilots.ts';
import { fitPlacement, movePlacement, placeLattice, type Pair, type Placement } from './placement.ts';
import { refinePlacement, type Start } from './refine-placement.ts';
import { extractResidual } from './residual.ts';
import { foldTiles, sampleTiles, spectrumOf } from './tile-samples.ts';

/** Pictures are brought to this length of their longer side before they are read. */
export const readingSize = 2000;
/** Pilots of a mark that is there reach 19 and more, of chance 5.5 at most. */
export const leastScore = 8;
const certainScore = 14;

export type MarkReading = {
  readonly key: MarkKey;
  /** Null: a mark of this key is there, but its bits are too damaged, or several copies were averaged. */
  readonly payload: MarkPayload | null;
  readonly score: number;
  readonly soft: Float64Array;
  /** At most this chance that a picture without such a mark gives this answer. */
  readonly falseAcceptBound: number;
};

/** Points of the picture whose place in the mark is known, in tiles. */
export type KnownPoints = readonly Pair[];

/** Looks for the mark of any of these keys, without help or with the places of four points and more. Null: there is none to be found. */
export function readMark(grey: Field, keys: readonly MarkKey[], points: KnownPoints = []): MarkReading | null {
  const residual = extractResidual(grey);
  const assisted = fitPlacement(points);
  const start = assisted ? bestOf(startAt(residual, keys, assisted)) : findStart(residual, keys);
  if (!start) return null;
  const attempt = { residual, key: start.key, attempts: { count: 0 } };
  const damaged: MarkReading[] = [];
  for (const { placement, match } of refinePlacement(residual, start)) {
    const reading = readAt(attempt, placement, match);
    if (reading?.payload) return reading;
    if (reading) damaged.push(reading);
  }
  return damaged.toSorted((a, b) => b.score - a.score)[0] ?? null;
}

const bestOf = (starts: readonly Start[]): Start | undefined => starts.toSorted((a, b) => b.match.score - a.match.score)[0];

/** In the whole picture, else in the middle of it: seen from the side, tiles of one edge are no longer as large as those of the other. */
function findStart(residual: Field, keys: readonly MarkKey[]): Start | undefined {
  const whole = findStartIn(residual, keys, wholePicture);
  if (whole && whole.match.score >= leastScore) return whole;
  const edge = middleOfPicture.size;
  const corner = { x: Math.max(0, (residual.width - edge) >> 1), y: Math.max(0, (residual.height - edge) >> 1) };
  const middle = findStartIn(cropField(residual, { ...corner, width: edge, height: edge }), keys, middleOfPicture);
  if (!middle || middle.match.score <= (whole?.match.score ?? 0)) return whole;
  return { ...middle, placement: movePlacement(middle.placement, corner) };
}

/** `enoughTiles`: around the middle; small tiles of a wrong lattice would be without number. */
type Search = { readonly size: number; readonly most: number; readonly leastPeriod?: number; readonly enoughTiles: number };
const wholePicture: Search = { size: autocorrelationSize.whole, most: 4, enoughTiles: 48 };
const middleOfPicture: Search = { size: autocorrelationSize.middle, most: 16, leastPeriod: 140, enoughTiles: 16 };

/** The key, the turn and the lattice whose pilots stand out most. */
function findStartIn(residual: Field, keys: readonly MarkKey[], { size, enoughTiles, ...wanted }: Search): Start | undefined {
  const centre: Point = { x: residual.width / 2, y: residual.height / 2 };
  const starts: Start[] = [];
  for (const lattice of findLattices(correlateWithItself(residual, size), wanted)) {
    const spectrum = spectrumOf(foldTiles(sampleTiles(residual, placeLattice(lattice, centre), enoughTiles)));
    for (const turn of quarterTurns) {
      const placement = placeLattice(turnLattice(lattice, turn), centre);
      starts.push(...keys.map(key => ({ key, placement, match: matchPilots(spectrum, key, { turn }) })));
    }
    if (starts.some(({ match }) => match.score > certainScore)) break;
  }
  return bestOf(starts);
}

function startAt(residual: Field, keys: readonly MarkKey[], placement: Placement): readonly Start[] {
  const tiles = sampleTiles(residual, placement);
  const spectrum = spectrumOf(foldTiles(tiles));
  return keys.map(key => ({ key, placement, match: matchPilots(spectrum, key) }));
}

type Attempt = { readonly residual: Field; readonly key: MarkKey; readonly attempts: { count: number } };

/** Half a sample this way and that: waves of five samples forgive no more. */
const nudges: readonly Point[] = [[0, 0], [0.5, 0], [-0.5, 0], [0, 0.5], [0, -0.5], [0.5, 0.5], [-0.5, -0.5], [0.5, -0.5], [-0.5, 0.5]].map(([x = 0, y = 0]) => ({ x, y }));

function readAt({ residual, key, attempts }: Attempt, placement: Placement, { shift, score }: PilotMatch): MarkReading | null {
  if (score < leastScore) return null;
  const spectrum = spectrumOf(foldTiles(sampleTiles(residual, placement)));
  const read = (payload: MarkPayload | null, soft: Float64Array): MarkReading => ({ key, payload, score, soft, falseAcceptBound: attempts.count * falseTagRate });
  for (const { x, y } of nudges) {
    const soft = readSoftBits(spectrum, key.data, { x: shift.x + x, y: shift.y + y });
    attempts.count++;
    const payload = decodePayload(key, soft);
    if (payload) return read(payload, soft);
  }
  return read(null, readSoftBits(spectrum, key.data, shift));
}
