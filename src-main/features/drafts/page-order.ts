import type { DraftPageId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { StoredPage } from '../../store/index.ts';

/**
 * The kept pages in their new order; pages taken out stay in the places they had, so that a restored one comes back where
 * it was. `pages` come in their present order. Throws `record.changed` unless `pageIds` name exactly the kept pages.
 */
export function orderPages(pages: readonly StoredPage[], pageIds: readonly DraftPageId[]): readonly StoredPage[] {
  const kept = new Map(pages.filter(page => page.removedAt === null).map(page => [page.id, page]));
  const wanted = pageIds.map(id => kept.get(id)).filter(page => page !== undefined);
  if (wanted.length !== kept.size || pageIds.length !== kept.size || new Set(pageIds).size !== kept.size) throw new AppError('record.changed');
  let next = 0;
  return pages.map((page, position) => ({ ...(page.removedAt === null ? (wanted[next++] ?? page) : page), position }));
}

/**
 * Room for a page directly after another one: its position and the later pages that have to move. Without `after`, or when
 * it is not there, the end.
 */
export function makeRoom(pages: readonly StoredPage[], after: DraftPageId | null): { readonly position: number; readonly moved: readonly StoredPage[] } {
  const index = pages.findIndex(page => page.id === after);
  const before = pages[index === -1 ? pages.length - 1 : index];
  const position = before ? before.position + 1 : 0;
  // By two: a page with the position of `before` must come to lie behind the new one.
  const moved = index === -1 ? [] : pages.slice(index + 1).map(page => ({ ...page, position: page.position + 2 }));
  return { position, moved };
}

/** The pages with these ids, in their present order. Throws `record.changed` when one is not there. */
export function selectPages(pages: readonly StoredPage[], pageIds: readonly DraftPageId[]): readonly StoredPage[] {
  const chosen = new Set(pageIds);
  const selected = pages.filter(page => chosen.has(page.id));
  if (selected.length !== chosen.size) throw new AppError('record.changed');
  return selected;
}

/**
 * One material cut into several: all pages, also those taken out, in runs that begin at the pages named. A page that is
 * taken out stays with the kept page before it; a separator sheet comes along with what it announces. Throws `record.changed` when one is not there.
 */
export function cutBefore(pages: readonly StoredPage[], firstPageIds: readonly DraftPageId[]): readonly (readonly StoredPage[])[] {
  const firsts = new Set(selectPages(pages, firstPageIds).map(({ id }) => id));
  const runs: StoredPage[][] = [[]];
  let hasKept = false;
  for (const page of pages) {
    if (firsts.has(page.id) && hasKept) runs.push(separatorOf(runs.at(-1) ?? []));
    hasKept ||= page.removedAt === null && !page.isSetAside;
    runs.at(-1)?.push(page);
  }
  return runs;
}

/** Takes the separator that lies at the end of a run, with what is laid aside behind it, out of the run. */
function separatorOf(run: StoredPage[]): StoredPage[] {
  const behind = run.findLastIndex(page => !page.isSetAside) + 1;
  const at = run.findIndex(({ separator }, index) => index >= behind && separator !== null);
  return at === -1 ? [] : run.splice(at);
}
