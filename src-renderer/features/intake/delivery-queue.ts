import type { Delivery } from '#shared/domain/delivery';

export type QueueSummary = {
  readonly total: number;
  readonly offered: number;
  readonly failed: number;
  /** Not offered yet and not failed. */
  readonly left: number;
  readonly isPaused: boolean;
  /** 0 to 1 by bytes, so that large packages count for what they are. */
  readonly fraction: number;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The queue of one batch in a few figures; the time left is what is still to be sent at the speed of now. */
export function summarise(deliveries: readonly Delivery[]): QueueSummary {
  const isDone = ({ state }: Delivery): boolean => state === 'offered';
  const open = deliveries.filter(one => !isDone(one) && one.state !== 'failed');
  const bytes = sum(deliveries.map(one => one.bytes));
  const sent = sum(deliveries.map(one => (isDone(one) ? one.bytes : Math.min(one.sentBytes, one.bytes))));
  const speeds = open.flatMap(({ bytesPerSecond }) => (bytesPerSecond === null ? [] : [bytesPerSecond]));
  const bytesPerSecond = speeds.length === 0 ? null : sum(speeds);
  const bytesLeft = sum(open.map(one => one.bytes - Math.min(one.sentBytes, one.bytes)));
  return {
    total: deliveries.length,
    offered: deliveries.filter(isDone).length,
    failed: deliveries.filter(({ state }) => state === 'failed').length,
    left: open.length,
    isPaused: open.length > 0 && open.every(({ state }) => state === 'paused'),
    fraction: bytes === 0 ? 0 : sent / bytes,
    bytesPerSecond,
    secondsLeft: bytesPerSecond === null || bytesPerSecond === 0 ? null : Math.ceil(bytesLeft / bytesPerSecond),
  };
}

/** What has gone wrong first, then what moves, then what waits; what has arrived is in the table of packages. */
export function unfinished(deliveries: readonly Delivery[]): readonly Delivery[] {
  const order = ['failed', 'sending', 'paused', 'waiting'] as const;
  return order.flatMap(state => deliveries.filter(one => one.state === state));
}
