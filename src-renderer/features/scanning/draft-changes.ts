import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { Draft, DraftPage, DraftRow } from '#shared/domain/scanning';
import { addQuarterTurns } from '#shared/domain/volume';

/** What the window shows at once, before the terminal's store has answered with the truth. */
export function withOrder(draft: Draft, order: readonly DraftPageId[]): Draft {
  const byId = new Map(draft.pages.map(page => [page.id, page]));
  const pages = order.flatMap(id => byId.get(id) ?? []);
  return pages.length === draft.pages.length ? { ...draft, pages } : draft;
}

export function withTurned(draft: Draft, ids: readonly DraftPageId[], quarterTurns: number): Draft {
  const chosen = new Set(ids);
  const turn = (page: DraftPage): DraftPage => (chosen.has(page.id) ? { ...page, rotation: addQuarterTurns(page.rotation, quarterTurns) } : page);
  return { ...draft, pages: draft.pages.map(turn) };
}

export function withoutPages(draft: Draft, ids: readonly DraftPageId[]): Draft {
  const chosen = new Set(ids);
  const isGone = ({ id }: DraftPage): boolean => chosen.has(id);
  return { ...draft, pages: draft.pages.filter(page => !isGone(page)), removedPages: [...draft.pages.filter(isGone), ...draft.removedPages] };
}

/** A page that has arrived: at the end, or in the place of the one it replaces, which can still be put back. */
export function withArrived(draft: Draft, page: DraftPage, replacedId: DraftPageId | null): Draft {
  if ([...draft.pages, ...draft.removedPages].some(({ id }) => id === page.id)) return draft;
  const replaced = draft.pages.find(({ id }) => id === replacedId);
  if (!replaced) return { ...draft, pages: [...draft.pages, page] };
  return { ...draft, pages: draft.pages.map(known => (known === replaced ? page : known)), removedPages: [replaced, ...draft.removedPages] };
}

export function withAside(draft: Draft, ids: readonly DraftPageId[], isSetAside: boolean): Draft {
  const chosen = new Set(ids);
  return { ...draft, pages: draft.pages.map(page => (chosen.has(page.id) ? { ...page, isSetAside } : page)) };
}

export function withPage(draft: Draft, changed: DraftPage): Draft {
  const renew = (page: DraftPage): DraftPage => (page.id === changed.id ? changed : page);
  return { ...draft, pages: draft.pages.map(renew), removedPages: draft.removedPages.map(renew) };
}

export function withRow(draft: Draft, row: DraftRow): Draft {
  return { ...draft, row };
}

/** One material of several changes; the others stay the very same. */
export function inDraft(id: DraftId, change: (draft: Draft) => Draft): (drafts: readonly Draft[]) => readonly Draft[] {
  return drafts => drafts.map(draft => (draft.id === id ? change(draft) : draft));
}

/** Pages leave one material for the end of another. */
export function withMoved(drafts: readonly Draft[], pageIds: readonly DraftPageId[], intoId: DraftId): readonly Draft[] {
  const chosen = new Set(pageIds);
  const moved = drafts.flatMap(({ pages }) => pages.filter(({ id }) => chosen.has(id)));
  const leave = (draft: Draft): Draft => ({ ...draft, pages: draft.pages.filter(({ id }) => !chosen.has(id)) });
  return drafts.map(draft => (draft.id === intoId ? { ...draft, pages: [...draft.pages, ...moved] } : leave(draft)));
}
