import type { DraftId } from '#shared/domain/ids';
import type { Draft, DraftPage } from '#shared/domain/scanning';
import { addQuarterTurns } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { Repositories, StoredDraft, StoredPage } from '../../store/index.ts';
import { createDeskJournal, type DeskJournal } from './desk-journal.ts';

export type Activity = 'scanning' | 'filing';

/** What a draft is busy with exists in memory only: after any death of the process every draft is open again. */
export type DraftDesk = {
  /** The draft of the person who is signed in; another's does not exist for him. Throws `draft.not-found`. */
  readonly requireOwn: (id: DraftId, repositories?: Repositories) => Promise<StoredDraft>;
  readonly listOwn: () => Promise<readonly StoredDraft[]>;
  readonly describe: (stored: StoredDraft, repositories?: Repositories) => Promise<Draft>;
  /** Throws `scan.already-running` or `draft.being-filed`. */
  readonly requireIdle: (id: DraftId) => void;
  readonly requireNotFiling: (id: DraftId) => void;
  /** What undo and redo know; forgotten when the person signs out. */
  readonly journal: DeskJournal;
  /** Filed or thrown away: gone from this terminal, and out of reach of undo. */
  readonly letGo: (draft: StoredDraft) => Promise<void>;
  /** Runs the work while the draft is shown as busy with it. */
  readonly occupy: <Result>(id: DraftId, activity: Activity, work: () => Promise<Result>) => Promise<Result>;
};

export function createDraftDesk({ store, session }: Pick<TerminalServices, 'store' | 'session'>): DraftDesk {
  const activities = new Map<DraftId, Activity>();
  const journal = createDeskJournal();
  session.onEnd(journal.clear);
  const requireIdle = (id: DraftId): void => {
    requireNotFiling(id);
    if (activities.get(id) === 'scanning') throw new AppError('scan.already-running');
  };
  const requireNotFiling = (id: DraftId): void => {
    if (activities.get(id) === 'filing') throw new AppError('draft.being-filed');
  };
  return {
    requireOwn: async (id, repositories = store) => {
      const { id: accountId } = session.requireAccount();
      const draft = await repositories.drafts.find(id);
      if (draft?.accountId !== accountId) throw new AppError('draft.not-found');
      return draft;
    },
    listOwn: async () => {
      const { id: accountId } = session.requireAccount();
      return (await store.drafts.list()).filter(draft => draft.accountId === accountId);
    },
    describe: async (stored, repositories = store) => asDraft(stored, await repositories.pages.list(stored.id), activities.get(stored.id)),
    requireIdle,
    requireNotFiling,
    journal,
    letGo: async ({ id, volumeId }) => {
      const pages = await store.pages.list(id);
      await store.drafts.remove(id);
      store.shrink();
      journal.forgetDraft(volumeId, id, pages.map(page => page.id));
    },
    occupy: async (id, activity, work) => {
      requireIdle(id);
      activities.set(id, activity);
      try {
        return await work();
      } finally {
        activities.delete(id);
      }
    },
  };
}

export function keptPages(pages: readonly StoredPage[]): readonly StoredPage[] {
  return pages.filter(page => page.removedAt === null);
}

export function asDraftPage(page: StoredPage): DraftPage {
  const { id, dpi, recipe, rendered, flags, isSetAside, separator, barcode, isWaiting, revision } = page;
  const { widthPx, heightPx } = rendered ?? page;
  const rotation = addQuarterTurns(recipe.turn, -(rendered?.recipe.turn ?? 0) / 90);
  const scan = { widthPx: page.widthPx, heightPx: page.heightPx };
  return { id, widthPx, heightPx, scan, rotation, dpi, recipe, flags, isSetAside, separator, barcode, isWaiting, revision };
}

function asDraft(stored: StoredDraft, pages: readonly StoredPage[], activity: Activity | undefined): Draft {
  const removed = pages.filter(page => page.removedAt !== null).sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0));
  return {
    id: stored.id,
    volumeId: stored.volumeId,
    personId: stored.personId,
    personName: stored.personName,
    row: stored.row,
    pages: keptPages(pages).map(asDraftPage),
    removedPages: removed.map(asDraftPage),
    state: activity ?? 'open',
    updatedAt: stored.updatedAt,
  };
}
