import { IdempotencyKey } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { DeliveriesOf, StoredDelivery } from '../../store/index.ts';
import { searchPackages, type PackagePlace, type SearchLimits } from './find-packages.ts';

export type QueueOrder = { readonly of: DeliveriesOf; readonly paths: readonly string[]; readonly onQueued: () => void };
export type Queued = { readonly added: number; readonly known: number };

/** A whole city's migration at once, and no more. */
const limits: SearchLimits = { maxPackages: 200_000, maxFolders: 2_000_000, maxMs: 15 * 60_000 };
/** Sending begins with the first of them. */
const rowsAtOnce = 500;

/** Puts what lies in these paths into the store. Throws `delivery.nothing-found`, or `delivery.search-too-long` when more may be there. */
export async function queuePackages({ store, now }: Pick<TerminalServices, 'store' | 'now'>, { of, paths, onQueued }: QueueOrder): Promise<Queued> {
  let [added, found] = [0, 0];
  let waiting: StoredDelivery[] = [];
  const keep = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    found += rows.length;
    added += await store.transaction(tx => tx.deliveries.add(rows, now()));
    onQueued();
  };
  for await (const place of searchPackages(paths, limits)) {
    if (!place) {
      await keep();
      throw new AppError('delivery.search-too-long');
    }
    waiting.push(newDelivery(of, place));
    if (waiting.length === rowsAtOnce) await keep();
  }
  if (waiting.length > 0) await keep();
  if (found === 0) throw new AppError('delivery.nothing-found');
  return { added, known: found - added };
}

function newDelivery(of: DeliveriesOf, { name, path, kind }: PackagePlace): StoredDelivery {
  const idempotencyKey = IdempotencyKey.parse(crypto.randomUUID());
  return { ...of, id: crypto.randomUUID(), state: 'waiting', bytes: 0, name, path, kind, idempotencyKey, digest: null, uploadUrl: null, uploadId: null, error: null };
}
