import sharp, { type Sharp } from 'sharp';
import type { PageRecipe } from '#shared/domain/page-recipe';
import { clearBackground } from '#shared/imaging/clear-background';
import { planRecipe, type RecipePlan } from '#shared/imaging/recipe-geometry';
import { sharpening } from '#shared/imaging/sharpening';

const white = '#ffffff';

/** `image` upright by EXIF, sRGB and flattened; null when the recipe is of another image. */
export async function applyRecipe(image: Sharp, recipe: PageRecipe, options: { readonly limitInputPixels: number }): Promise<Sharp | null> {
  if (isPlain(recipe)) return image;
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  // `as`: flattened sRGB has one channel (grey) or three.
  const raw = { width: info.width, height: info.height, channels: info.channels as 1 | 3 };
  const plan = planRecipe(recipe, raw);
  if (!plan) return null;
  const laid = await layOut(sharp(data, { raw, ...options }), plan);
  const cleaned = recipe.isBackgroundCleaned ? await clear(laid, options) : laid;
  return recipe.isSharpened ? cleaned.sharpen(sharpening) : cleaned;
}

const isPlain = ({ half, turn, straighten, crop, isBackgroundCleaned, isSharpened }: PageRecipe): boolean => half === null && turn === 0 && straighten === 0 && crop === null && !isBackgroundCleaned && !isSharpened;

/**
 * Half, turn and crop in one pass. libvips may find the turned image a pixel larger or smaller than we count it: its middle is the
 * same, and from there the box is measured.
 */
async function layOut(image: Sharp, { half, degrees, turned, crop }: RecipePlan): Promise<Sharp> {
  const cut = half ? image.extract(half) : image;
  if (degrees === 0) return cut.extract(crop);
  const { data, info } = await cut.rotate(degrees, { background: white }).raw().toBuffer({ resolveWithObject: true });
  const width = Math.min(crop.width, info.width);
  const height = Math.min(crop.height, info.height);
  const left = within(crop.left + Math.round((info.width - turned.width) / 2), info.width - width);
  const top = within(crop.top + Math.round((info.height - turned.height) / 2), info.height - height);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const missing = { right: crop.width - width, bottom: crop.height - height, background: white };
  return sharp(data, { raw, limitInputPixels: false }).extract({ left, top, width, height }).extend(missing);
}

const within = (place: number, last: number): number => Math.max(0, Math.min(place, last));

async function clear(image: Sharp, options: { readonly limitInputPixels: number }): Promise<Sharp> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  clearBackground({ data, width: info.width, height: info.height });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 }, ...options });
}
