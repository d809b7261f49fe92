import type { z } from 'zod';
import type { MadePicture, PageApi } from '#shared/contract/page-api';
import { planPage } from '#shared/imaging/plan-page';
import { reduceForMeasuring } from '#shared/imaging/raster';
import { decodeImage, linesOf } from './decode-image.ts';
import { makePicture } from './make-picture.ts';

type Work = z.output<PageApi['pages.work']['input']>;
type Worked = z.input<PageApi['pages.work']['output']>;

/** One scan, decoded once. */
export async function workPage({ jpeg, dpi, steps, recipe }: Work): Promise<Worked> {
  const image = await decodeImage(jpeg);
  const plan = steps && planPage({ size: image, dpi, rasters: reduceForMeasuring(image), lines: linesOf(image) }, steps);
  const pictures: MadePicture[] = [];
  for (const each of plan?.halves ?? [plan?.recipe ?? recipe]) pictures.push(await makePicture(image, each));
  return { plan, pictures };
}
