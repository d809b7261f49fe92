import type { Rotation } from '../domain/volume.ts';
import type { Blob } from './blobs.ts';
import { glyphEdge, glyphsOf, turnGlyph } from './glyphs.ts';
import { hiddenUnits, orientationWeights } from './orientation-weights.ts';
import type { GreyRaster } from './raster.ts';

export type Orientation = { readonly turn: Rotation; readonly confidence: number };

const turns = [0, 90, 180, 270] as const;
/** One glyph says at most so much (natural logarithm): a picture that looks like a character must not outvote the rest. */
const maxSay = 3;
/** The glyphs of a page are alike, so together they know less than as many strangers would. */
const independence = 0.25;

/**
 * Which quarter turn clockwise makes the page upright, by what its characters look like: rows and columns of a form, of a
 * manuscript grid or of a table look the same sideways, a character does not. A network of one hidden layer, trained on the
 * common Chinese characters, digits and Latin letters in several typefaces (bench/train-orientation.ts), rates how upright a
 * glyph stands; the page takes the turn that its glyphs agree on.
 */
export function findOrientation(grey: GreyRaster, blobs: readonly Blob[]): Orientation {
  const votes = [0, 0, 0, 0];
  for (const glyph of glyphsOf(grey, blobs)) for (const [turn, say] of votesOf(glyph).entries()) votes[turn] = (votes[turn] ?? 0) + say;
  const best = votes.indexOf(Math.max(...votes));
  const odds = votes.reduce((sum, vote) => sum + Math.exp(independence * (vote - (votes[best] ?? 0))), 0);
  return { turn: turns[best] ?? 0, confidence: 1 / odds };
}

/** Logarithm of the probability of each turn. */
function votesOf(glyph: Float32Array): number[] {
  const ratings: number[] = [];
  for (let turned = glyph; ratings.length < 4; turned = turnGlyph(turned)) ratings.push(rateUpright(turned));
  const highest = Math.max(...ratings);
  const all = ratings.reduce((sum, rating) => sum + Math.exp(rating - highest), 0);
  return ratings.map(rating => Math.max(-maxSay, rating - highest - Math.log(all)));
}

const inputs = glyphEdge * glyphEdge;

function rateUpright(glyph: Float32Array): number {
  const { hidden, bias, output } = orientationWeights;
  let rating = 0;
  for (let unit = 0; unit < hiddenUnits; unit++) {
    let sum = bias[unit] ?? 0;
    const start = unit * inputs;
    for (let at = 0; at < inputs; at++) sum += (hidden[start + at] ?? 0) * (glyph[at] ?? 0);
    if (sum > 0) rating += sum * (output[unit] ?? 0);
  }
  return rating;
}
