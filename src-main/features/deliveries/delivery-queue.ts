import type { AccountId, BatchId } from '#shared/domain/ids';
import type { TerminalServices } from '../../app/services.ts';
import type { StoredDelivery } from '../../store/index.ts';
import type { DeliveryProgress, LiveDelivery } from './delivery-progress.ts';
import { createHold, type Hold } from '../../server-client/index.ts';
import { sendDelivery } from './send-delivery.ts';
import { createSettlement } from './settle-delivery.ts';

/** Works off the deliveries of whoever is signed in, as long as he is, two at a time. */
export type DeliveryQueue = {
  /** Something may be sent now: a new delivery, a session, the network. */
  readonly wake: () => void;
  /** Breaks off what is under way of a batch, or one of it; what has arrived stays. */
  readonly interrupt: (batchId: BatchId | null, id: string | null) => Interruption;
  readonly stop: () => Promise<void>;
};

/** `offering`: ids that it is too late for; they come to their end. */
export type Interruption = { readonly offering: readonly string[]; readonly finished: Promise<unknown> };

/** One reads from the medium while the other's answer is on its way; more would only hold more in memory. */
const concurrency = 2;

type Running = { readonly live: LiveDelivery; readonly finished: Promise<void> };

export function createQueue(services: TerminalServices, progress: DeliveryProgress): DeliveryQueue {
  const { session, server, store } = services;
  const hold = createHold(() => { fill(); });
  const runs = createRuns({ services, progress, hold, onEnd: () => { fill(); } });
  let isStopped = false;

  const sender = (): AccountId | undefined => {
    const signedIn = session.signedIn();
    const isFree = signedIn && !signedIn.isLocked && !signedIn.mustChangePassword && !signedIn.isPasswordExpired;
    return isFree && !isStopped && server.isOnline() && !hold.isHeld() ? signedIn.account.id : undefined;
  };
  const takeNext = async (): Promise<boolean> => {
    const accountId = sender();
    if (accountId === undefined || runs.count() >= concurrency) return false;
    const { generation } = runs;
    const asked = generation();
    const next = await store.deliveries.findNext(accountId, runs.ids());
    // The session may have changed hands while the store was asked, or the delivery been cancelled.
    if (next && sender() === accountId && asked === generation()) runs.begin(next);
    return next !== undefined;
  };
  const fill = createSerial(async () => {
    while (await takeNext());
  }, services.reportBug);
  return {
    wake: () => {
      hold.reset();
      fill();
    },
    interrupt: runs.interrupt,
    stop: async () => {
      isStopped = true;
      hold.reset();
      await runs.interrupt(null, null).finished;
    },
  };
}

/** Runs the work once at a time, and once more when it was asked for meanwhile. */
function createSerial(work: () => Promise<void>, reportBug: (error: unknown) => string): () => void {
  let isRunning = false;
  let isAskedAgain = false;
  const ask = (): void => {
    isAskedAgain = true;
    if (isRunning) return;
    isRunning = true;
    isAskedAgain = false;
    void work().catch(reportBug).finally(() => {
      isRunning = false;
      if (isAskedAgain) ask();
    });
  };
  return ask;
}

type Runs = {
  readonly begin: (delivery: StoredDelivery) => void;
  readonly interrupt: DeliveryQueue['interrupt'];
  readonly count: () => number;
  readonly ids: () => readonly string[];
  /** Grows with each interruption: what the store answered before it may have been cancelled. */
  readonly generation: () => number;
};
type RunParts = { readonly services: TerminalServices; readonly progress: DeliveryProgress; readonly hold: Hold; readonly onEnd: () => void };

function createRuns({ services, progress, hold, onEnd }: RunParts): Runs {
  const running = new Map<string, Running>();
  const settle = createSettlement(services, progress);
  let generation = 0;

  const run = async (delivery: StoredDelivery, live: LiveDelivery): Promise<void> => {
    const outcome = await sendDelivery({ services, progress, live }, delivery).then(() => ({ isOffered: true as const }), (error: unknown) => ({ isOffered: false as const, error }));
    const then = await settle(delivery, outcome);
    if (then === 'wait') hold.begin();
    else if (outcome.isOffered) hold.reset();
    running.delete(delivery.id);
    progress.end(live);
    onEnd();
  };
  return {
    begin: delivery => {
      const live = progress.begin(delivery);
      running.set(delivery.id, { live, finished: run(delivery, live) });
    },
    interrupt: (batchId, id) => {
      generation += 1;
      const meant = [...running.values()].filter(({ live }) => (batchId === null || live.batchId === batchId) && (id === null || live.id === id));
      const offering = meant.filter(({ live }) => live.isOffering).map(({ live }) => live.id);
      for (const { live } of meant) if (!live.isOffering) live.controller.abort();
      return { offering, finished: Promise.all(meant.map(({ finished }) => finished)) };
    },
    count: () => running.size,
    ids: () => [...running.keys()],
    generation: () => generation,
  };
}
