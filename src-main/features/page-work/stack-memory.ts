import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageFlag } from '#shared/domain/page-flag';
import type { PageTraits } from '#shared/domain/page-plan';
import { doubleFeedFlag, isNearDuplicate } from '#shared/imaging/page-flags';
import type { Repositories } from '../../store/index.ts';

/** What pages of the present stack look like, so that a new one is compared with all of them without opening each again. */
export type StackMemory = {
  readonly flagsFor: (repositories: Repositories, page: { readonly draftId: DraftId; readonly id: DraftPageId }, traits: PageTraits) => Promise<readonly PageFlag[]>;
};

export function createStackMemory(): StackMemory {
  /** Of one draft: whoever scans, scans one stack after another. */
  let known: { readonly draftId: DraftId; readonly traits: Map<DraftPageId, PageTraits> } | undefined;

  const recall = async ({ pages }: Repositories, draftId: DraftId): Promise<Map<DraftPageId, PageTraits>> => {
    if (known?.draftId === draftId) return known.traits;
    const traits = new Map<DraftPageId, PageTraits>();
    for (const page of await pages.list(draftId)) if (page.traits) traits.set(page.id, page.traits);
    known = { draftId, traits };
    return traits;
  };
  return {
    flagsFor: async (repositories, { draftId, id }, own) => {
      const traits = await recall(repositories, draftId);
      traits.delete(id);
      const length = doubleFeedFlag(own.lengthMm, [...traits.values()]);
      const twins = [...traits].filter(([, other]) => isNearDuplicate(own, other)).map(([twin]) => twin);
      traits.set(id, own);
      const twin = twins.length === 0 ? undefined : await numberOf(repositories, draftId, twins);
      return [...(length ? [length] : []), ...(twin === undefined ? [] : [{ kind: 'near-duplicate', params: { page: twin } } as const])];
    },
  };
}

/** Of the first of these that is still in the material: a page that was scanned anew resembles the one it replaced. */
async function numberOf({ pages }: Repositories, draftId: DraftId, ids: readonly DraftPageId[]): Promise<number | undefined> {
  const kept = (await pages.list(draftId)).filter(({ removedAt, isSetAside }) => removedAt === null && !isSetAside);
  const index = kept.findIndex(({ id }) => ids.includes(id));
  return index < 0 ? undefined : index + 1;
}
