import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { moveBytes } from '../../blobs/move-bytes.ts';
import { releaseBytes } from '../../blobs/release-bytes.ts';
import { applyRecipe } from './apply-recipe.ts';
import type { ImageOutcome, ImageTask, MarkSize, PageMark } from './image-task.ts';
import { keepRegions } from './keep-regions.ts';
import { cornerLevels, grainSizeFor, noCorner, thumbTileSize, tileLevels, type MarkLevels } from './mark-levels.ts';
import { joinOriginals } from './join-originals.ts';
import { markCoefficients, measureJpeg } from './marking-addon.ts';
import { pressLevels } from './press-levels.ts';
import { shownWidth, type Extent } from './shown-width.ts';

// One thread of libvips for one of ours: two threads with two pages finish sooner than four that wait for each other.
sharp.concurrency(1);
sharp.cache(false);

/** 80 megapixels: A4 at 600 dpi has 35, A3 at 600 dpi 70. */
const limits = { limitInputPixels: 80e6, failOn: 'error' } as const;
const timeout = { seconds: 30 } as const;
/** What scanners and terminals send. Anything else (SVG, PDF, GIF, …) has no business here, however well libvips reads it. */
const acceptedFormats: readonly string[] = ['jpeg', 'png', 'tiff'];

export { runReadTask } from './read-task.ts';

type Image = (ImageOutcome & { ok: true })['image'];

/** Runs in a thread of the pool of `createPageMarker`. What came over as a copy is given back, what goes is moved. */
export async function runImageTask(task: ImageTask): Promise<ImageOutcome> {
  const outcome = await carryOut(task);
  if (task.kind === 'mark' || task.kind === 'reduce') releaseBytes(task.jpeg);
  return outcome.ok ? moveBytes(outcome, outcome.image.bytes) : outcome;
}

async function carryOut(task: ImageTask): Promise<ImageOutcome> {
  switch (task.kind) {
    case 'mark':
      return { ok: true, image: await mark(task) };
    case 'excerpt':
      return { ok: true, image: await excerpt(task) };
    case 'reduce':
      return { ok: true, image: await reduce(task) };
    case 'draw':
      return { ok: true, image: await draw(task) };
    case 'optimise':
      return optimise(task);
  }
}

async function optimise({ original, recipe }: ImageTask & { kind: 'optimise' }): Promise<ImageOutcome> {
  try {
    const { join } = recipe;
    const upright = join ? await joinOriginals(original, join, { open: openUpright, options: limits }) : await openUpright(original);
    if (!upright) return { ok: false, code: join ? 'recipe.does-not-fit' : 'image.unreadable' };
    const made = await applyRecipe(upright, recipe, limits);
    if (!made) return { ok: false, code: 'recipe.does-not-fit' };
    // Baseline 4:2:0 with sharp's own tables and without metadata: every stored page is of one make, whatever came in.
    return { ok: true, image: await encode(made.toColourspace('srgb').jpeg({ quality: 80, chromaSubsampling: '4:2:0' })) };
  } catch (error) {
    return { ok: false, code: error instanceof Error && error.message.includes('pixel limit') ? 'image.too-large' : 'image.unreadable' };
  }
}

/** Null when it is no picture that is taken here: a second page inside one file would be lost without a word. */
async function openUpright(file: Uint8Array): Promise<Sharp | null> {
  const { format, pages = 1 } = await sharp(file, limits).metadata();
  if (!acceptedFormats.includes(format) || pages > 1) return null;
  return sharp(file, limits).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb').timeout(timeout);
}

async function encode(image: Sharp): Promise<Image> {
  const { data, info } = await image.timeout(timeout).toBuffer({ resolveWithObject: true });
  return { bytes: data, widthPx: info.width, heightPx: info.height };
}

async function mark(task: ImageTask & { kind: 'mark' }): Promise<Image> {
  return (await markQuickly(task)) ?? (await markPixels(task));
}

/** White has no room for the grain: on a screen three levels are enough, printers drop the lightest twelve. */
const whitestPaper = (size: MarkSize): number => (size === 'print' ? 243 : 252);

/** In the coefficients of a page that is shown as large as it is stored: its content is not quantised a second time. */
async function markQuickly({ jpeg, mark, size }: ImageTask & { kind: 'mark' }): Promise<Image | null> {
  const extent = size === 'thumb' ? null : measureJpeg(jpeg);
  if (extent === null || shownWidth(extent, size) !== extent.width) return null;
  const bytes = markCoefficients(jpeg, await levelsFor(extent, mark, size), whitestPaper(size));
  return bytes && { bytes, widthPx: extent.width, heightPx: extent.height };
}

async function markPixels({ jpeg, mark, size }: ImageTask & { kind: 'mark' }): Promise<Image> {
  const page = sharp(jpeg, limits);
  const resized = page.resize({ width: shownWidth(await page.metadata(), size), kernel: 'mitchell' }).toColourspace('srgb').removeAlpha();
  const { data, info } = await resized.raw().timeout(timeout).toBuffer({ resolveWithObject: true });
  pressLevels({ data, width: info.width, height: info.height }, await levelsFor(info, mark, size), size === 'thumb' ? 255 : whitestPaper(size));
  const raw = { width: info.width, height: info.height, channels: 3 } as const;
  return encode(sharp(data, { raw }).jpeg({ quality: size === 'thumb' ? 70 : 82, chromaSubsampling: '4:2:0', optimiseCoding: false }));
}

/** What is left of the page is encoded as stored pages are, and marked as any of them. */
async function excerpt({ jpeg, mark: pageMark, regions }: ImageTask & { kind: 'excerpt' }): Promise<Image> {
  const { data, info } = await sharp(jpeg, limits).toColourspace('srgb').removeAlpha().raw().timeout(timeout).toBuffer({ resolveWithObject: true });
  const kept = keepRegions({ data, width: info.width, height: info.height }, regions);
  const { bytes } = await encode(sharp(kept.data, { raw: { width: info.width, height: info.height, channels: 3 } }).jpeg({ quality: 80, chromaSubsampling: '4:2:0' }));
  return mark({ kind: 'mark', jpeg: bytes, mark: pageMark, size: 'print' });
}

async function levelsFor({ width, height }: Extent, mark: PageMark, size: MarkSize): Promise<MarkLevels> {
  const shortEdge = Math.min(width, height);
  const tile = await tileLevels(mark, size === 'thumb' ? thumbTileSize : 2 * grainSizeFor(shortEdge));
  const hasCorner = size === 'full' || size === 'half';
  return { tile, corner: hasCorner ? await cornerLevels(mark.secrecyMark, Math.max(12, Math.round(shortEdge / 62))) : noCorner() };
}

async function draw({ svg }: ImageTask & { kind: 'draw' }): Promise<Image> {
  const { bytes, ...extent } = await encode(sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).toColourspace('b-w').raw({ depth: 'uchar' }));
  return { bytes: deflateSync(bytes), ...extent };
}

/** The half-size page beside the full one, of the same make; the marks come later. */
async function reduce({ jpeg }: ImageTask & { kind: 'reduce' }): Promise<Image> {
  const page = sharp(jpeg, limits);
  const resized = page.resize({ width: shownWidth(await page.metadata(), 'half'), kernel: 'mitchell' }).toColourspace('srgb');
  return encode(resized.jpeg({ quality: 80, chromaSubsampling: '4:2:0', optimiseCoding: false }));
}
