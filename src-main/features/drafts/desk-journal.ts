import type { DeskAct, DeskHistory } from '#shared/domain/desk';
import type { DraftId, DraftPageId, VolumeId } from '#shared/domain/ids';
import type { StoredDraft, StoredPage } from '../../store/index.ts';

/** What a hand changes of a page. What was uploaded of it or found out about it meanwhile is no matter of undo. */
const handKeys = ['position', 'removedAt', 'recipe', 'isSetAside', 'separator'] as const satisfies readonly (keyof StoredPage)[];
export type PageState = Pick<StoredPage, (typeof handKeys)[number]> & { readonly draftId: DraftId };
export type PagePart = { readonly id: DraftPageId; readonly before: Partial<PageState>; readonly after: Partial<PageState> };
/** Null: the draft was not there. */
export type DraftPart = { readonly id: DraftId; readonly before: StoredDraft | null; readonly after: StoredDraft | null };

export type Entry = { readonly act: DeskAct; readonly drafts: readonly DraftPart[]; readonly pages: readonly PagePart[] };

export type DraftSnapshot = { readonly draft: StoredDraft; readonly pages: readonly StoredPage[] };

/** Only what differs is remembered: what came or changed meanwhile stays as it is when the act is taken back. */
export function compareSnapshots(before: readonly DraftSnapshot[], after: readonly DraftSnapshot[], atMs: number): Omit<Entry, 'act'> {
  const [pagesBefore, pagesAfter] = [statesOf(before), statesOf(after)];
  const pages = [...pagesAfter].flatMap(([id, state]) => {
    const known = pagesBefore.get(id);
    // A page that the act has made is taken out when it is taken back: it lies beside, like all that was taken out.
    if (!known) return [{ id, before: { removedAt: atMs }, after: { removedAt: state.removedAt } }];
    const changed = changedKeys(known, state);
    return changed.length > 0 ? [{ id, before: pick(known, changed), after: pick(state, changed) }] : [];
  });
  return { pages, drafts: compareDrafts(before, after) };
}

function compareDrafts(before: readonly DraftSnapshot[], after: readonly DraftSnapshot[]): readonly DraftPart[] {
  const find = (snapshots: readonly DraftSnapshot[], id: DraftId): StoredDraft | null => snapshots.find(({ draft }) => draft.id === id)?.draft ?? null;
  const ids = new Set([...before, ...after].map(({ draft }) => draft.id));
  return [...ids]
    .map(id => ({ id, before: find(before, id), after: find(after, id) }))
    .filter(part => part.before === null || part.after === null || !isSame(part.before.row, part.after.row));
}

function statesOf(snapshots: readonly DraftSnapshot[]): ReadonlyMap<DraftPageId, PageState> {
  return new Map(snapshots.flatMap(({ draft, pages }) => pages.map(page => [page.id, { ...page, draftId: draft.id }] as const)));
}

function changedKeys(before: PageState, after: PageState): readonly (keyof PageState)[] {
  return ([...handKeys, 'draftId'] as const).filter(key => !isSame(before[key], after[key]));
}

function pick(state: PageState, keys: readonly (keyof PageState)[]): Partial<PageState> {
  return Object.fromEntries(keys.map(key => [key, state[key]]));
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Acts of one desk, newest last: those done, and those taken back that can be done again. */
type Acts = { readonly done: readonly Entry[]; readonly undone: readonly Entry[] };

export type DeskJournal = {
  readonly record: (volumeId: VolumeId, entry: Entry) => void;
  readonly next: (volumeId: VolumeId, direction: 'undo' | 'redo') => Entry | undefined;
  /** After the entry of `next` has been carried out. */
  readonly turn: (volumeId: VolumeId, direction: 'undo' | 'redo') => void;
  readonly history: (volumeId: VolumeId) => DeskHistory;
  /** What was filed or thrown away is out of reach: parts of acts that concern it are forgotten. */
  readonly forgetDraft: (volumeId: VolumeId, id: DraftId, pageIds: readonly DraftPageId[]) => void;
  readonly clear: () => void;
};

const depth = 300;
const none: Acts = { done: [], undone: [] };

/** In memory: acts can be taken back until the person signs out, on whatever screen he was meanwhile. */
export function createDeskJournal(): DeskJournal {
  const desks = new Map<VolumeId, Acts>();
  const actsOf = (volumeId: VolumeId): Acts => desks.get(volumeId) ?? none;
  const next: DeskJournal['next'] = (volumeId, direction) => actsOf(volumeId)[direction === 'undo' ? 'done' : 'undone'].at(-1);
  return {
    record: (volumeId, entry) => {
      if (entry.drafts.length + entry.pages.length === 0) return;
      desks.set(volumeId, { done: withEntry(actsOf(volumeId), entry), undone: [] });
    },
    next,
    turn: (volumeId, direction) => {
      const { done, undone } = actsOf(volumeId);
      if (direction === 'undo') desks.set(volumeId, { done: done.slice(0, -1), undone: [...undone, ...done.slice(-1)] });
      else desks.set(volumeId, { done: [...done, ...undone.slice(-1)], undone: undone.slice(0, -1) });
    },
    history: volumeId => ({ undo: next(volumeId, 'undo')?.act ?? null, redo: next(volumeId, 'redo')?.act ?? null }),
    forgetDraft: (volumeId, id, pageIds) => {
      const gone = new Set(pageIds);
      const without = (entries: readonly Entry[]): readonly Entry[] => entries.map(entry => withoutDraft(entry, id, gone)).filter(({ drafts, pages }) => drafts.length + pages.length > 0);
      const { done, undone } = actsOf(volumeId);
      desks.set(volumeId, { done: without(done), undone: without(undone) });
    },
    clear: () => { desks.clear(); },
  };
}

/** Typing one field of one row is one act, however often it was kept meanwhile. */
function withEntry({ done, undone }: Acts, entry: Entry): readonly Entry[] {
  const last = done.at(-1);
  if (!last || undone.length > 0 || !isSameField(last, entry)) return [...done, entry].slice(-depth);
  const [[before], [after]] = [last.drafts, entry.drafts];
  return before && after ? [...done.slice(0, -1), { ...entry, drafts: [{ ...after, before: before.before }] }] : done;
}

function isSameField(last: Entry, entry: Entry): boolean {
  if (last.act.kind !== 'row' || entry.act.kind !== 'row') return false;
  const [[a], [b]] = [last.drafts, entry.drafts];
  return a?.id === b?.id && isSame(changedFields(a), changedFields(b));
}

function changedFields(part: DraftPart | undefined): readonly string[] {
  const [before, after] = [part?.before?.row ?? {}, part?.after?.row ?? {}];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof typeof before)[]; // `as`: keys of rows
  return keys.filter(key => !isSame(before[key], after[key])).sort();
}

function withoutDraft(entry: Entry, id: DraftId, gone: ReadonlySet<DraftPageId>): Entry {
  return {
    ...entry,
    drafts: entry.drafts.filter(part => part.id !== id),
    pages: entry.pages.filter(page => !gone.has(page.id) && page.before.draftId !== id && page.after.draftId !== id),
  };
}
