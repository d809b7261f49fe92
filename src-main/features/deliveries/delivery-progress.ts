import type { BatchId } from '#shared/domain/ids';
import type { TerminalServices } from '../../app/services.ts';
import { createRateMeter, type RateMeter } from './rate-meter.ts';

/** A delivery that is under way: what the store does not know of it. */
export type LiveDelivery = {
  readonly id: string;
  readonly batchId: BatchId;
  sentBytes: number;
  /** Too late to be taken back: the data centre is being offered it. */
  isOffering: boolean;
  readonly meter: RateMeter;
  readonly controller: AbortController;
};

export type DeliveryProgress = {
  readonly begin: (of: Pick<LiveDelivery, 'id' | 'batchId'>) => LiveDelivery;
  readonly sent: (live: LiveDelivery, sentBytes: number) => void;
  readonly end: (live: LiveDelivery) => void;
  readonly find: (id: string) => LiveDelivery | undefined;
  readonly all: () => readonly LiveDelivery[];
  readonly rateOf: (batchId: BatchId) => number | null;
  /** Something of the batch has changed. */
  readonly tell: (batchId: BatchId) => void;
};

const tellEveryMs = 400;

export function createProgress({ emit }: Pick<TerminalServices, 'emit'>): DeliveryProgress {
  const live = new Map<string, LiveDelivery>();
  const meters = new Map<BatchId, RateMeter>();
  const tell = createTeller(batchId => { emit('deliveries.progressed', { batchId }); });
  return {
    begin: ({ id, batchId }) => {
      const entry: LiveDelivery = { id, batchId, sentBytes: 0, isOffering: false, meter: createRateMeter(), controller: new AbortController() };
      live.set(id, entry);
      if (!meters.has(batchId)) meters.set(batchId, createRateMeter());
      tell(batchId);
      return entry;
    },
    sent: (entry, sentBytes) => {
      // The first figure of a resumed upload is what had arrived before: no speed of ours.
      const step = entry.sentBytes === 0 ? 0 : Math.max(0, sentBytes - entry.sentBytes);
      entry.sentBytes = sentBytes;
      entry.meter.count(step);
      meters.get(entry.batchId)?.count(step);
      tell(entry.batchId);
    },
    end: ({ id, batchId }) => {
      live.delete(id);
      tell(batchId);
    },
    find: id => live.get(id),
    all: () => [...live.values()],
    rateOf: batchId => meters.get(batchId)?.rate() ?? null,
    tell,
  };
}

/** The first word at once, the following ones together: the last change is always told. */
function createTeller(emit: (batchId: BatchId) => void): (batchId: BatchId) => void {
  const timers = new Map<BatchId, NodeJS.Timeout>();
  const pending = new Set<BatchId>();
  const open = (batchId: BatchId): void => {
    timers.delete(batchId);
    if (pending.delete(batchId)) tell(batchId);
  };
  const tell = (batchId: BatchId): void => {
    if (timers.has(batchId)) {
      pending.add(batchId);
      return;
    }
    timers.set(batchId, setTimeout(open, tellEveryMs, batchId).unref());
    emit(batchId);
  };
  return tell;
}
