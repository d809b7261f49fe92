import type { draftOperations } from '#shared/contract/draft-operations';
import type { Handlers } from '#shared/contract/operation';
import type { DeskAct } from '#shared/domain/desk';
import { DraftId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { PagePlace, StoredPage } from '../../store/index.ts';
import type { DraftDesk } from './draft-desk.ts';
import { createDeskChange, type DeskChange } from './desk-change.ts';
import { deskHandlers } from './desk-handlers.ts';
import { orderPages, selectPages } from './page-order.ts';
import type { AlignScans } from './join-scans.ts';
import { pageEditHandlers } from './page-edit-handlers.ts';
import { turnPage } from './page-recipes.ts';
import { takeSetAside, type LookAt } from './take-set-aside.ts';

type DraftOperations = Omit<typeof draftOperations, 'drafts.file' | 'drafts.fileLoose'>;
type DraftHandlers<Names extends keyof DraftOperations> = Handlers<Pick<DraftOperations, Names>, unknown>;

export type ScanLooks = { readonly align: AlignScans; readonly lookAt: LookAt; readonly worked: (places: readonly PagePlace[]) => Promise<void> };

export function draftHandlers(services: TerminalServices, desk: DraftDesk, { align, lookAt, worked }: ScanLooks): Handlers<DraftOperations, unknown> {
  const change = createDeskChange(services, desk);
  const takeAside: DraftHandlers<'drafts.takeSetAside'> = { 'drafts.takeSetAside': async taking => desk.describe(await takeSetAside(services, taking, lookAt)) };
  return { ...wholeDraftHandlers(services, desk), ...takeAside, ...rowHandlers(change), ...pageEditHandlers(change, { ...services, desk, align, worked }), ...pageHandlers(change, services.now), ...deskHandlers(change, desk.requireIdle) };
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
      const draft = { id, accountId, volumeId, personId, personName, row: {}, rank: now().getTime(), filing: null, updatedAt: now().toISOString() };
      await store.drafts.save(draft);
      return desk.describe(draft);
    },
    'drafts.discard': async ({ id }) => {
      desk.requireIdle(id);
      await desk.letGo(await desk.requireOwn(id));
      return {};
    },
  };
}

function rowHandlers({ change, changeOne, desk }: DeskChange): DraftHandlers<'drafts.setRow' | 'drafts.setRows'> {
  return {
    'drafts.setRow': ({ id, row }) => changeOne(id, { kind: 'row', count: 1 }, (_repositories, draft) => Promise.resolve({ ...draft, row })),
    'drafts.setRows': async ({ volumeId, rows }) => {
      const ids = rows.map(({ id }) => id);
      await change(ids, { kind: 'rows', count: rows.length }, async ({ drafts }, stored) => {
        if (stored.some(draft => draft.volumeId !== volumeId)) throw new AppError('record.changed');
        for (const draft of stored) await drafts.save({ ...draft, row: rows.find(({ id }) => id === draft.id)?.row ?? draft.row });
        return [];
      });
      return desk(volumeId);
    },
  };
}

type Select = (pages: readonly StoredPage[]) => readonly StoredPage[];

function pageHandlers({ changeOne }: DeskChange, now: () => Date): DraftHandlers<'drafts.reorderPages' | 'drafts.turnPages' | 'drafts.removePages' | 'drafts.restorePages'> {
  const changePages = (id: DraftId, act: DeskAct, select: Select): Promise<Draft> =>
    changeOne(id, act, async ({ pages }, draft) => {
      for (const page of select(await pages.list(id))) await pages.update(page);
      return draft;
    });
  return {
    'drafts.reorderPages': ({ id, pageIds }) => changePages(id, { kind: 'reorder', count: pageIds.length }, pages => orderPages(pages, pageIds)),
    'drafts.turnPages': ({ id, pageIds, quarterTurns }) =>
      changePages(id, { kind: 'turn', count: pageIds.length }, pages => selectPages(pages, pageIds).map(page => turnPage(page, quarterTurns))),
    'drafts.removePages': ({ id, pageIds }) => {
      const removedAt = now().getTime();
      return changePages(id, { kind: 'remove', count: pageIds.length }, pages => selectPages(pages, pageIds).map(page => ({ ...page, removedAt: page.removedAt ?? removedAt })));
    },
    'drafts.restorePages': ({ id, pageIds }) => changePages(id, { kind: 'restore', count: pageIds.length }, pages => selectPages(pages, pageIds).map(page => ({ ...page, removedAt: null }))),
  };
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
