import { autocorrelationSize, correlateWithItself, type Point } from './autocorrelation.ts';
import { cropField, type Field } from './field.ts';
import type { HalfSpectrum } from './half-spectrum.ts';
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

export type MarkReader = (keys: readonly MarkKey[], points?: KnownPoints) => MarkReading | null;

/** Looks for the mark of any of these keys, without help or with the places of four points and more. Null: there is none to be found. */
export const readMark = (grey: Field, ...asked: Parameters<MarkReader>): ReturnType<MarkReader> => createMarkReader(grey)(...asked);

/** For a picture that is asked about many keys: what has nothing to do with any key is done once. */
export function createMarkReader(grey: Field): MarkReader {
  const residual = extractResidual(grey);
  const picture = { residual, whole: once(() => candidatesIn(residual, wholePicture)), middle: once(() => candidatesInMiddle(residual)) };
  return (keys, points = []) => {
    const assisted = fitPlacement(points);
    const start = assisted ? bestOf(startAt(residual, keys, assisted)) : findStart(picture, keys);
    if (!start) return null;
    const attempt = { residual, key: start.key, attempts: { count: 0 } };
    const damaged: MarkReading[] = [];
    for (const { placement, match } of refinePlacement(residual, start)) {
      const reading = readAt(attempt, placement, match);
      if (reading?.payload) return reading;
      if (reading) damaged.push(reading);
    }
    return damaged.toSorted((a, b) => b.score - a.score)[0] ?? null;
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => (made ??= { value: make() }).value;
}

const bestOf = (starts: readonly Start[]): Start | undefined => starts.toSorted((a, b) => b.match.score - a.match.score)[0];

/** A lattice that may be that of a mark, turned by quarters; what the tiles on it have in common is made when somebody asks. */
type Candidate = { readonly placements: readonly Placement[]; readonly spectrum: () => HalfSpectrum };
type Picture = { readonly residual: Field; readonly whole: () => readonly Candidate[]; readonly middle: () => readonly Candidate[] };

/** `enoughTiles`: around the middle; small tiles of a wrong lattice would be without number. */
type Search = { readonly size: number; readonly most: number; readonly leastPeriod?: number; readonly enoughTiles: number };
const wholePicture: Search = { size: autocorrelationSize.whole, most: 4, enoughTiles: 48 };
const middleOfPicture: Search = { size: autocorrelationSize.middle, most: 16, leastPeriod: 140, enoughTiles: 16 };

function candidatesIn(field: Field, { size, enoughTiles, ...wanted }: Search): readonly Candidate[] {
  const centre: Point = { x: field.width / 2, y: field.height / 2 };
  return findLattices(correlateWithItself(field, size), wanted).map(lattice => ({
    placements: quarterTurns.map(turn => placeLattice(turnLattice(lattice, turn), centre)),
    spectrum: once(() => spectrumOf(foldTiles(sampleTiles(field, placeLattice(lattice, centre), enoughTiles)))),
  }));
}

/** Seen from the side, tiles of one edge are no longer as large as those of the other; in the middle they still are. */
function candidatesInMiddle(residual: Field): readonly Candidate[] {
  const edge = middleOfPicture.size;
  const corner = { x: Math.max(0, (residual.width - edge) >> 1), y: Math.max(0, (residual.height - edge) >> 1) };
  const candidates = candidatesIn(cropField(residual, { ...corner, width: edge, height: edge }), middleOfPicture);
  return candidates.map(({ placements, spectrum }) => ({ placements: placements.map(placement => movePlacement(placement, corner)), spectrum }));
}

/** In the whole picture, else in the middle of it. */
function findStart({ whole, middle }: Picture, keys: readonly MarkKey[]): Start | undefined {
  const first = findStartAmong(whole(), keys);
  if (first && first.match.score >= leastScore) return first;
  const second = findStartAmong(middle(), keys);
  return second && second.match.score > (first?.match.score ?? 0) ? second : first;
}

/** The key, the turn and the lattice whose pilots stand out most. */
function findStartAmong(candidates: readonly Candidate[], keys: readonly MarkKey[]): Start | undefined {
  const starts: Start[] = [];
  for (const { placements, spectrum } of candidates) {
    for (const turn of quarterTurns) {
      const placement = placements[turn];
      if (placement) starts.push(...keys.map(key => ({ key, placement, match: matchPilots(spectrum(), key, { turn }) })));
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
