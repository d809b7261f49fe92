import { z } from 'zod';
import { Rotation } from './rotation.ts';

/** No picture on the way has a longer edge; see the page reader of the device host. */
const maxEdgePx = 65_535;
/** Smaller than any slip of paper at the least resolution. */
export const minCropPx = 16;

const Offset = z.int().min(0).max(maxEdgePx);
const Extent = z.int().min(minCropPx).max(maxEdgePx);

/** A rectangle in pixels; right and lower edge lie outside. */
export const CropBox = z.object({ left: Offset, top: Offset, width: Extent, height: Extent });
export type CropBox = z.infer<typeof CropBox>;

/** Lines of writing lean less; whatever leans more was laid askew on purpose and is turned by hand. */
export const maxStraightenDegrees = 15;

/** How a picture is made from one scan, in this order. */
export const ScanRecipe = z.object({
  /** Which half of an A3 sheet, by its place in the scan: one that was fed sideways has an upper and a lower one. */
  half: z.enum(['left', 'right', 'top', 'bottom']).nullable(),
  /** Where its fold lies: share of the scan's width from the left, or of its height from the top. */
  fold: z.number().min(0.3).max(0.7),
  /** Quarter turns clockwise. */
  turn: Rotation,
  /** Degrees clockwise. The image grows by what turns out of its rectangle, and what was never scanned becomes white. */
  straighten: z.number().min(-maxStraightenDegrees).max(maxStraightenDegrees),
  /** What stays, in pixels of the turned and straightened image; null keeps all of it. */
  crop: CropBox.nullable(),
  isBackgroundCleaned: z.boolean(),
  isSharpened: z.boolean().default(false),
});
export type ScanRecipe = z.infer<typeof ScanRecipe>;

export const joinSides = ['right', 'below'] as const;
export const JoinSide = z.enum(joinSides);
export type JoinSide = z.infer<typeof JoinSide>;

/**
 * Two scans of one sheet that was too large for the glass. The original is both files, one behind the other and byte for byte: so a page
 * has one original, whatever it consists of, and nothing of either scan is given up.
 */
export const PageJoin = z.object({
  /** Where the second file begins, in bytes. */
  at: z.int().positive(),
  /** Where the second lies, seen from the first. */
  side: JoinSide,
  /** How each is made upright before they are laid together. */
  one: ScanRecipe,
  other: ScanRecipe,
  /** Pixels of the second that the first shows already. */
  overlap: z.int().min(0).max(maxEdgePx),
  /** By how many pixels the second lies lower (or, below, further right) than the first. */
  shift: z.int().min(-maxEdgePx).max(maxEdgePx),
});
export type PageJoin = z.infer<typeof PageJoin>;

/**
 * How the optimised image is made from the original: what was joined first, then all else. Pure data: the terminal and the data centre each
 * apply it to the original, whose bytes are never touched, so that it can be taken back and tried again at any time.
 */
export const PageRecipe = ScanRecipe.extend({ join: PageJoin.nullable().default(null) });
export type PageRecipe = z.infer<typeof PageRecipe>;

/** The optimised image is the scan as it is. */
export const plainRecipe: PageRecipe = { half: null, fold: 0.5, turn: 0, straighten: 0, crop: null, isBackgroundCleaned: false, isSharpened: false, join: null };

/** Equal when they make the same picture. One that was kept before pages could be sharpened says nothing of it. */
export function isSameRecipe(one: PageRecipe, other: PageRecipe): boolean {
  const keyOf = ({ half, fold, turn, straighten, crop, isBackgroundCleaned, isSharpened }: ScanRecipe): string =>
    JSON.stringify([half, half === null ? 0 : fold, turn, straighten, crop && [crop.left, crop.top, crop.width, crop.height], isBackgroundCleaned, isSharpened ? 1 : 0]);
  const keyOfJoin = (join: PageJoin | null): string => (join ? JSON.stringify([join.at, join.side, join.overlap, join.shift, keyOf(join.one), keyOf(join.other)]) : '');
  return keyOf(one) === keyOf(other) && keyOfJoin(one.join) === keyOfJoin(other.join);
}

/** Of one scan of a page that is none of a joined one. */
export function scanRecipeOf({ half, fold, turn, straighten, crop, isBackgroundCleaned, isSharpened }: PageRecipe): ScanRecipe {
  return { half, fold, turn, straighten, crop, isBackgroundCleaned, isSharpened };
}
