import { sep } from 'node:path';
import { IdempotencyKey, type PackageId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { DeliveriesOf, StoredDelivery } from '../../store/index.ts';

const rowsAtOnce = 500;

type Services = Pick<TerminalServices, 'store' | 'server' | 'now'>;

/** One that was taken back is offered anew: under another key, because the first offer stays in the account of the batch, and sent again. */
export async function offerAgain(services: Services, of: DeliveriesOf, packageId: PackageId): Promise<void> {
  const { packages } = await services.server.call('intake.listWithdrawn', { batchId: of.batchId });
  const key = packages.find(({ id }) => id === packageId)?.idempotencyKey;
  if (key === undefined) throw new AppError('record.changed');
  if ((await renew(services, of, delivery => delivery.idempotencyKey === key)) === 0) throw new AppError('delivery.not-here');
}

/** Of what was chosen again, those that were taken back meanwhile; answers how many. */
export async function offerWithdrawn(services: Services, of: DeliveriesOf, paths: readonly string[]): Promise<number> {
  const { packages } = await services.server.call('intake.listWithdrawn', { batchId: of.batchId });
  if (packages.length === 0) return 0;
  const keys = new Set<string>(packages.map(({ idempotencyKey }) => idempotencyKey));
  const isChosen = (path: string): boolean => paths.some(chosen => path === chosen || path.startsWith(chosen.endsWith(sep) ? chosen : chosen + sep));
  return renew(services, of, delivery => keys.has(delivery.idempotencyKey) && isChosen(delivery.path));
}

async function renew({ store, now }: Services, of: DeliveriesOf, isMeant: (delivery: StoredDelivery) => boolean): Promise<number> {
  const meant: StoredDelivery[] = [];
  for (let offset = 0; ; offset += rowsAtOnce) {
    const rows = await store.deliveries.list({ ...of, states: ['offered'], limit: rowsAtOnce, offset });
    meant.push(...rows.filter(isMeant));
    if (rows.length < rowsAtOnce) break;
  }
  for (const delivery of meant) {
    const idempotencyKey = IdempotencyKey.parse(crypto.randomUUID());
    await store.deliveries.update({ ...delivery, state: 'waiting', idempotencyKey, digest: null, uploadUrl: null, uploadId: null, error: null }, now());
  }
  return meant.length;
}
