import { z } from 'zod';
import { PageRecipe } from './page-recipe.ts';
import { maxPagesPerMaterial } from './volume.ts';

/** 另存: a side that was laid aside at the desk (blank, or by hand). It is kept with its material, untouched, and is no page of it: nobody reads it there. */
export const SetAsideSide = z.object({
  id: z.uuid(),
  /** How many pages of the material lie before it. */
  after: z.int().min(0).max(maxPagesPerMaterial),
  dpi: z.int().positive(),
  recipe: PageRecipe,
});
export type SetAsideSide = z.infer<typeof SetAsideSide>;

/** Of one material: both sides of a stack of sheets of which one side is blank are never more. */
export const maxSetAside = maxPagesPerMaterial;
