import type { draftOperations } from '#shared/contract/draft-operations';
import type { Handlers } from '#shared/contract/operation';
import type { FiledPage, FiledSide } from '#shared/contract/server/volume-operations';
import { IdempotencyKey, type VolumeId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { Material } from '#shared/domain/volume';
import type { TerminalServices } from '../../app/services.ts';
import type { StoredDraft } from '../../store/index.ts';
import { keptPages, type DraftDesk } from '../drafts/index.ts';
import { planFiling, planLooseFiling, type FilingPlan } from './filing-plan.ts';
import { sendPages } from './send-pages.ts';

type FilingOperations = Pick<typeof draftOperations, 'drafts.file' | 'drafts.fileLoose'>;

export type FilingHooks = {
  /** What is filed is what the pages are when the work on them is done. */
  readonly settled: (id: StoredDraft['id']) => Promise<void>;
  /** Hears what a page of each material took on its way to the data centre. */
  readonly onSent: (msPerPage: number) => void;
  /** The data centre cannot be reached: it is to be filed later, as it is now. */
  readonly onCut: (waiting: WaitingFiling) => Promise<void>;
};

export type WaitingFiling = { readonly draftId: StoredDraft['id']; readonly idempotencyKey: IdempotencyKey; readonly fingerprint: string; readonly title: string };

export type FilingDesk = {
  readonly handlers: Handlers<FilingOperations, unknown>;
  /** What waited, if it is still what it was: else `record.changed`. */
  readonly fileWaiting: (waiting: Pick<WaitingFiling, 'draftId' | 'fingerprint'>) => Promise<Material>;
};

export function createFiling(services: TerminalServices, desk: DraftDesk, hooks: FilingHooks): FilingDesk {
  const { settled, onSent } = hooks;
  const { server } = services;
  const ownAct: Act<Material> = {
    plan: ({ row }, pages) => planFiling(row, pages),
    send: ({ volumeId }, { row }, sent) => server.call('volumes.fileMaterial', { volumeId, row, ...sent }),
  };
  const file = async <Result>(id: StoredDraft['id'], act: Act<Result>): Promise<Result> => {
    await desk.requireOwn(id);
    return desk.occupy(id, 'filing', async () => {
      await settled(id);
      return fileDraft(services, desk, { id, act, onSent });
    });
  };
  const handlers: FilingDesk['handlers'] = {
    'drafts.file': async ({ id }) => {
      try {
        return await file(id, ownAct);
      } catch (error) {
        if (!(error instanceof AppError && cutCodes.includes(error.code))) throw error;
        await hooks.onCut(await describeWaiting(services, desk, id));
        throw new AppError('draft.waits-in-outbox', {}, { cause: error });
      }
    },
    'drafts.fileLoose': ({ id, alsoInto }) =>
      file(id, {
        plan: ({ row, volumeId }, pages) => planLooseFiling(row, pages, into(volumeId, alsoInto)),
        send: ({ volumeId }, { row: { sequence: _ownOfEachVolume, ...row } }, sent) => server.call('intake.fileLoose', { volumeIds: into(volumeId, alsoInto), row, ...sent }),
      }),
  };
  return {
    handlers,
    fileWaiting: ({ draftId, fingerprint }) =>
      file(draftId, {
        ...ownAct,
        plan: (draft, pages) => {
          const plan = ownAct.plan(draft, pages);
          if (plan.fingerprint !== fingerprint) throw new AppError('record.changed');
          return plan;
        },
      }),
  };
}

const cutCodes: readonly string[] = ['server.unreachable', 'operation.timed-out'];

/** Its key is on disk already, since before the first byte was to be sent. */
async function describeWaiting({ store }: TerminalServices, desk: DraftDesk, id: StoredDraft['id']): Promise<WaitingFiling> {
  const draft = await desk.requireOwn(id);
  const { fingerprint, row } = planFiling(draft.row, keptPages(await store.pages.list(id)));
  if (draft.filing?.fingerprint !== fingerprint) throw new AppError('record.changed');
  return { draftId: id, idempotencyKey: draft.filing.idempotencyKey, fingerprint, title: row.name };
}

const into = (own: VolumeId, others: readonly VolumeId[]): readonly VolumeId[] => [...new Set([own, ...others])];

type Sent = { readonly idempotencyKey: IdempotencyKey; readonly pages: readonly FiledPage[]; readonly setAside: readonly FiledSide[] };
type Act<Result> = {
  readonly plan: (draft: StoredDraft, pages: FilingPlan['pages']) => FilingPlan;
  readonly send: (draft: StoredDraft, plan: FilingPlan, sent: Sent) => Promise<Result>;
};

type Filing<Result> = { readonly id: StoredDraft['id']; readonly act: Act<Result>; readonly onSent: (msPerPage: number) => void };

/** Uploads the pages, lets the act file them, and only then lets go of them here. */
async function fileDraft<Result>(services: TerminalServices, desk: DraftDesk, { id, act, onSent }: Filing<Result>): Promise<Result> {
  const { store, log } = services;
  const draft = await desk.requireOwn(id);
  const plan = act.plan(draft, keptPages(await store.pages.list(id)));
  const idempotencyKey = await keepKey(services, draft, plan.fingerprint);
  const beganAt = performance.now();
  const sent = await sendPages(services, { draftId: id, pages: [...plan.pages, ...plan.setAside.map(({ page }) => page)] });
  const pages = sent.slice(0, plan.pages.length);
  const setAside = sent.slice(plan.pages.length).map((page, index): FiledSide => ({ ...page, after: plan.setAside[index]?.after ?? 0 }));
  if (pages.length > 0) onSent((performance.now() - beganAt) / pages.length);
  try {
    const filed = await act.send(draft, plan, { idempotencyKey, pages, setAside });
    await desk.letGo(draft);
    log.info('draft filed', { draftId: id, pages: pages.length });
    return filed;
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
  const page = [...plan.pages, ...plan.setAside.map(side => side.page)][Number(params['page']) - 1];
  if (page) await store.pages.update({ ...page, uploadUrl: null });
}
