import type { deliveryOperations } from '#shared/contract/delivery-operations';
import type { Handlers } from '#shared/contract/operation';
import type { TerminalServices } from '../../app/services.ts';
import { createProgress, type DeliveryProgress } from './delivery-progress.ts';
import { createQueue, type DeliveryQueue } from './delivery-queue.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listFolder, listPlaces } from './list-folder.ts';
import { offerAgain, offerWithdrawn } from './offer-again.ts';
import { queuePackages } from './queue-packages.ts';
import { searchFolders } from './search-folders.ts';
import { sizePackages } from './size-packages.ts';

export type Deliveries = {
  readonly handlers: Handlers<typeof deliveryOperations, unknown>;
  /** The data centre can be reached again. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** Offered ones are listed for so long. */
const keptMs = 90 * 24 * 3_600_000;

export function createDeliveries(services: TerminalServices): Deliveries {
  const { session, store, now } = services;
  const progress = createProgress(services);
  const queue = createQueue(services, progress);
  session.onBegin(() => {
    void store.deliveries.forget(new Date(now().getTime() - keptMs)).then(queue.wake, services.reportBug);
  });
  session.onUpdate(queue.wake);
  session.onEnd(() => { queue.interrupt(null, null); });
  return { handlers: { ...placeHandlers(services), ...queueHandlers(services, progress, queue) }, wake: queue.wake, stop: queue.stop };
}

type Names<Name extends keyof typeof deliveryOperations> = Handlers<Pick<typeof deliveryOperations, Name>, unknown>;

function placeHandlers({ session }: TerminalServices): Names<'deliveries.places' | 'deliveries.browse' | 'deliveries.search' | 'deliveries.find'> {
  return {
    'deliveries.places': () => {
      session.requireUnlocked();
      return listPlaces();
    },
    'deliveries.browse': ({ path }) => {
      session.requireUnlocked();
      return listFolder(path);
    },
    'deliveries.search': ({ path, query }) => {
      session.requireUnlocked();
      return searchFolders(path, query);
    },
    'deliveries.find': ({ paths }) => {
      session.requireUnlocked();
      return sizePackages(paths);
    },
  };
}

function queueHandlers(services: TerminalServices, progress: DeliveryProgress, queue: DeliveryQueue): Names<'deliveries.start' | 'deliveries.list' | 'deliveries.pause' | 'deliveries.cancel' | 'deliveries.again' | 'deliveries.retry'> {
  const { session, store } = services;
  return {
    'deliveries.start': async ({ batchId, paths }) => {
      const of = { accountId: session.requireUnlocked().id, batchId };
      const queued = await queuePackages(services, { of, paths, onQueued: () => { queue.wake(); progress.tell(batchId); } });
      // Where the data centre cannot be asked, nothing was taken back that this terminal knows of.
      const renewed = queued.known === 0 ? 0 : await offerWithdrawn(services, of, paths).catch(() => 0);
      if (renewed > 0) queue.wake();
      const { deliveries } = await listDeliveries({ store, progress }, of, { state: null, offset: 0, limit: 500 });
      return { deliveries, added: queued.added + renewed, known: queued.known - renewed };
    },
    'deliveries.list': ({ batchId, ...page }) => listDeliveries({ store, progress }, { accountId: session.requireUnlocked().id, batchId }, page),
    'deliveries.pause': async ({ batchId, isPaused }) => {
      await store.deliveries.setPaused({ accountId: session.requireUnlocked().id, batchId }, isPaused);
      if (isPaused) await queue.interrupt(batchId, null).finished;
      else queue.wake();
      progress.tell(batchId);
      return {};
    },
    'deliveries.cancel': async ({ batchId, id }) => {
      const accountId = session.requireUnlocked().id;
      const { offering, finished } = queue.interrupt(batchId, id);
      await store.deliveries.remove({ accountId, batchId }, id, offering);
      await finished;
      progress.tell(batchId);
      return {};
    },
    'deliveries.again': async ({ batchId, packageId }) => {
      await offerAgain(services, { accountId: session.requireUnlocked().id, batchId }, packageId);
      queue.wake();
      progress.tell(batchId);
      return {};
    },
    'deliveries.retry': async ({ batchId, id }) => {
      await store.deliveries.retry({ accountId: session.requireUnlocked().id, batchId }, id);
      queue.wake();
      progress.tell(batchId);
      return {};
    },
  };
}
