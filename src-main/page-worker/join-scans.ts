import sharp from 'sharp';
import type { z } from 'zod';
import type { PageApi } from '#shared/contract/page-api';
import type { PageJoin, ScanRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import { findOverlap, levelsFor, type Pyramid } from '#shared/imaging/find-overlap';
import { planJoin } from '#shared/imaging/recipe-geometry';
import { decodeImage, limits, type Decoded } from './decode-image.ts';
import { layScan } from './make-picture.ts';

/** The one image that the rest of a recipe is of: the scan, or both scans of a joined page laid together. */
export async function decodePage(original: Uint8Array, join: PageJoin | null): Promise<Decoded> {
  if (!join) return decodeImage(original);
  const [one, other] = [await upright(original.subarray(0, join.at), join.one), await upright(original.subarray(join.at), join.other)];
  const plan = planJoin(join, one, other);
  if (!plan || plan.size.width * plan.size.height > limits.limitInputPixels) throw new AppError('recipe.does-not-fit', { page: '' });
  const rawOf = ({ width, height }: Decoded) => ({ width, height, channels: 3 }) as const;
  const shown = await sharp(other.data, { raw: rawOf(other) }).extract(plan.shown).raw().toBuffer({ resolveWithObject: true });
  const ground = sharp({ create: { ...plan.size, channels: 3, background: '#ffffff' }, limitInputPixels: limits.limitInputPixels });
  const laid = ground.composite([
    { input: one.data, raw: rawOf(one), ...plan.one },
    { input: shown.data, raw: { width: shown.info.width, height: shown.info.height, channels: 3 }, ...plan.other },
  ]);
  const { data, info } = await laid.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}

/** In colour, so that a grey one can lie beside one that is none. */
async function upright(jpeg: Uint8Array, recipe: ScanRecipe): Promise<Decoded> {
  const { data, info } = await (await layScan(await decodeImage(jpeg), recipe)).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height, channels: 3 };
  const coloured = Buffer.alloc(info.width * info.height * 3);
  for (let at = 0; at < data.length; at++) coloured.fill(data[at] ?? 0, at * 3, at * 3 + 3);
  return { data: coloured, width: info.width, height: info.height, channels: 3 };
}

type Align = z.output<PageApi['pages.align']['input']>;

export async function alignScans({ side, one, other }: Align): Promise<z.input<PageApi['pages.align']['output']>> {
  const [first, second] = [await upright(one.jpeg, one.recipe), await upright(other.jpeg, other.recipe)];
  const levels = levelsFor(Math.max(first.width, first.height));
  const factorOf = (level: number): number => level / Math.max(first.width, first.height);
  const ones = await pyramidOf(first, levels.map(factorOf));
  const overlap = findOverlap(side, ones, await pyramidOf(second, levels.map(factorOf)));
  const plan = planJoin(overlap.overlap === 0 ? { side, overlap: 0, shift: 0 } : { side, ...overlap }, first, second);
  if (!plan) throw new AppError('recipe.does-not-fit', { page: '' });
  return { ...overlap, widthPx: plan.size.width, heightPx: plan.size.height };
}

async function pyramidOf({ data, width, height, channels }: Decoded, factors: readonly number[]): Promise<Pyramid> {
  const rasters: Pyramid[number][] = [];
  for (const factor of factors) {
    const size = { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
    const made = await sharp(data, { raw: { width, height, channels }, ...limits }).resize({ ...size, fit: 'fill' }).greyscale().raw().toBuffer({ resolveWithObject: true });
    rasters.push({ data: made.data, width: made.info.width, height: made.info.height });
  }
  return rasters;
}
