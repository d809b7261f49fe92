import type { CropBox, PageJoin, ScanRecipe } from '../domain/page-recipe.ts';

export type PixelSize = { readonly width: number; readonly height: number };

/** What a recipe means for an image of a certain size. */
export type RecipePlan = {
  /** The half, in pixels of the original; null takes all of it. */
  readonly half: CropBox | null;
  /** Degrees clockwise, quarter turns and straightening together: pixels are interpolated once at most. */
  readonly degrees: number;
  /** Of the turned and straightened image. */
  readonly turned: PixelSize;
  /** What stays of it. */
  readonly crop: CropBox;
};

/** Null when the recipe is of another image: its box does not lie in this one, or nothing is left of the half. */
export function planRecipe(recipe: ScanRecipe, original: PixelSize): RecipePlan | null {
  const half = halfOf(recipe, original);
  const cut = half ?? original;
  if (cut.width < 1 || cut.height < 1) return null;
  const turned = straightenedSize(isSideways(recipe) ? { width: cut.height, height: cut.width } : cut, recipe.straighten);
  const crop = recipe.crop ?? { left: 0, top: 0, ...turned };
  if (crop.left + crop.width > turned.width || crop.top + crop.height > turned.height) return null;
  return { half, degrees: (recipe.turn + recipe.straighten + 360) % 360, turned, crop };
}

const isSideways = ({ turn }: ScanRecipe): boolean => turn % 180 !== 0;

function halfOf({ half, fold }: ScanRecipe, { width, height }: PixelSize): CropBox | null {
  const [across, down] = [Math.round(fold * width), Math.round(fold * height)];
  switch (half) {
    case 'left':
      return { left: 0, top: 0, width: across, height };
    case 'right':
      return { left: across, top: 0, width: width - across, height };
    case 'top':
      return { left: 0, top: 0, width, height: down };
    case 'bottom':
      return { left: 0, top: down, width, height: height - down };
    case null:
      return null;
  }
}

/** The smallest upright rectangle around a turned one. */
export function straightenedSize({ width, height }: PixelSize, degrees: number): PixelSize {
  const [sine, cosine] = [Math.abs(Math.sin((degrees * Math.PI) / 180)), Math.cos((degrees * Math.PI) / 180)];
  return { width: Math.round(width * cosine + height * sine), height: Math.round(width * sine + height * cosine) };
}

/** Where both parts of a joined page lie. */
export type JoinPlan = { readonly size: PixelSize; readonly one: Corner; readonly other: Corner; /** What of the second is laid down: half of what both show is taken from each, where neither has its edge. */ readonly shown: CropBox };
type Corner = { readonly left: number; readonly top: number };

/** Null when they are of other scans: they would not touch, or one would hide the other. */
export function planJoin({ side, overlap, shift }: Pick<PageJoin, 'side' | 'overlap' | 'shift'>, one: PixelSize, other: PixelSize): JoinPlan | null {
  const isBeside = side === 'right';
  const [along, across] = isBeside ? (['width', 'height'] as const) : (['height', 'width'] as const);
  if (overlap >= Math.min(one[along], other[along]) || Math.abs(shift) >= Math.min(one[across], other[across])) return null;
  const start = one[along] - overlap;
  const skipped = Math.floor(overlap / 2);
  const [oneAcross, otherAcross] = [Math.max(0, -shift), Math.max(0, shift)];
  const lengths = { along: start + other[along], across: Math.max(oneAcross + one[across], otherAcross + other[across]) };
  const place = (far: number, aside: number): Corner => (isBeside ? { left: far, top: aside } : { left: aside, top: far });
  return {
    size: isBeside ? { width: lengths.along, height: lengths.across } : { width: lengths.across, height: lengths.along },
    one: place(0, oneAcross),
    other: place(start + skipped, otherAcross),
    shown: isBeside ? { left: skipped, top: 0, width: other.width - skipped, height: other.height } : { left: 0, top: skipped, width: other.width, height: other.height - skipped },
  };
}
