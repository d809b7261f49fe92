import sharp, { type Sharp } from 'sharp';
import type { MadePicture } from '#shared/contract/page-api';
import type { PageRecipe, ScanRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import { clearBackground } from '#shared/imaging/clear-background';
import { planRecipe, type RecipePlan } from '#shared/imaging/recipe-geometry';
import { sharpening } from '#shared/imaging/sharpening';
import { limits, type Decoded } from './decode-image.ts';

const white = '#ffffff';
const thumbnailPx = { width: 220, height: 320 };

/** The optimised image of one recipe, as the data centre will make it from the same scan, and the small picture of it. */
export async function makePicture(image: Decoded, recipe: PageRecipe): Promise<MadePicture> {
  const picture = (await layScan(image, recipe)).toColourspace('srgb').jpeg({ quality: 80, chromaSubsampling: '4:2:0', optimiseCoding: false });
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  // From the JPEG: its decoder makes it small while it reads.
  const thumbnail = await sharp(data).resize({ ...thumbnailPx, fit: 'inside' }).jpeg({ quality: 80 }).toBuffer();
  return { recipe, widthPx: info.width, heightPx: info.height, jpeg: data, thumbnailJpeg: thumbnail };
}

/** One scan, half, turned, cut, cleaned and sharpened as its recipe says. */
export async function layScan(image: Decoded, recipe: ScanRecipe): Promise<Sharp> {
  const plan = planRecipe(recipe, image);
  if (!plan) throw new AppError('recipe.does-not-fit', { page: '' });
  const laid = await layOut(image, plan);
  const cleaned = recipe.isBackgroundCleaned ? await clear(laid) : laid;
  return recipe.isSharpened ? cleaned.sharpen(sharpening) : cleaned;
}

/** libvips may find the turned image a pixel larger or smaller than we count it: its middle is the same, and from there the box is measured. */
async function layOut({ data, width, height, channels }: Decoded, { half, degrees, turned, crop }: RecipePlan): Promise<Sharp> {
  const whole = sharp(data, { raw: { width, height, channels }, ...limits });
  const cut = half ? whole.extract(half) : whole;
  if (degrees === 0) return crop.width === width && crop.height === height && !half ? cut : cut.extract(crop);
  const rotated = await cut.rotate(degrees, { background: white }).raw().toBuffer({ resolveWithObject: true });
  const size = rotated.info;
  const [across, down] = [Math.min(crop.width, size.width), Math.min(crop.height, size.height)];
  const left = within(crop.left + Math.round((size.width - turned.width) / 2), size.width - across);
  const top = within(crop.top + Math.round((size.height - turned.height) / 2), size.height - down);
  return sharp(rotated.data, { raw: { width: size.width, height: size.height, channels: size.channels }, limitInputPixels: false })
    .extract({ left, top, width: across, height: down })
    .extend({ right: crop.width - across, bottom: crop.height - down, background: white });
}

const within = (place: number, last: number): number => Math.max(0, Math.min(place, last));

async function clear(image: Sharp): Promise<Sharp> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  clearBackground({ data, width: info.width, height: info.height });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 }, ...limits });
}
