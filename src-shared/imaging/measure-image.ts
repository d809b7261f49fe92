import type { ImageMeasures } from '../domain/image-facts.ts';
import { isBlankPage } from './blankness.ts';
import { findBlobs } from './blobs.ts';
import { findBorder, withoutBorder } from './border.ts';
import { colourShareOf } from './colour.ts';
import { findCutEdges } from './cut-edges.ts';
import { clippedShareOf } from './exposure.ts';
import { findInk, type Ink } from './ink.ts';
import { sortMarks, type Marks } from './marks.ts';
import { findOrientation, type Orientation } from './orientation.ts';
import { histogramOf, paperLevel } from './paper.ts';
import { hashDistance, perceptualHash } from './perceptual-hash.ts';
import { makePagePrint, type PagePrint } from './page-print.ts';
import type { MeasuringRasters } from './raster.ts';
import { findLean, type Lean } from './skew.ts';
import { countStripes } from './stripes.ts';
import { strokeSharpness } from './strokes.ts';

export { hashDistance };

/** All measures of one page; pure, so that the scanning desk sees the same as the data centre. */
export const measureImage = (rasters: MeasuringRasters): ImageMeasures => inspectImage(rasters).measures;

/** What is measured, and what was found on the way, for whoever decides by it. */
export type Inspection = { readonly measures: ImageMeasures; readonly marks: Marks; readonly ink: Ink };

export function inspectImage(rasters: MeasuringRasters): Inspection {
  const histogram = histogramOf(rasters.grey);
  const paper = paperLevel(histogram);
  const border = findBorder(rasters, paper);
  const grey = withoutBorder(rasters.grey, border, paper);
  const ink = findInk(grey, paper);
  const blobs = findBlobs(ink);
  const marks = sortMarks(blobs, grey);
  const sharpness = strokeSharpness(grey, ink);
  const isBlank = isBlankPage({ ink, marks, paper, sharpness });
  const { turn, confidence } = isBlank ? ({ turn: 0, confidence: 0 } as const) : findOrientation(grey, blobs);
  const lean = isBlank ? null : leanOf(ink, { marks, turn, confidence });
  const hasStrokes = !isBlank && ink.depth > 0;
  const measures: ImageMeasures = {
    skewDegrees: lean === null ? null : round(lean, 100),
    borderShare: round(border.share, 10_000),
    darkCorners: border.darkCorners,
    sharpness: hasStrokes && sharpness !== null ? round(sharpness, 100) : null,
    contrast: hasStrokes ? round(ink.depth / 255, 1000) : null,
    paperWhite: paper,
    clippedShare: round(clippedShareOf({ histogram, border, ink, paper }), 1000),
    inkShare: round(ink.share, 10_000),
    isBlank,
    uprightTurn: turn,
    turnConfidence: round(confidence, 1000),
    cutEdges: isBlank ? [] : findCutEdges(ink),
    stripes: countStripes(grey, paper),
    colourShare: round(colourShareOf(rasters.colour), 1000),
    perceptualHash: perceptualHash(ink, lean ?? 0),
  };
  return { measures, marks, ink };
}

/** Blank and nearly blank pages all look alike. */
const leastInk = 0.004;
/** A turn that is less sure than this is none. */
const surePrintTurn = 0.9;

/** By what this page is found again when it is scanned once more; null where too little is written to know it. */
export function printOf({ ink, measures: { isBlank, skewDegrees, uprightTurn, turnConfidence } }: Inspection): PagePrint | null {
  if (isBlank || ink.share < leastInk) return null;
  return makePagePrint(ink, { skewDegrees: skewDegrees ?? 0, turn: turnConfidence >= surePrintTurn ? uprightTurn : 0 });
}

/** An angle that stands out less is chance. */
const minProminence = 1.15;
/** From here on the orientation decides which way the lines run. */
const sureTurn = 0.6;

/** Rules this prominent are believed before the writing between them, which climbs by itself. */
const minRuleProminence = 2.5;

function leanOf(ink: Ink, { marks, ...orientation }: Orientation & { readonly marks: Marks }): number | null {
  const rules = marks.lines.length + marks.areas.length === 0 ? null : clearestLean(withoutCharacters(ink, marks), orientation);
  if (rules !== null && rules.prominence >= minRuleProminence) return rules.degrees;
  const lean = clearestLean(ink, orientation);
  return lean !== null && lean.prominence >= minProminence ? lean.degrees : null;
}

function clearestLean(ink: Ink, { turn, confidence }: Orientation): Lean | null {
  const isSideways = turn === 90 || turn === 270;
  const directions = confidence < sureTurn ? (['across', 'down'] as const) : ([isSideways ? 'down' : 'across'] as const);
  const leans = directions.map(direction => findLean(ink, direction)).filter((lean): lean is Lean => lean !== null);
  return leans.sort((one, other) => other.prominence - one.prominence)[0] ?? null;
}

function withoutCharacters(ink: Ink, { characters, holes }: Marks): Ink {
  const mask = ink.mask.slice();
  for (const { left, top, right, bottom } of [...characters, ...holes]) for (let y = top; y < bottom; y++) mask.fill(0, y * ink.width + left, y * ink.width + right);
  return { ...ink, mask };
}

const round = (value: number, places: number): number => Math.round(value * places) / places;
