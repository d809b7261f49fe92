import type { Field } from './field.ts';
import { matchPilots, wrap, type Neighbourhood, type PilotMatch } from './pilots.ts';
import { fitPlacement, locate, type Pair, type Placement } from './placement.ts';
import { foldTiles, sampleSize, sampleTiles, spectrumOf, type TileSample } from './tile-samples.ts';
import type { Point } from './autocorrelation.ts';
import type { MarkKey } from './mark-key.ts';

export type Start = { readonly key: MarkKey; readonly placement: Placement; readonly match: PilotMatch };
export type Placed = { readonly placement: Placement; readonly match: PilotMatch };

const rounds = 3;
/** A tile whose own pilots stand out less is not believed. */
const leastTileScore = 5;
/** Samples; a tile found farther off is another one, or chance. */
const reach = 40;
const largestError = 6;
const leastTiles = 6;
/** Twice what a page has; a wrong lattice may have hundreds. */
const enoughTiles = 64;

/** The start, then better ones: each tile says where it really lies, and all of them together how the page was bent away. */
export function* refinePlacement(residual: Field, { key, placement, match }: Start): Generator<Placed> {
  yield { placement, match };
  let current: Placed = { placement, match };
  for (let round = 0; round < rounds; round++) {
    const found = locateTiles(sampleTiles(residual, current.placement, enoughTiles), key, current.match);
    const better = fitWithoutOutliers(found, current.placement);
    if (!better) return;
    current = { placement: better, match: matchPilots(spectrumOf(foldTiles(sampleTiles(residual, better))), key) };
    yield current;
  }
}

type Found = { readonly tile: Point; readonly match: PilotMatch; readonly offset: Point };

function locateTiles(tiles: readonly TileSample[], key: MarkKey, global: PilotMatch): readonly Found[] {
  const spectra = tiles.map(tile => ({ tile, spectrum: spectrumOf(tile.values) }));
  // When the tiles do not lie on each other yet, the clearest one leads.
  const near = (around: Point): Neighbourhood => ({ around, within: reach });
  const leader = global.score > leastTileScore * 1.6 ? global : spectra.map(({ spectrum }) => matchPilots(spectrum, key)).reduce((a, b) => (b.score > a.score ? b : a), global);
  return spectra.flatMap(({ tile, spectrum }) => {
    const match = matchPilots(spectrum, key, { near: near(leader.shift) });
    if (match.score < leastTileScore) return [];
    return [{ tile, match, offset: { x: wrap(match.shift.x - leader.shift.x), y: wrap(match.shift.y - leader.shift.y) } }];
  });
}

function fitWithoutOutliers(found: readonly Found[], placement: Placement): Placement | null {
  if (found.length < leastTiles) return null;
  const pairs = found.map(({ tile, match, offset }): Pair => {
    const middle = { x: tile.x + 0.5, y: tile.y + 0.5 };
    // A tile that is found further right lies where less of the mark has passed.
    return { tile: { x: middle.x - offset.x / sampleSize, y: middle.y - offset.y / sampleSize }, picture: locate(placement, middle), weight: match.score };
  });
  const first = fitPlacement(pairs);
  if (!first) return null;
  const scale = Math.hypot(placement[0], placement[3]) / sampleSize;
  const kept = pairs.filter(({ tile, picture }) => {
    const expected = locate(first, tile);
    return Math.hypot(expected.x - picture.x, expected.y - picture.y) <= largestError * scale;
  });
  return kept.length >= leastTiles && kept.length < pairs.length ? fitPlacement(kept) : first;
}
