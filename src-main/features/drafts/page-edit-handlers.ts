import type { draftOperations } from '#shared/contract/draft-operations';
import type { Handlers } from '#shared/contract/operation';
import { DraftPageId } from '#shared/domain/ids';
import type { PageRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import { planRecipe } from '#shared/imaging/recipe-geometry';
import type { Repositories, StoredPage } from '../../store/index.ts';
import type { DeskChange } from './desk-change.ts';
import { joinHandlers, type EditParts } from './join-scans.ts';
import { makeRoom, orderPages, selectPages } from './page-order.ts';
import { withRecipe } from './page-recipes.ts';

type EditOperations = Pick<typeof draftOperations, 'drafts.setRecipes' | 'drafts.setAside' | 'drafts.planAgain' | 'drafts.splitPage' | 'drafts.joinHalves' | 'drafts.joinScans' | 'drafts.cancelJoin' | 'drafts.interleave'>;
type Pages = Repositories['pages'];

/** What a hand decides about single pages; each is one act to take back, and each picture is made anew from its scan. */
export function pageEditHandlers(change: DeskChange, parts: EditParts): Handlers<EditOperations, unknown> {
  const { changeOne } = change;
  return {
    ...joinHandlers(change, parts),
    'drafts.setRecipes': async ({ id, changes }) => {
      let previous: { readonly pageId: DraftPageId; readonly recipe: PageRecipe }[] = [];
      const draft = await changeOne(id, { kind: 'adjust', count: changes.length }, async ({ pages }, stored) => {
        const all = await pages.list(id);
        const chosen = selectPages(all, changes.map(({ pageId }) => pageId));
        previous = chosen.map(page => ({ pageId: page.id, recipe: page.recipe }));
        for (const page of chosen) {
          const wanted = changes.findLast(({ pageId }) => pageId === page.id)?.recipe ?? page.recipe;
          // Of which scans a page is, no recipe changes.
          const recipe = { ...wanted, join: page.recipe.join };
          requireFitting(recipe, page, all.indexOf(page) + 1);
          await pages.update(withRecipe(page, recipe));
        }
        return stored;
      });
      return { draft, previous };
    },
    'drafts.setAside': ({ id, pageIds, isSetAside }) =>
      changeOne(id, { kind: isSetAside ? 'set-aside' : 'bring-back', count: pageIds.length }, async ({ pages }, draft) => {
        for (const page of selectPages(await pages.list(id), pageIds)) await pages.update({ ...page, isSetAside });
        return draft;
      }),
    'drafts.planAgain': ({ id, pageIds, steps }) =>
      changeOne(id, { kind: 'adjust', count: pageIds.length }, async ({ pages }, draft) => {
        for (const page of selectPages(await pages.list(id), pageIds)) await pages.update({ ...page, steps, isWaiting: true });
        return draft;
      }),
    'drafts.splitPage': ({ id, pageId, fold }) =>
      changeOne(id, { kind: 'adjust', count: 1 }, async ({ pages }, draft) => {
        await splitPage(pages, await pages.list(id), { draftId: id, pageId, fold });
        return draft;
      }),
    'drafts.interleave': ({ id, firstBackId }) =>
      changeOne(id, { kind: 'reorder', count: 1 }, async ({ pages }, draft) => {
        const all = await pages.list(id);
        for (const page of orderPages(all, interleave(all.filter(({ removedAt }) => removedAt === null).map(page => page.id), firstBackId))) await pages.update(page);
        return draft;
      }),
  };
}

function requireFitting(recipe: PageRecipe, { widthPx, heightPx }: StoredPage, page: number): void {
  if (!planRecipe(recipe, { width: widthPx, height: heightPx })) throw new AppError('recipe.does-not-fit', { page });
}

type Splitting = { readonly draftId: Parameters<Pages['list']>[0]; readonly pageId: DraftPageId; readonly fold: number };

/** The left half as it stands stays the page, the right one comes behind it with a copy of the scan: neither needs the other. */
async function splitPage(pages: Pages, all: readonly StoredPage[], { draftId, pageId, fold }: Splitting): Promise<void> {
  const [page] = selectPages(all, [pageId]);
  if (!page || page.recipe.half !== null) throw new AppError('record.changed');
  const [original, thumbnail] = [await pages.findImage({ draftId, id: pageId }, 'original'), await pages.findImage({ draftId, id: pageId }, 'thumbnail')];
  if (!original || !thumbnail) throw new AppError('image.unreadable', { page: all.indexOf(page) + 1 });
  const [left, right] = halvesOf(page.recipe, fold);
  await pages.update(withRecipe(page, left));
  const { position, moved } = makeRoom(all, pageId);
  for (const each of moved) await pages.update(each);
  const half: StoredPage = { ...withRecipe({ ...page, rendered: null }, right), id: DraftPageId.parse(crypto.randomUUID()), position, uploadUrl: null, flags: [], traits: null };
  await pages.add(draftId, half, { original, thumbnail });
}

/** By their places in the scan, whose left upper corner is elsewhere after a turn. A box of the whole sheet is of neither. */
function halvesOf(recipe: PageRecipe, fold: number): readonly [PageRecipe, PageRecipe] {
  const isFlipped = recipe.turn === 90 || recipe.turn === 180;
  const names = recipe.turn % 180 === 0 ? (['left', 'right'] as const) : (['top', 'bottom'] as const);
  const make = (half: PageRecipe['half']): PageRecipe => ({ ...recipe, half, fold: isFlipped ? 1 - fold : fold, crop: null });
  return isFlipped ? [make(names[1]), make(names[0])] : [make(names[0]), make(names[1])];
}

/** Fronts in order, then the backs as they come when the stack is turned over: the last sheet first. */
export function interleave(ids: readonly DraftPageId[], firstBackId: DraftPageId): readonly DraftPageId[] {
  const count = ids.indexOf(firstBackId);
  if (count < 0) throw new AppError('record.changed');
  const [fronts, backs] = [ids.slice(0, count), ids.slice(count).toReversed()];
  if (fronts.length !== backs.length) throw new AppError('draft.sides-differ', { fronts: fronts.length, backs: backs.length });
  return fronts.flatMap((front, index) => [front, backs[index] ?? front]);
}
