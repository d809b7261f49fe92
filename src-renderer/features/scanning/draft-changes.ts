import type { DraftPageId } from '#shared/domain/ids';
import type { Draft, DraftPage } from '#shared/domain/scanning';
import { addQuarterTurns } from '#shared/domain/volume';

/** What the window shows at once, before the terminal's store has answered with the truth. */
export function withOrder(draft: Draft, order: readonly DraftPageId[]): Draft {
  const pages = order.flatMap(id => draft.pages.find(page => page.id === id) ?? []);
  return pages.length === draft.pages.length ? { ...draft, pages } : draft;
}

export function withTurned(draft: Draft, ids: readonly DraftPageId[], quarterTurns: number): Draft {
  const turn = (page: DraftPage): DraftPage => (ids.includes(page.id) ? { ...page, rotation: addQuarterTurns(page.rotation, quarterTurns) } : page);
  return { ...draft, pages: draft.pages.map(turn) };
}

export function withoutPages(draft: Draft, ids: readonly DraftPageId[]): Draft {
  const isGone = ({ id }: DraftPage): boolean => ids.includes(id);
  return { ...draft, pages: draft.pages.filter(page => !isGone(page)), removedPages: [...draft.pages.filter(isGone), ...draft.removedPages] };
}

/** A page that has arrived: at the end, or in the place of the one it replaces, which can still be put back. */
export function withArrived(draft: Draft, page: DraftPage, replacedId: DraftPageId | null): Draft {
  if ([...draft.pages, ...draft.removedPages].some(({ id }) => id === page.id)) return draft;
  const replaced = draft.pages.find(({ id }) => id === replacedId);
  if (!replaced) return { ...draft, pages: [...draft.pages, page] };
  return { ...draft, pages: draft.pages.map(known => (known === replaced ? page : known)), removedPages: [replaced, ...draft.removedPages] };
}

/** A page whose steps are known or whose picture was made anew. */
export function withChanged(draft: Draft, page: DraftPage): Draft {
  const put = (pages: readonly DraftPage[]): readonly DraftPage[] => pages.map(known => (known.id === page.id ? page : known));
  return { ...draft, pages: put(draft.pages), removedPages: put(draft.removedPages) };
}
