import type { ImageMeasures } from '../domain/image-facts.ts';
import { defaultIntakePolicy as limits } from '../domain/intake-policy.ts';
import type { PageFlag, PageFlagKind } from '../domain/page-flag.ts';
import type { PageTraits } from '../domain/page-plan.ts';
import { hashDistance } from './perceptual-hash.ts';

/** Less than a quarter as sure, and the page is not asked about: it has hardly any writing. */
const askedConfidence = 0.5;

type Check = (measures: ImageMeasures) => PageFlag['params'] | null;

const flagIf = (isSo: boolean, params: PageFlag['params'] = {}): PageFlag['params'] | null => (isSo ? params : null);

/** The limits of intake, so that nothing passes the desk that the data centre would question. */
const checks: Readonly<Partial<Record<PageFlagKind, Check>>> = {
  'blurred': ({ sharpness }) => flagIf(sharpness !== null && sharpness < limits.minSharpness),
  'faint': ({ contrast }) => flagIf(contrast !== null && contrast < limits.minContrast),
  'cut-edge': ({ cutEdges }) => flagIf(cutEdges.length > 0, { edges: cutEdges.join(' ') }),
  'too-dark': ({ paperWhite, colourShare }) => flagIf(paperWhite < limits.minPaperWhite && colourShare < 0.5),
  'too-bright': ({ clippedShare }) => flagIf(clippedShare > limits.maxClippedShare),
  'stripe': ({ stripes }) => flagIf(stripes > 0, { count: stripes }),
  'turn-unsure': ({ uprightTurn, turnConfidence }) => flagIf(uprightTurn !== 0 && turnConfidence >= askedConfidence && turnConfidence < limits.minTurnConfidence),
};

/** What one side says by itself. */
export function flagsOf(measures: ImageMeasures, dpi: number): readonly PageFlag[] {
  const flags: PageFlag[] = [];
  // `as`: the keys of a record of kinds are kinds.
  if (!measures.isBlank) for (const [kind, check] of Object.entries(checks) as [PageFlagKind, Check][]) {
    const params = check(measures);
    if (params) flags.push({ kind, params });
  }
  if (dpi < limits.minDpi) flags.push({ kind: 'wrong-dpi', params: { dpi, least: limits.minDpi } });
  return flags;
}

/** Sheets from which on a stack has a usual length, and by how much two that overlap are longer. */
const minSheets = 3;
const doubleLength = 1.2;

/** Two sheets that were drawn in together are longer than what this stack is made of. */
export function doubleFeedFlag(lengthMm: number, earlier: readonly PageTraits[]): PageFlag | null {
  if (earlier.length < minSheets) return null;
  const lengths = earlier.map(traits => traits.lengthMm).sort((one, other) => one - other);
  const usual = lengths[Math.floor(lengths.length / 2)] ?? lengthMm;
  return lengthMm > doubleLength * usual ? { kind: 'double-feed', params: { lengthMm: Math.round(lengthMm), usualMm: Math.round(usual) } } : null;
}

/** Of 64: a sheet that was fed twice in one run differs in few bits; other fillings of a form from 5 on, which the desk may ask about once too often. */
const mostDifferingBits = 6;

export function isNearDuplicate(one: PageTraits, other: PageTraits): boolean {
  return one.perceptualHash !== null && other.perceptualHash !== null && hashDistance(one.perceptualHash, other.perceptualHash) <= mostDifferingBits;
}
