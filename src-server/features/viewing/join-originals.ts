import sharp, { type Sharp } from 'sharp';
import type { PageJoin } from '#shared/domain/page-recipe';
import { planJoin } from '#shared/imaging/recipe-geometry';
import { applyRecipe } from './apply-recipe.ts';

type Options = { readonly limitInputPixels: number };
type Raw = { readonly data: Buffer; readonly width: number; readonly height: number };

/** Both scans of a page laid together, `open` reading each file fully; null when the recipe is of others. */
export async function joinOriginals(original: Uint8Array, join: PageJoin, { open, options }: { readonly open: (file: Uint8Array) => Promise<Sharp | null>; readonly options: Options }): Promise<Sharp | null> {
  const [one, other] = [await read(original.subarray(0, join.at), join.one), await read(original.subarray(join.at), join.other)];
  const plan = one && other && planJoin(join, one, other);
  if (!plan || plan.size.width * plan.size.height > options.limitInputPixels) return null;
  const shown = await sharp(other.data, rawOf(other)).extract(plan.shown).raw().toBuffer({ resolveWithObject: true });
  const ground = sharp({ create: { ...plan.size, channels: 3, background: '#ffffff' }, ...options });
  const laid = ground.composite([
    { input: one.data, ...rawOf(one), ...plan.one },
    { input: shown.data, raw: { width: shown.info.width, height: shown.info.height, channels: 3 }, ...plan.other },
  ]);
  const { data, info } = await laid.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 }, ...options });

  async function read(file: Uint8Array, recipe: PageJoin['one']): Promise<Raw | null> {
    const image = file.length > 0 ? await open(file) : null;
    const laidOut = image && (await applyRecipe(image, { ...recipe, join: null }, options));
    if (!laidOut) return null;
    // Both bands of a grey scan would be missing beside one in colour.
    const made = await laidOut.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const three = made.info.channels === 3 ? made.data : spread(made.data);
    return { data: three, width: made.info.width, height: made.info.height };
  }
}

const rawOf = ({ width, height }: Raw) => ({ raw: { width, height, channels: 3 } }) as const;

function spread(grey: Buffer): Buffer {
  const coloured = Buffer.alloc(grey.length * 3);
  for (let at = 0; at < grey.length; at++) coloured.fill(grey[at] ?? 0, at * 3, at * 3 + 3);
  return coloured;
}
