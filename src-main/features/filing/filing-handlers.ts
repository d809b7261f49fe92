import type { draftOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { IdempotencyKey } from '#shared/domain/ids';
import type { Material } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { StoredDraft } from '../../store/index.ts';
import { keptPages, type DraftDesk } from '../drafts/index.ts';
import { planFiling, type FilingPlan } from './filing-plan.ts';
import { sendPages } from './send-pages.ts';

export function filingHandlers(services: TerminalServices, desk: DraftDesk): Handlers<Pick<typeof draftOperations, 'drafts.file'>, unknown> {
  return {
    'drafts.file': async ({ id }) => {
      await desk.requireOwn(id);
      return desk.occupy(id, 'filing', () => fileDraft(services, desk, id));
    },
  };
}

async function fileDraft(services: TerminalServices, desk: DraftDesk, id: StoredDraft['id']): Promise<Material> {
  const { store, server, log } = services;
  const draft = await desk.requireOwn(id);
  const plan = planFiling(draft.row, keptPages(await store.pages.list(id)));
  const idempotencyKey = await keepKey(services, draft, plan.fingerprint);
  const pages = await sendPages(services, { draftId: id, pages: plan.pages });
  try {
    const material = await server.call('volumes.fileMaterial', { volumeId: draft.volumeId, idempotencyKey, row: plan.row, pages });
    await store.drafts.remove(id);
    store.shrink();
    log.info('draft filed', { draftId: id, materialId: material.id, pages: pages.length });
    return material;
  } catch (error) {
    if (error instanceof AppError && error.code === 'upload.digest-differs') await forgetUpload(services, plan, error);
    throw error;
  }
}

/**
 * On disk before anything is sent: after any crash the same content is filed under the same key, and so once. Changed
 * content is a new act and gets a new key; had the old one been filed after all, its number in the catalogue is taken.
 */
async function keepKey({ store }: TerminalServices, draft: StoredDraft, fingerprint: string): Promise<IdempotencyKey> {
  if (draft.filing?.fingerprint === fingerprint) return draft.filing.idempotencyKey;
  const idempotencyKey = IdempotencyKey.parse(crypto.randomUUID());
  await store.drafts.save({ ...draft, filing: { idempotencyKey, fingerprint } });
  return idempotencyKey;
}

/** The page that was damaged on the way is sent anew at the next attempt; the others have arrived. */
async function forgetUpload({ store }: TerminalServices, plan: FilingPlan, { params }: AppError): Promise<void> {
  const page = plan.pages[Number(params['page']) - 1];
  if (page) await store.pages.update({ ...page, uploadUrl: null });
}
