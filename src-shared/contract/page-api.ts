import { z } from 'zod';
import { PagePlan } from '../domain/page-plan.ts';
import { JoinSide, PageJoin, PageRecipe, ScanRecipe } from '../domain/page-recipe.ts';
import { PageSteps } from '../domain/page-steps.ts';
import { operation } from './operation.ts';

const Bytes = z.instanceof(Uint8Array);

const MadePicture = z.object({ recipe: PageRecipe, widthPx: z.int().positive(), heightPx: z.int().positive(), jpeg: Bytes, thumbnailJpeg: Bytes });
export type MadePicture = z.infer<typeof MadePicture>;

/** What a page worker does for src-main: a child process, because decoders crash; its bytes cross by structured clone and touch no disk. */
export const pageApi = {
  /**
   * Decodes one scan once, or both of a joined page. With `steps` it finds out what is to be done, and makes the pictures of that plan: two for a sheet that is
   * split. Without, it makes the picture of `recipe`. `image.unreadable`, `image.too-large`, `recipe.does-not-fit`.
   */
  'pages.work': operation(
    z.object({ jpeg: Bytes, dpi: z.int().positive(), steps: PageSteps.nullable(), recipe: PageRecipe }),
    z.object({ plan: PagePlan.nullable(), pictures: z.array(MadePicture).min(1).max(2).readonly() }),
  ),
  /** How two scans of one sheet lie beside or below one another, each made upright first: by what both show, else edge to edge. */
  'pages.align': operation(
    z.object({ side: JoinSide, one: z.object({ jpeg: Bytes, recipe: ScanRecipe }), other: z.object({ jpeg: Bytes, recipe: ScanRecipe }) }),
    PageJoin.pick({ overlap: true, shift: true }).extend({ widthPx: z.int().positive(), heightPx: z.int().positive() }),
  ),
};
export type PageApi = typeof pageApi;
