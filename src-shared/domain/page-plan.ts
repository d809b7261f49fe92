import { z } from 'zod';
import { PageFlag } from './page-flag.ts';
import { PageRecipe } from './page-recipe.ts';
import { Separator } from './page-steps.ts';

/** By what pages of one stack are compared. */
export const PageTraits = z.object({ /** Null for a blank side. */ perceptualHash: z.string().max(16).nullable(), lengthMm: z.number().nonnegative() });
export type PageTraits = z.infer<typeof PageTraits>;

/** What is to be done with one side, and what is wrong with it. */
export const PagePlan = z.object({
  recipe: PageRecipe,
  flags: z.array(PageFlag).max(20).readonly(),
  isBlank: z.boolean(),
  separator: Separator.nullable(),
  /** The separator sheet is itself the first page of what follows. */
  isSeparatorKept: z.boolean(),
  barcode: z.string().max(80).nullable(),
  /** The two halves of an A3 sheet, in reading order; null for all others. */
  halves: z.tuple([PageRecipe, PageRecipe]).readonly().nullable(),
  traits: PageTraits,
});
export type PagePlan = z.infer<typeof PagePlan>;
