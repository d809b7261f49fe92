import { useState } from 'react';
import type { DraftPageId } from '#shared/domain/ids';
import type { PageRecipe } from '#shared/domain/page-recipe';
import type { DraftPage } from '#shared/domain/scanning';
import { takeShape } from './shape-geometry.ts';
import type { DeskActs } from './use-desk-acts.ts';
import type { PageSelection } from './use-page-selection.ts';

/** Cropping and straightening by hand: tried on the scan, and kept only when it is said to be right. */
export type Shaper = {
  /** As tried now; null when nothing is being shaped. */
  readonly recipe: PageRecipe | null;
  readonly toggle: () => void;
  readonly change: (recipe: PageRecipe) => void;
  /** For the page in focus, or all that are chosen with it. */
  readonly apply: () => void;
  readonly cancel: () => void;
  readonly count: number;
};

type Trial = { readonly pageId: DraftPageId; readonly recipe: PageRecipe };

export const scanSize = ({ scan: { widthPx: width, heightPx: height } }: DraftPage): { readonly width: number; readonly height: number } => ({ width, height });

export function useShaper({ focused, list, selection }: PageSelection, acts: DeskActs): Shaper {
  const [trial, setTrial] = useState<Trial | null>(null);
  // Whoever goes to another page has let go of this one.
  const recipe = trial !== null && trial.pageId === focused?.id ? trial.recipe : null;
  const cancel = (): void => { setTrial(null); };
  const others = list.filter(({ id }) => id !== focused?.id && selection.chosen.includes(id));
  return {
    recipe,
    cancel,
    count: others.length + 1,
    toggle: () => { setTrial(recipe === null && focused ? { pageId: focused.id, recipe: focused.recipe } : null); },
    change: changed => { if (focused) setTrial({ pageId: focused.id, recipe: changed }); },
    apply: () => {
      if (!focused || recipe === null) return;
      const shared = others.map(page => ({ pageId: page.id, recipe: takeShape(page.recipe, scanSize(page), recipe) }));
      acts.setRecipes([{ pageId: focused.id, recipe }, ...shared]);
      cancel();
    },
  };
}
