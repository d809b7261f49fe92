import { useMutation } from '@tanstack/react-query';
import type { Delivery } from '#shared/domain/delivery';
import type { BatchId } from '#shared/domain/ids';
import { callDesktop, useDesktopEvent, useDesktopQuery } from '../../api/desktop.ts';
import { summarise, type QueueSummary } from './delivery-queue.ts';

/** The queue tells when it moves; asking now and then catches what was not told. */
const refetchMs = 5000;

export type Deliveries = {
  readonly all: readonly Delivery[];
  readonly summary: QueueSummary;
  readonly error: unknown;
  readonly refresh: () => void;
  readonly pause: (isPaused: boolean) => void;
  /** Null: all of them. */
  readonly cancel: (id: Delivery['id'] | null) => void;
  readonly retry: (id: Delivery['id'] | null) => void;
};

export function useDeliveries(batchId: BatchId, isEnabled: boolean): Deliveries {
  const list = useDesktopQuery('deliveries.list', { batchId }, { isEnabled, refetchMs });
  useDesktopEvent('deliveries.progressed', moved => { if (moved.batchId === batchId) void list.refetch(); });
  const act = useMutation({ mutationFn: (run: () => Promise<unknown>) => run(), onSettled: () => void list.refetch() });
  const all = list.data?.deliveries ?? [];
  return {
    all,
    summary: summarise(all),
    error: list.error ?? act.error,
    refresh: () => void list.refetch(),
    pause: isPaused => { act.mutate(() => callDesktop('deliveries.pause', { batchId, isPaused })); },
    cancel: id => { act.mutate(() => callDesktop('deliveries.cancel', { batchId, id })); },
    retry: id => { act.mutate(() => callDesktop('deliveries.retry', { batchId, id })); },
  };
}
