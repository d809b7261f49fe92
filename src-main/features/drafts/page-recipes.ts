import { isSameRecipe, plainRecipe, type PageRecipe } from '#shared/domain/page-recipe';
import { turnRecipe } from '#shared/imaging/turn-recipe';
import type { StoredPage } from '../../store/index.ts';

/** The page with another recipe. Its picture is made anew unless it is of that recipe already; what a person has decided is not planned again. */
export function withRecipe(page: StoredPage, recipe: PageRecipe): StoredPage {
  const isReady = isSameRecipe(page.rendered?.recipe ?? plainRecipe, recipe);
  return { ...page, recipe, isWaiting: !isReady, steps: null };
}

export function turnPage(page: StoredPage, quarterTurns: number): StoredPage {
  return withRecipe(page, turnRecipe(page.recipe, quarterTurns, { width: page.widthPx, height: page.heightPx }));
}
