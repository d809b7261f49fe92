import type { z } from 'zod';
import type { MadePicture, PageApi } from '#shared/contract/page-api';
import { planPage } from '#shared/imaging/plan-page';
import { reduceForMeasuring } from '#shared/imaging/raster';
import { linesOf } from './decode-image.ts';
import { decodePage } from './join-scans.ts';
import { makePicture } from './make-picture.ts';

type Work = z.output<PageApi['pages.work']['input']>;
type Worked = z.input<PageApi['pages.work']['output']>;

/** One scan, decoded once. */
export async function workPage({ jpeg, dpi, steps, recipe }: Work): Promise<Worked> {
  const { join } = recipe;
  const image = await decodePage(jpeg, join);
  // What was laid together by hand is not taken apart again.
  const wanted = steps && join ? { ...steps, splitA3: false } : steps;
  const planned = wanted && planPage({ size: image, dpi, rasters: reduceForMeasuring(image), lines: linesOf(image) }, wanted);
  const plan = planned && { ...planned, recipe: { ...planned.recipe, join } };
  const pictures: MadePicture[] = [];
  for (const each of plan?.halves ?? [plan?.recipe ?? recipe]) pictures.push(await makePicture(image, each));
  return { plan, pictures };
}
