import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import type { PageStore } from '../../blobs/page-store.ts';
import { layOnScanner } from './drawing/paper.ts';
import type { PlannedPage } from './materials/planned.ts';
import type { Random } from './random.ts';
import { makeGrainTile } from './sheets/grain.ts';

/** A4 at 200 dpi: legible at full zoom, and a thousand pages are drawn in about a minute. */
export const demoDpi = 200;
const [widthPx, heightPx] = [1654, 2339];

export type DrawnPage = { readonly originalBlob: string; readonly originalDigest: string; readonly optimisedBlob: string; readonly widthPx: number; readonly heightPx: number; readonly dpi: number };

export type PageArtist = {
  /** Draws and stores a page, or gives the stored one of its `sharedAs` key. */
  draw(page: PlannedPage, random: Random): Promise<DrawnPage>;
};

export async function createPageArtist(pages: Pick<PageStore, 'put'>, cityRandom: Random): Promise<PageArtist> {
  const format = { widthPx, heightPx, grainTile: await makeGrainTile(cityRandom.fork('grain')) };
  const shared = new Map<string, Promise<DrawnPage>>();

  const drawNew = async (page: PlannedPage, random: Random): Promise<DrawnPage> => {
    const markup = layOnScanner(random, page.draw(random), { paper: page.paper, format });
    const upright = await encodePage(sharp(Buffer.from(markup)), demoDpi);
    // A sheet that lay sideways on the glass; the generator's upright image is already clean and is the optimised layer as it is.
    const original = page.rotation === 0 ? upright : await encodePage(sharp(upright).rotate(360 - page.rotation), demoDpi);
    const [originalBlob, optimisedBlob] = await Promise.all([pages.put(original), pages.put(upright)]);
    return { originalBlob, optimisedBlob, originalDigest: createHash('sha256').update(original).digest('hex'), widthPx, heightPx, dpi: demoDpi };
  };

  return {
    draw: (page, random) => {
      if (page.sharedAs === null) return drawNew(page, random);
      const known = shared.get(page.sharedAs) ?? drawNew(page, cityRandom.fork(`shared/${page.sharedAs}`));
      shared.set(page.sharedAs, known);
      return known;
    },
  };
}

/** sharp leaves the JFIF header out unless asked for metadata, and then spends a quarter of the whole time on a colour profile. */
function makeJfifHeader(dpi: number): Buffer {
  const density = [dpi >> 8, dpi & 0xff];
  return Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 1, ...density, ...density, 0, 0]);
}

export async function encodePage(image: Sharp, dpi: number): Promise<Buffer> {
  const jpeg = await image.jpeg({ quality: 78 }).toBuffer();
  return Buffer.concat([jpeg.subarray(0, 2), makeJfifHeader(dpi), jpeg.subarray(2)]);
}
