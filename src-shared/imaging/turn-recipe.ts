import type { PageRecipe } from '../domain/page-recipe.ts';
import { addQuarterTurns } from '../domain/volume.ts';
import { planRecipe, type PixelSize } from './recipe-geometry.ts';

/** The same picture, turned further: the box of the crop turns along. `original` is the image of the recipe. */
export function turnRecipe(recipe: PageRecipe, quarterTurns: number, original: PixelSize): PageRecipe {
  const turns = ((quarterTurns % 4) + 4) % 4;
  let turned = recipe;
  for (let count = 0; count < turns; count++) turned = turnOnce(turned, original);
  return turned;
}

/** Clockwise. */
function turnOnce(recipe: PageRecipe, original: PixelSize): PageRecipe {
  const size = planRecipe(recipe, original)?.turned;
  const { crop } = recipe;
  const turned = { ...recipe, turn: addQuarterTurns(recipe.turn, 1) };
  if (crop === null || !size) return turned;
  return { ...turned, crop: { left: size.height - crop.top - crop.height, top: crop.left, width: crop.height, height: crop.width } };
}
