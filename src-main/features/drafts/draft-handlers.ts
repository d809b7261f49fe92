import type { draftOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { DraftId, type DraftPageId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { Repositories, StoredDraft, StoredPage } from '../../store/index.ts';
import type { DraftDesk } from './draft-desk.ts';
import { orderPages } from './page-order.ts';
import { turnPage } from './page-recipes.ts';

type DraftOperations = Omit<typeof draftOperations, 'drafts.file' | 'drafts.fileLoose'>;
type DraftHandlers<Names extends keyof DraftOperations> = Handlers<Pick<DraftOperations, Names>, unknown>;
type Edit = (repositories: Repositories, draft: StoredDraft) => Promise<StoredDraft>;
type ChangeDraft = (id: DraftId, edit: Edit) => Promise<Draft>;

export function draftHandlers(services: TerminalServices, desk: DraftDesk): Handlers<DraftOperations, unknown> {
  const change = createChange(services, desk);
  return { ...wholeDraftHandlers(services, desk), ...rowHandlers(change), ...pageHandlers(change, services.now) };
}

/** One transaction for each change: what two clicks change at the same time cannot be lost. */
function createChange({ store, now }: TerminalServices, desk: DraftDesk): ChangeDraft {
  return async (id, edit) => {
    desk.requireNotFiling(id);
    return store.transaction(async repositories => {
      const before = await desk.requireOwn(id, repositories);
      const after = { ...(await edit(repositories, before)), updatedAt: now().toISOString() };
      await repositories.drafts.save(after);
      return desk.describe(after, repositories);
    });
  };
}

function wholeDraftHandlers({ store, session, now }: TerminalServices, desk: DraftDesk): DraftHandlers<'drafts.list' | 'drafts.get' | 'drafts.create' | 'drafts.discard'> {
  const warnOnce = createSetAsideWarning(store.setAsideAs);
  return {
    'drafts.list': async () => {
      session.requireAccount();
      warnOnce();
      const drafts: Draft[] = [];
      for (const stored of await desk.listOwn()) drafts.push(await desk.describe(stored));
      return { drafts };
    },
    'drafts.get': async ({ id }) => desk.describe(await desk.requireOwn(id)),
    'drafts.create': async ({ volumeId, personId, personName }) => {
      const { id: accountId } = session.requireAccount();
      const id = DraftId.parse(crypto.randomUUID());
      const draft = { id, accountId, volumeId, personId, personName, row: {}, filing: null, updatedAt: now().toISOString() };
      await store.drafts.save(draft);
      return desk.describe(draft);
    },
    'drafts.discard': async ({ id }) => {
      desk.requireIdle(id);
      await desk.requireOwn(id);
      await store.drafts.remove(id);
      store.shrink();
      return {};
    },
  };
}

function rowHandlers(change: ChangeDraft): DraftHandlers<'drafts.setRow'> {
  return { 'drafts.setRow': ({ id, row }) => change(id, (_repositories, draft) => Promise.resolve({ ...draft, row })) };
}

function pageHandlers(change: ChangeDraft, now: () => Date): DraftHandlers<'drafts.reorderPages' | 'drafts.turnPages' | 'drafts.removePages' | 'drafts.restorePages'> {
  const changePages = (id: DraftId, select: (pages: readonly StoredPage[]) => readonly StoredPage[]): Promise<Draft> =>
    change(id, async ({ pages }, draft) => {
      for (const page of select(await pages.list(id))) await pages.update(page);
      return draft;
    });
  return {
    'drafts.reorderPages': ({ id, pageIds }) => changePages(id, pages => orderPages(pages, pageIds)),
    'drafts.turnPages': ({ id, pageIds, quarterTurns }) =>
      changePages(id, pages => selectPages(pages, pageIds).map(page => turnPage(page, quarterTurns))),
    'drafts.removePages': ({ id, pageIds }) => {
      const removedAt = now().getTime();
      return changePages(id, pages => selectPages(pages, pageIds).map(page => ({ ...page, removedAt: page.removedAt ?? removedAt })));
    },
    'drafts.restorePages': ({ id, pageIds }) => changePages(id, pages => selectPages(pages, pageIds).map(page => ({ ...page, removedAt: null }))),
  };
}

function selectPages(pages: readonly StoredPage[], pageIds: readonly DraftPageId[]): readonly StoredPage[] {
  const chosen = new Set(pageIds);
  const selected = pages.filter(page => chosen.has(page.id));
  if (selected.length !== chosen.size) throw new AppError('record.changed');
  return selected;
}

/** An unreadable predecessor of the store is told once, to the first who asks for drafts. */
function createSetAsideWarning(setAsideAs: string | null): () => void {
  let isTold = setAsideAs === null;
  return () => {
    if (isTold) return;
    isTold = true;
    throw new AppError('store.unreadable', { file: setAsideAs ?? '' });
  };
}
