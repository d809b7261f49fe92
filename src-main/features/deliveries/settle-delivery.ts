import type { BatchId } from '#shared/domain/ids';
import { isAbort, toWire } from '#shared/errors/app-error';
import { isForLater } from '../../server-client/index.ts';
import type { TerminalServices } from '../../app/services.ts';
import type { StoredDelivery } from '../../store/index.ts';
import type { DeliveryProgress } from './delivery-progress.ts';

/** A medium that is dying, or a batch that takes nothing any more: the others would only fail one after the other. */
const failuresInARow = 3;
/** These say something of one package and nothing of the next. */
const ownFaults: readonly string[] = ['delivery.not-plain', 'delivery.name-unreadable', 'delivery.empty', 'delivery.too-large', 'delivery.too-many-files', 'delivery.file-changed', 'delivery.entry-damaged'];

export type Outcome = { readonly isOffered: true } | { readonly isOffered: false; readonly error: unknown };
export type Settle = (delivery: StoredDelivery, outcome: Outcome) => Promise<'wait' | 'done'>;

/** What an attempt leaves behind: nothing when it was broken off or is to be tried again by itself, else its failure. */
export function createSettlement(services: TerminalServices, progress: DeliveryProgress): Settle {
  const { store, log, now, reportBug } = services;
  const failures = new Map<BatchId, number>();
  const fail = async ({ id, accountId, batchId }: StoredDelivery, cause: unknown): Promise<void> => {
    const error = toWire(cause, reportBug);
    log.warn('delivery failed', { deliveryId: id, code: error.code });
    const [current] = await store.deliveries.findMany([id]);
    if (current) await store.deliveries.update({ ...current, state: 'failed', error }, now());
    if (ownFaults.includes(error.code)) return;
    const count = (failures.get(batchId) ?? 0) + 1;
    failures.set(batchId, count);
    if (count < failuresInARow && error.code !== 'delivery.medium-removed') return;
    failures.delete(batchId);
    await store.deliveries.setPaused({ accountId, batchId }, true);
    log.warn('deliveries paused after failures', { batchId });
  };
  return async (delivery, outcome) => {
    try {
      if (outcome.isOffered) failures.delete(delivery.batchId);
      else if (isForLater(outcome.error)) return 'wait';
      else if (!isAbort(outcome.error)) await fail(delivery, outcome.error);
    } catch (error) {
      reportBug(error);
      return 'wait';
    } finally {
      progress.tell(delivery.batchId);
    }
    return 'done';
  };
}
