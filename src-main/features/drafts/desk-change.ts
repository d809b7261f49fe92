import type { Desk, DeskAct } from '#shared/domain/desk';
import type { DraftId, DraftPageId, VolumeId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { Repositories, StoredDraft, StoredPage } from '../../store/index.ts';
import type { DraftDesk } from './draft-desk.ts';
import { withRecipe } from './page-recipes.ts';
import { compareSnapshots, type DraftPart, type DraftSnapshot, type Entry, type PagePart } from './desk-journal.ts';

/** Changes some drafts of one volume in the store; answers the ids of drafts that it has begun. */
export type DeskEdit = (repositories: Repositories, drafts: readonly StoredDraft[]) => Promise<readonly DraftId[]>;

export type DeskChange = {
  /** One transaction, one act to take back. */
  readonly change: (ids: readonly DraftId[], act: DeskAct, edit: DeskEdit) => Promise<VolumeId>;
  readonly changeOne: (id: DraftId, act: DeskAct, edit: (repositories: Repositories, draft: StoredDraft) => Promise<StoredDraft>) => Promise<Draft>;
  readonly desk: (volumeId: VolumeId) => Promise<Desk>;
  /** Carries the newest act out backwards, or the newest undone one forwards. */
  readonly step: (volumeId: VolumeId, direction: 'undo' | 'redo') => Promise<Desk>;
};

export function createDeskChange({ store, emit, now }: Pick<TerminalServices, 'store' | 'emit' | 'now'>, desk: DraftDesk): DeskChange {
  const { journal } = desk;
  const tell = (volumeId: VolumeId): void => { emit('desk.acted', { volumeId, history: journal.history(volumeId) }); };
  const change: DeskChange['change'] = async (ids, act, edit) => {
    for (const id of ids) desk.requireNotFiling(id);
    const { volumeId, entry } = await store.transaction(async repositories => {
      for (const id of ids) await desk.requireOwn(id, repositories);
      const before = await readDrafts(repositories, ids);
      const drafts = before.map(({ draft }) => draft);
      const begun = await edit(repositories, drafts);
      const after = await readDrafts(repositories, [...ids, ...begun]);
      for (const { draft } of after) await repositories.drafts.save({ ...draft, updatedAt: now().toISOString() });
      return { volumeId: requireOneVolume(drafts), entry: { act, ...compareSnapshots(before, after, now().getTime()) } };
    });
    journal.record(volumeId, entry);
    tell(volumeId);
    return volumeId;
  };
  const describeDesk = async (volumeId: VolumeId): Promise<Desk> => {
    const stored = (await desk.listOwn()).filter(draft => draft.volumeId === volumeId).toSorted((a, b) => a.rank - b.rank || a.updatedAt.localeCompare(b.updatedAt));
    const drafts: Draft[] = [];
    for (const draft of stored) drafts.push(await desk.describe(draft));
    return { drafts, history: journal.history(volumeId) };
  };
  return {
    change,
    changeOne: async (id, act, edit) => {
      await change([id], act, async (repositories, [draft]) => {
        if (draft) await repositories.drafts.save(await edit(repositories, draft));
        return [];
      });
      return desk.describe(await desk.requireOwn(id));
    },
    desk: describeDesk,
    step: async (volumeId, direction) => {
      const entry = journal.next(volumeId, direction);
      if (!entry) throw new AppError('record.changed');
      await carryOut({ store, desk }, entry, direction === 'undo' ? 'before' : 'after');
      journal.turn(volumeId, direction);
      tell(volumeId);
      return describeDesk(volumeId);
    },
  };
}

function requireOneVolume(drafts: readonly StoredDraft[]): VolumeId {
  const [volumeId, ...others] = new Set(drafts.map(draft => draft.volumeId));
  if (volumeId === undefined || others.length > 0) throw new AppError('record.changed');
  return volumeId;
}

/** Drafts as they are now; one that the act has removed is left out. */
async function readDrafts({ drafts, pages }: Repositories, ids: readonly DraftId[]): Promise<readonly DraftSnapshot[]> {
  const snapshots: DraftSnapshot[] = [];
  for (const id of new Set(ids)) {
    const draft = await drafts.find(id);
    if (draft) snapshots.push({ draft, pages: await pages.list(id) });
  }
  return snapshots;
}

type Side = 'before' | 'after';

/** Drafts that must be there come first and those that must not be go last, so that pages always have a place. */
async function carryOut({ store, desk }: { readonly store: TerminalServices['store']; readonly desk: DraftDesk }, entry: Entry, side: Side): Promise<void> {
  for (const { id } of entry.drafts) desk.requireNotFiling(id);
  await store.transaction(async repositories => {
    for (const part of entry.drafts) await bringDraft(repositories, part, side);
    await placePages(repositories, entry, side);
    for (const part of entry.drafts) if (part[side] === null) await removeEmpty(repositories, desk, part.id);
  });
}

async function bringDraft({ drafts }: Repositories, part: DraftPart, side: Side): Promise<void> {
  const wanted = part[side];
  if (!wanted) return;
  const present = await drafts.find(part.id);
  // What was tried to be filed meanwhile keeps its key; a changed row gets a new one by itself.
  await drafts.save(present ? { ...present, row: wanted.row } : wanted);
}

async function placePages({ drafts, pages }: Repositories, entry: Entry, side: Side): Promise<void> {
  const parts = new Map<DraftPageId, PagePart>(entry.pages.map(part => [part.id, part]));
  for (const { draftId: from, page } of await listPages({ drafts, pages })) {
    const { draftId, ...state } = parts.get(page.id)?.[side] ?? {};
    // Another recipe makes another picture.
    if (Object.keys(state).length > 0) await pages.update(state.recipe ? { ...withRecipe(page, state.recipe), ...state } : { ...page, ...state });
    if (draftId !== undefined && draftId !== from) await pages.reassign(page.id, draftId);
  }
}

async function listPages({ drafts, pages }: Pick<Repositories, 'drafts' | 'pages'>): Promise<readonly { readonly draftId: DraftId; readonly page: StoredPage }[]> {
  const found: { draftId: DraftId; page: StoredPage }[] = [];
  for (const { id } of await drafts.list()) for (const page of await pages.list(id)) found.push({ draftId: id, page });
  return found;
}

/** A page that was scanned into it meanwhile keeps the draft on the desk. */
async function removeEmpty({ drafts, pages }: Repositories, desk: DraftDesk, id: DraftId): Promise<void> {
  if ((await pages.list(id)).length > 0) return;
  desk.requireIdle(id);
  await drafts.remove(id);
}
