import type { ImageFacts } from '../image-facts.ts';

type Paper = { readonly shortMm: number; readonly longMm: number };

const a4: Paper = { shortMm: 210, longMm: 297 };
/** 16K of the old volumes: the smallest page; what is smaller is mounted on a sheet of this size before it is filed. */
const smallest: Paper = { shortMm: 184, longMm: 260 };

const mmPerInch = 25.4;
/** Scans are trimmed, or keep a margin. */
const tolerance = 0.07;
/** Wider than A3, or longer than any sheet that is folded out: a header that says so is false. */
const widestMm = 297 * (1 + tolerance);
const longestMm = 900;

export type Resolution = {
  /** What the pixels give on the paper that is meant. */
  readonly dpi: number;
  /** `low`: below the limit whatever the paper. `doubtful`: right only if the sheet is smaller than the header or the volume's usual paper says. */
  readonly verdict: 'enough' | 'doubtful' | 'low';
};

/**
 * The true resolution. The header is believed where it gives a paper that exists; where it is false (72, 96, 0, or 300 written over a
 * small picture) the pixels are held against A4, and against 16K before anybody is blamed.
 */
export function judgeResolution({ widthPx, heightPx, headerDpi }: Pick<ImageFacts, 'widthPx' | 'heightPx' | 'headerDpi'>, minDpi: number): Resolution {
  const [short, long] = widthPx < heightPx ? [widthPx, heightPx] : [heightPx, widthPx];
  const least = minDpi * rounding;
  const header = headerDpi ?? 0;
  if (isSheet(short, long, header)) return { dpi: header, verdict: header >= least ? 'enough' : 'low' };
  const dpi = dpiOn(a4, short, long);
  if (dpi >= minDpi * (1 - tolerance)) return { dpi, verdict: 'enough' };
  // 300 over a picture of 105 × 149 mm: a slip of paper, or an A4 at 150.
  const mayBeSmall = header >= least && header <= plausibleDpi;
  return { dpi, verdict: mayBeSmall || dpiOn(smallest, short, long) >= least ? 'doubtful' : 'low' };
}

/** 299 of a scanner that counts in pixels per centimetre. */
const rounding = 0.985;
/** What office scanners reach: a header above it is as false as one of 0. */
const plausibleDpi = 1200;

/** Whether this header makes the picture a sheet that lies in volumes, up to one that is folded out. */
function isSheet(short: number, long: number, dpi: number): boolean {
  if (dpi <= 0) return false;
  const [shortMm, longMm] = [(short / dpi) * mmPerInch, (long / dpi) * mmPerInch];
  return shortMm >= smallest.shortMm * (1 - tolerance) && longMm >= smallest.longMm * (1 - tolerance) && shortMm <= widestMm && longMm <= longestMm;
}

/** By the side that is trimmed less. */
const dpiOn = ({ shortMm, longMm }: Paper, short: number, long: number): number => Math.round(Math.max((short / shortMm) * mmPerInch, (long / longMm) * mmPerInch));
