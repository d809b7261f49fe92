import type { draftOperations } from '#shared/contract/draft-operations';
import type { Handlers } from '#shared/contract/operation';
import { DraftPageId, type DraftId } from '#shared/domain/ids';
import { plainRecipe, scanRecipeOf, type JoinSide, type PageJoin, type PageRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import type { Draft } from '#shared/domain/scanning';
import type { TerminalServices } from '../../app/services.ts';
import type { PagePlace, Repositories, StoredPage } from '../../store/index.ts';
import type { DeskChange } from './desk-change.ts';
import type { DraftDesk } from './draft-desk.ts';
import { makeRoom, selectPages } from './page-order.ts';
import { withRecipe } from './page-recipes.ts';

type Pages = Repositories['pages'];
type Part = { readonly jpeg: Uint8Array; readonly recipe: PageJoin['one'] };

/** Where the second scan lies, found by what both show. */
export type AlignScans = (asked: { readonly side: JoinSide; readonly one: Part; readonly other: Part }) => Promise<Pick<PageJoin, 'overlap' | 'shift'> & { readonly widthPx: number; readonly heightPx: number }>;

export type EditParts = Pick<TerminalServices, 'now' | 'store'> & { readonly desk: DraftDesk; readonly align: AlignScans; /** When the work on these pages is done. */ readonly worked: (places: readonly PagePlace[]) => Promise<void> };

/** Two pages become one: halves of one scan, or two scans of one sheet. */
export function joinHandlers({ changeOne }: DeskChange, { now, store, desk, align, worked }: EditParts): Handlers<Pick<typeof draftOperations, 'drafts.joinHalves' | 'drafts.joinScans' | 'drafts.cancelJoin'>, unknown> {
  const underWay = new Map<DraftId, AbortController>();
  const joinHalves = (id: DraftId, pageId: DraftPageId, otherId: DraftPageId): Promise<Draft> =>
    changeOne(id, { kind: 'join-scans', count: 2 }, async ({ pages }, draft) => {
      const [one, other] = selectPages(await pages.list(id), [pageId, otherId]);
      if (!one || !other || !areHalves(one, other)) throw new AppError('draft.no-halves');
      await pages.update(withRecipe(one, wholeOf(one)));
      await pages.update({ ...other, removedAt: now().getTime() });
      return draft;
    });
  return {
    'drafts.joinHalves': ({ id, pageId, otherId }) => joinHalves(id, pageId, otherId),
    'drafts.joinScans': async ({ id, pageId, otherId, side }) => {
      const found = await unlessCancelled(underWay, id, async () => {
        await desk.requireOwn(id);
        const [one, other] = selectPages(await store.pages.list(id), [pageId, otherId]);
        if (one && other && areHalves(one, other)) return 'halves' as const;
        // What is still found out about a scan decides how it is laid.
        await worked([pageId, otherId].map(each => ({ draftId: id, id: each })));
        return prepareJoin(store.pages, { draftId: id, pageId, otherId, side }, align);
      });
      if (found === null) return desk.describe(await desk.requireOwn(id));
      if (found === 'halves') return joinHalves(id, pageId, otherId);
      return changeOne(id, { kind: 'join-scans', count: 2 }, async ({ pages }, draft) => {
        await layJoined(pages, id, { joined: found, atMs: now().getTime() });
        return draft;
      });
    },
    'drafts.cancelJoin': async ({ id }) => {
      await desk.requireOwn(id);
      underWay.get(id)?.abort();
      return {};
    },
  };
}

/** Null when it was cancelled: the work, which changes nothing, is then left to itself. */
async function unlessCancelled<Made>(underWay: Map<DraftId, AbortController>, id: DraftId, work: () => Promise<Made>): Promise<Made | null> {
  const controller = new AbortController();
  underWay.set(id, controller);
  try {
    return await new Promise<Made | null>((resolve, reject) => {
      controller.signal.addEventListener('abort', () => { resolve(null); });
      work().then(resolve, reject);
    });
  } finally {
    if (underWay.get(id) === controller) underWay.delete(id);
  }
}

const opposite: Readonly<Record<string, PageRecipe['half']>> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' };

/** Of one scan: nothing else has the same size, the same bytes and the other half. */
function areHalves(one: StoredPage, other: StoredPage): boolean {
  return one.recipe.half !== null && opposite[one.recipe.half] === other.recipe.half && one.widthPx === other.widthPx && one.heightPx === other.heightPx && one.byteLength === other.byteLength;
}

const wholeOf = ({ recipe }: StoredPage): PageRecipe => ({ ...recipe, half: null, fold: plainRecipe.fold, crop: null });

type Joining = { readonly draftId: DraftId; readonly pageId: DraftPageId; readonly otherId: DraftPageId; readonly side: JoinSide };
type Joined = { readonly one: StoredPage; readonly other: StoredPage; readonly page: StoredPage; readonly original: Uint8Array; readonly thumbnail: Uint8Array };

/** The page that two scans make, before anything is changed: finding where they meet takes a second or two. */
async function prepareJoin(pages: Pages, { draftId, pageId, otherId, side }: Joining, align: AlignScans): Promise<Joined> {
  const all = await pages.list(draftId);
  const [one, other] = [onlyOf(all, pageId), onlyOf(all, otherId)];
  if (one.recipe.join ?? other.recipe.join) throw new AppError('draft.joined-already');
  if (one.dpi !== other.dpi) throw new AppError('draft.dpi-differs', { one: one.dpi, other: other.dpi });
  const [first, second] = [await originalOf(pages, draftId, one), await originalOf(pages, draftId, other)];
  const recipes = { one: scanRecipeOf(one.recipe), other: scanRecipeOf(other.recipe) };
  const { widthPx, heightPx, overlap, shift } = await align({ side, one: { jpeg: first, recipe: recipes.one }, other: { jpeg: second, recipe: recipes.other } });
  const join: PageJoin = { at: first.length, side, ...recipes, overlap, shift };
  const page: StoredPage = {
    ...one,
    ...{ id: DraftPageId.parse(crypto.randomUUID()), widthPx, heightPx, byteLength: first.length + second.length, uploadUrl: null, rendered: null },
    ...{ recipe: { ...plainRecipe, join }, isWaiting: true, steps: null, flags: [], traits: null, revision: 0, isSetAside: false },
  };
  return { one, other, page, original: Buffer.concat([first, second]), thumbnail: (await pages.findImage({ draftId, id: pageId }, 'thumbnail')) ?? first };
}

/** Both scans are taken out and the page they make lies where the first lay. */
async function layJoined(pages: Pages, draftId: DraftId, { joined, atMs }: { readonly joined: Joined; readonly atMs: number }): Promise<void> {
  const all = await pages.list(draftId);
  const [one, other] = [onlyOf(all, joined.one.id), onlyOf(all, joined.other.id)];
  const isSame = one.revision === joined.one.revision && other.revision === joined.other.revision && one.removedAt === null && other.removedAt === null;
  if (!isSame) throw new AppError('record.changed');
  const { position, moved } = makeRoom(all, one.id);
  for (const each of moved) await pages.update({ ...each, removedAt: each.id === other.id ? atMs : each.removedAt });
  await pages.update({ ...one, removedAt: atMs });
  if (!moved.some(({ id }) => id === other.id)) await pages.update({ ...other, removedAt: atMs });
  await pages.add(draftId, { ...joined.page, position }, { original: joined.original, thumbnail: joined.thumbnail });
}

function onlyOf(all: readonly StoredPage[], id: DraftPageId): StoredPage {
  const [page] = selectPages(all, [id]);
  if (!page) throw new AppError('record.changed');
  return page;
}

async function originalOf(pages: Pages, draftId: DraftId, page: StoredPage): Promise<Buffer> {
  const original = await pages.findImage({ draftId, id: page.id }, 'original');
  if (!original) throw new AppError('image.unreadable', { page: '' });
  return original;
}
