import sharp, { type Sharp } from 'sharp';
import { applyRecipe } from './apply-recipe.ts';
import type { ImageOutcome, ImageTask, MarkSize } from './image-task.ts';
import { pressMark } from './press-mark.ts';

// One thread of libvips for one of ours: two threads with two pages finish sooner than four that wait for each other.
sharp.concurrency(1);
sharp.cache(false);

/** 80 megapixels: A4 at 600 dpi has 35, A3 at 600 dpi 70. */
const limits = { limitInputPixels: 80e6, failOn: 'error' } as const;
const timeout = { seconds: 30 } as const;
/** What scanners and terminals send. Anything else (SVG, PDF, GIF, …) has no business here, however well libvips reads it. */
const acceptedFormats: readonly string[] = ['jpeg', 'png', 'tiff'];

type Image = (ImageOutcome & { ok: true })['image'];

/** Runs in a thread of the pool of `createPageMarker`. */
export async function runImageTask(task: ImageTask): Promise<ImageOutcome> {
  switch (task.kind) {
    case 'mark':
      return { ok: true, image: await mark(task) };
    case 'rasterise':
      return { ok: true, image: await encode(sharp(Buffer.from(task.svg)).png({ compressionLevel: 6 })) };
    case 'optimise':
      return optimise(task);
  }
}

async function optimise({ original, recipe }: ImageTask & { kind: 'optimise' }): Promise<ImageOutcome> {
  try {
    const { format, pages = 1 } = await sharp(original, limits).metadata();
    // A second page inside one file would be lost without a word.
    if (!acceptedFormats.includes(format) || pages > 1) return { ok: false, code: 'image.unreadable' };
    const upright = sharp(original, limits).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb').timeout(timeout);
    const made = await applyRecipe(upright, recipe, limits);
    if (!made) return { ok: false, code: 'recipe.does-not-fit' };
    // Baseline 4:2:0 with sharp's own tables and without metadata: every stored page is of one make, whatever came in.
    return { ok: true, image: await encode(made.toColourspace('srgb').jpeg({ quality: 80, chromaSubsampling: '4:2:0' })) };
  } catch (error) {
    return { ok: false, code: error instanceof Error && error.message.includes('pixel limit') ? 'image.too-large' : 'image.unreadable' };
  }
}

async function encode(image: Sharp): Promise<Image> {
  const { data, info } = await image.timeout(timeout).toBuffer({ resolveWithObject: true });
  return { bytes: data, widthPx: info.width, heightPx: info.height };
}

/** Widths of upright pages; a page lying on its side gets the long edge, so that its text is as large. 190 mm at 300 dpi are 2244 px. */
const portraitWidths: Readonly<Record<MarkSize, number>> = { full: Infinity, print: 2244, half: 1240, thumb: 220 };
const a4Ratio = Math.SQRT2;

async function mark({ jpeg, mark, size }: ImageTask & { kind: 'mark' }): Promise<Image> {
  const page = sharp(jpeg, limits);
  const { width, height } = await page.metadata();
  const limit = portraitWidths[size] * (width > height && size !== 'thumb' ? a4Ratio : 1);
  const shownWidth = Math.round(Math.min(width, limit));
  const resized = page.resize({ width: shownWidth, kernel: 'mitchell' }).toColourspace('srgb').removeAlpha();
  const { data, info } = await resized.raw().timeout(timeout).toBuffer({ resolveWithObject: true });
  const pixels = { data, width: info.width, height: info.height };
  await pressMark(pixels, mark, size);
  const raw = { width: info.width, height: info.height, channels: 3 } as const;
  return encode(sharp(data, { raw }).jpeg({ quality: size === 'thumb' ? 70 : 82, chromaSubsampling: '4:2:0', optimiseCoding: false }));
}
