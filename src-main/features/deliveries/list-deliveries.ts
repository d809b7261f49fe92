import type { Delivery, DeliverySummary } from '#shared/domain/delivery';
import type { Store, DeliveriesOf, DeliveryCounts, DeliveryState, StoredDelivery } from '../../store/index.ts';
import type { DeliveryProgress, LiveDelivery } from './delivery-progress.ts';

export type Desk = { readonly store: Pick<Store, 'deliveries'>; readonly progress: DeliveryProgress };
export type WantedPage = { readonly state: Delivery['state'] | null; readonly offset: number; readonly limit: number };
export type Listing = { readonly deliveries: readonly Delivery[]; readonly summary: DeliverySummary };

/** What the store knows, with what is under way. */
export async function listDeliveries({ store, progress }: Desk, of: DeliveriesOf, { state, offset, limit }: WantedPage): Promise<Listing> {
  const isPaused = await store.deliveries.isPaused(of);
  const counts = await store.deliveries.count(of);
  const live = progress.all().filter(({ batchId }) => batchId === of.batchId);
  const states = storedStates(state, isPaused);
  const rows = state === 'sending' ? await store.deliveries.findMany(live.map(({ id }) => id)) : states.length === 0 ? [] : await store.deliveries.list({ ...of, states, offset, limit });
  const shown = rows.map(row => show(row, progress.find(row.id), isPaused)).filter(delivery => state === null || delivery.state === state);
  return { deliveries: shown, summary: summarise(counts, { live, isPaused, rate: live.length > 0 ? progress.rateOf(of.batchId) : null }) };
}

function storedStates(state: WantedPage['state'], isPaused: boolean): readonly DeliveryState[] {
  switch (state) {
    case null: return ['failed', 'waiting', 'offered'];
    case 'failed':
    case 'offered': return [state];
    case 'sending': return [];
    case 'waiting': return isPaused ? [] : ['waiting'];
    case 'paused': return isPaused ? ['waiting'] : [];
  }
}

function show({ id, batchId, name, path, state, bytes, error }: StoredDelivery, live: LiveDelivery | undefined, isPaused: boolean): Delivery {
  const rate = live?.meter.rate() ?? null;
  const sentBytes = state === 'offered' ? bytes : Math.min(live?.sentBytes ?? 0, bytes);
  const waiting = live ? 'sending' : isPaused ? 'paused' : 'waiting';
  return {
    ...{ id, batchId, name, path, bytes, sentBytes },
    state: state === 'waiting' ? waiting : state,
    bytesPerSecond: rate,
    secondsLeft: secondsFor(bytes - sentBytes, rate),
    error: state === 'failed' ? error : null,
  };
}

type Moment = { readonly live: readonly LiveDelivery[]; readonly isPaused: boolean; readonly rate: number | null };

function summarise({ failed, waiting, offered }: DeliveryCounts, { live, isPaused, rate }: Moment): DeliverySummary {
  const measured = failed.measured + waiting.measured + offered.measured;
  const bytes = failed.bytes + waiting.bytes + offered.bytes;
  const sent = live.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  const average = measured === 0 ? 0 : bytes / measured;
  const left = waiting.bytes - sent + (waiting.count - waiting.measured) * average;
  return {
    waiting: Math.max(0, waiting.count - live.length),
    sending: Math.min(live.length, waiting.count),
    offered: offered.count,
    failed: failed.count,
    isPaused,
    bytes,
    sentBytes: Math.min(bytes, offered.bytes + sent),
    bytesPerSecond: rate,
    secondsLeft: secondsFor(left, rate),
  };
}

function secondsFor(bytes: number, rate: number | null): number | null {
  return rate === null || rate <= 0 ? null : Math.ceil(Math.max(0, bytes) / rate);
}
