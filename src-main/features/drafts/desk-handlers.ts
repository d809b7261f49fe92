import type { draftOperations } from '#shared/contract/draft-operations';
import type { Handlers } from '#shared/contract/operation';
import { DraftId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { Repositories, StoredDraft, StoredPage } from '../../store/index.ts';
import type { DeskChange } from './desk-change.ts';
import { cutBefore, selectPages } from './page-order.ts';

type DeskOperations = Pick<typeof draftOperations, 'drafts.desk' | 'drafts.split' | 'drafts.movePages' | 'drafts.join' | 'drafts.undo' | 'drafts.redo'>;

/** Acts over several materials of one volume: a stack is cut into them, pages go from one to another. */
export function deskHandlers({ change, desk, step }: DeskChange, requireIdle: (id: DraftId) => void): Handlers<DeskOperations, unknown> {
  return {
    'drafts.desk': ({ volumeId }) => desk(volumeId),
    'drafts.split': async ({ id, firstPageIds }) =>
      desk(
        await change([id], { kind: 'split', count: firstPageIds.length }, async (repositories, [draft]) => {
          const [, ...runs] = draft ? cutBefore(await repositories.pages.list(id), firstPageIds) : [];
          return draft ? layOut(repositories, draft, runs) : [];
        }),
      ),
    'drafts.movePages': async ({ id, pageIds, intoId }) =>
      desk(
        await change([id, intoId], { kind: 'move', count: pageIds.length }, async repositories => {
          requireTwo(id, intoId);
          await append(repositories, intoId, selectPages(await repositories.pages.list(id), pageIds));
          return [];
        }),
      ),
    'drafts.join': async ({ id, intoId }) => {
      requireIdle(id);
      return desk(
        await change([id, intoId], { kind: 'join', count: 2 }, async repositories => {
          requireTwo(id, intoId);
          await append(repositories, intoId, await repositories.pages.list(id));
          await repositories.drafts.remove(id);
          return [];
        }),
      );
    },
    'drafts.undo': ({ volumeId }) => step(volumeId, 'undo'),
    'drafts.redo': ({ volumeId }) => step(volumeId, 'redo'),
  };
}

function requireTwo(id: DraftId, intoId: DraftId): void {
  if (id === intoId) throw new AppError('record.changed');
}

/** Each run becomes a material of its own, in order directly behind the one it was cut from. */
async function layOut(repositories: Repositories, source: StoredDraft, runs: readonly (readonly StoredPage[])[]): Promise<readonly DraftId[]> {
  const rankAt = await ranksBehind(repositories, source, runs.length);
  const begun: DraftId[] = [];
  for (const [index, pages] of runs.entries()) {
    const id = DraftId.parse(crypto.randomUUID());
    await repositories.drafts.save({ ...source, id, row: {}, filing: null, rank: rankAt(index) });
    for (const page of pages) await repositories.pages.reassign(page.id, id);
    begun.push(id);
  }
  return begun;
}

async function ranksBehind({ drafts }: Repositories, { accountId, volumeId, rank }: StoredDraft, count: number): Promise<(index: number) => number> {
  const later = (await drafts.list()).filter(draft => draft.accountId === accountId && draft.volumeId === volumeId && draft.rank > rank);
  const next = Math.min(rank + 1_000, ...later.map(draft => draft.rank));
  return index => rank + ((next - rank) * (index + 1)) / (count + 1);
}

async function append({ pages }: Repositories, intoId: DraftId, moved: readonly StoredPage[]): Promise<void> {
  let position = (await pages.list(intoId)).at(-1)?.position ?? -1;
  for (const page of moved) {
    await pages.update({ ...page, position: (position += 1) });
    await pages.reassign(page.id, intoId);
  }
}
