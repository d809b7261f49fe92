import { setAsidePath } from '#shared/contract/server/volume-operations';
import { DraftId, DraftPageId, type MaterialId, type PersonId, type VolumeId } from '#shared/domain/ids';
import { isSameRecipe, plainRecipe, type PageRecipe } from '#shared/domain/page-recipe';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { untouched, type StoredDraft, type StoredPage } from '../../store/index.ts';

/** One scan as it came: its size, and a small picture of it. */
export type LookAt = (page: { readonly dpi: number; readonly recipe: PageRecipe }, original: Uint8Array) => Promise<{ readonly widthPx: number; readonly heightPx: number; readonly thumbnailJpeg: Uint8Array }>;
export type Taking = { readonly materialId: MaterialId; readonly volumeId: VolumeId; readonly personId: PersonId; readonly personName: string };

const scanLimitBytes = 96 * 1024 * 1024;

/** All of them, or nothing: a draft with a part of them would look whole. */
export async function takeSetAside({ server, store, session, now }: Pick<TerminalServices, 'server' | 'store' | 'session' | 'now'>, { materialId, ...of }: Taking, lookAt: LookAt): Promise<StoredDraft> {
  const { id: accountId } = session.requireAccount();
  const { sides } = await server.call('volumes.listSetAside', { materialId });
  if (sides.length === 0) throw new AppError('record.changed');
  const scans: { readonly page: StoredPage; readonly original: Buffer; readonly thumbnail: Uint8Array }[] = [];
  for (const [position, { id, dpi, recipe }] of sides.entries()) {
    const { bytes: original } = await server.getBytes(setAsidePath(materialId, id), scanLimitBytes);
    const { widthPx, heightPx, thumbnailJpeg } = await lookAt({ dpi, recipe }, original);
    const isWaiting = !isSameRecipe(recipe, plainRecipe);
    const page: StoredPage = { ...untouched, id: DraftPageId.parse(crypto.randomUUID()), position, removedAt: null, widthPx, heightPx, dpi, byteLength: original.length, uploadUrl: null, recipe, isWaiting };
    scans.push({ page, original, thumbnail: thumbnailJpeg });
  }
  const draft: StoredDraft = { ...of, id: DraftId.parse(crypto.randomUUID()), accountId, row: {}, rank: now().getTime(), filing: null, updatedAt: now().toISOString() };
  await store.transaction(async ({ drafts, pages }) => {
    await drafts.save(draft);
    for (const { page, original, thumbnail } of scans) await pages.add(draft.id, page, { original, thumbnail });
  });
  return draft;
}
