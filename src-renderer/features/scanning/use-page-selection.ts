import { useState } from 'react';
import type { DraftPageId } from '#shared/domain/ids';
import type { DraftPage } from '#shared/domain/scanning';
import { nothingSelected, reconcile, type Selection } from './page-selection.ts';

export type PageSelection = {
  readonly order: readonly DraftPageId[];
  readonly selection: Selection<DraftPageId>;
  readonly select: (selection: Selection<DraftPageId>) => void;
  readonly focused: DraftPage | undefined;
  /** The pages themselves, in their order. */
  readonly list: readonly DraftPage[];
};

/** Chosen pages, held to the pages that there are: they come and go under the hand. */
export function usePageSelection(pages: readonly DraftPage[]): PageSelection {
  const order = pages.map(({ id }) => id);
  const [known, setKnown] = useState<{ readonly order: readonly DraftPageId[]; readonly selection: Selection<DraftPageId> }>({ order: [], selection: nothingSelected });
  const hasChanged = known.order.length !== order.length || known.order.some((id, index) => id !== order[index]);
  const selection = hasChanged ? reconcile(known.selection, known.order, order) : known.selection;
  if (hasChanged) setKnown({ order, selection });
  return {
    order,
    selection,
    select: chosen => { setKnown({ order, selection: chosen }); },
    list: pages,
    focused: pages.find(({ id }) => id === selection.focus),
  };
}
