import type { z } from 'zod';
import type { deviceEvents } from '#shared/contract/device-api';
import { DraftPageId, type DraftId } from '#shared/domain/ids';
import type { PageSteps } from '#shared/domain/page-steps';
import type { DraftPage } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import { untouched, type Repositories, type Store, type StoredPage } from '../../store/index.ts';
import { asDraftPage, makeRoom } from '../drafts/index.ts';
import { recordTaken } from './taken-files.ts';

export type ScannedSide = z.output<(typeof deviceEvents)['scan.page']>;

export type PageTarget = {
  readonly draftId: DraftId;
  /** What is done to it as soon as somebody has time. */
  readonly steps: PageSteps;
  /** The page that this one replaces: it is taken out, so that a rescan can be undone, and this one takes its place. */
  readonly replaces: DraftPageId | null;
  /** The page behind which this one belongs; null for the end of the material. */
  readonly after: DraftPageId | null;
  readonly now: Date;
};

/** When this returns, the page outlives the death of every process and of the machine. */
export async function keepPage(store: Store, side: ScannedSide, target: PageTarget): Promise<DraftPage> {
  const { draftId, steps, replaces, after, now } = target;
  return store.transaction(async ({ drafts, pages, state }) => {
    const draft = await drafts.find(draftId);
    if (!draft) throw new AppError('draft.not-found');
    const position = replaces ?? after ? await takePlace(pages, target) : await pages.nextPosition(draftId);
    const page: StoredPage = {
      id: DraftPageId.parse(crypto.randomUUID()),
      widthPx: side.widthPx,
      heightPx: side.heightPx,
      dpi: side.dpi,
      byteLength: side.jpeg.byteLength,
      uploadUrl: null,
      position,
      removedAt: null,
      ...untouched,
      steps,
      isWaiting: true,
    };
    await pages.add(draftId, page, { original: side.jpeg, thumbnail: side.thumbnailJpeg });
    if (side.from) await recordTaken(state, side.from);
    await drafts.save({ ...draft, updatedAt: now.toISOString() });
    return asDraftPage(page);
  });
}

/** In the place of the page that it replaces, or behind another one: later pages move. */
async function takePlace(pages: Repositories['pages'], { draftId, replaces, after, now }: PageTarget): Promise<number> {
  const present = await pages.list(draftId);
  const { position, moved } = makeRoom(present, replaces ?? after);
  for (const page of moved) await pages.update(page);
  const replaced = present.find(page => page.id === replaces);
  if (replaced) await pages.update({ ...replaced, removedAt: replaced.removedAt ?? now.getTime() });
  return position;
}
