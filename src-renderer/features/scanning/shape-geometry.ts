import { maxStraightenDegrees, minCropPx, type CropBox, type PageRecipe } from '#shared/domain/page-recipe';
import { planRecipe, type PixelSize, type RecipePlan } from '#shared/imaging/recipe-geometry';
import type { EdgeMoves } from '../../ui/box-handles.tsx';

/** The picture of a scan before anything is cut off, and the box that stays of it. */
export function layOf(recipe: PageRecipe, scan: PixelSize): RecipePlan {
  const whole = planRecipe({ ...recipe, crop: null }, scan);
  if (!whole) throw new Error('A page has a half without pixels.');
  return { ...whole, crop: recipe.crop === null ? whole.crop : fit(recipe.crop, whole.turned) };
}

/** By pixels. No edge leaves the picture or passes the one on the other side. */
export function moveEdges(recipe: PageRecipe, scan: PixelSize, { left = 0, top = 0, right = 0, bottom = 0 }: EdgeMoves): PageRecipe {
  const { crop, turned } = layOf(recipe, scan);
  const [farRight, farBottom] = [crop.left + crop.width, crop.top + crop.height];
  const newLeft = within(crop.left + left, 0, farRight - minCropPx);
  const newTop = within(crop.top + top, 0, farBottom - minCropPx);
  const newRight = within(farRight + right, newLeft + minCropPx, turned.width);
  const newBottom = within(farBottom + bottom, newTop + minCropPx, turned.height);
  return withBox(recipe, { left: newLeft, top: newTop, width: newRight - newLeft, height: newBottom - newTop }, turned);
}

/** The box keeps its size and stops at the edges of the picture. */
export function moveBox(recipe: PageRecipe, scan: PixelSize, { across, down }: { readonly across: number; readonly down: number }): PageRecipe {
  const { crop, turned } = layOf(recipe, scan);
  const moved = { ...crop, left: within(crop.left + across, 0, turned.width - crop.width), top: within(crop.top + down, 0, turned.height - crop.height) };
  return withBox(recipe, moved, turned);
}

/** The picture grows or shrinks around its middle, and the box stays where it is on the paper. To a tenth of a degree. */
export function straightenTo(recipe: PageRecipe, scan: PixelSize, degrees: number): PageRecipe {
  const straighten = clamp(Math.round(degrees * 10) / 10, -maxStraightenDegrees, maxStraightenDegrees);
  const straightened = { ...recipe, straighten, crop: null };
  if (recipe.crop === null) return straightened;
  const [before, after] = [layOf(recipe, scan), layOf(straightened, scan)];
  const box = { ...before.crop, left: before.crop.left + (after.turned.width - before.turned.width) / 2, top: before.crop.top + (after.turned.height - before.turned.height) / 2 };
  return withBox(straightened, fit(box, after.turned), after.turned);
}

/** What was decided for one page, for another scan of the same stack: how it was turned and which half it is stay its own. */
export function takeShape(own: PageRecipe, scan: PixelSize, { straighten, crop }: PageRecipe): PageRecipe {
  const shaped = { ...own, straighten, crop: null };
  return crop === null ? shaped : withBox(shaped, fit(crop, layOf(shaped, scan).turned), layOf(shaped, scan).turned);
}

/** Whole pixels; a box of everything is none. */
function withBox(recipe: PageRecipe, box: CropBox, { width, height }: PixelSize): PageRecipe {
  const crop = fit(box, { width, height });
  return { ...recipe, crop: crop.width === width && crop.height === height ? null : crop };
}

function fit(box: CropBox, size: PixelSize): CropBox {
  const width = within(box.width, Math.min(minCropPx, size.width), size.width);
  const height = within(box.height, Math.min(minCropPx, size.height), size.height);
  return { left: within(box.left, 0, size.width - width), top: within(box.top, 0, size.height - height), width, height };
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
const within = (value: number, least: number, most: number): number => Math.round(clamp(value, least, most));
