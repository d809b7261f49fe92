import { packageUploadKind } from '#shared/contract/server-api';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { StoredDelivery } from '../../store/index.ts';
import type { DeliveryProgress, LiveDelivery } from './delivery-progress.ts';
import { openPackage } from './open-package.ts';

export type Sending = { readonly services: TerminalServices; readonly progress: DeliveryProgress; readonly live: LiveDelivery };

type Arrived = StoredDelivery & { readonly uploadId: string; readonly digest: string };

/** Sends what has not arrived yet and offers it. May be broken off and asked again at any point: it is offered once. */
export async function sendDelivery(sending: Sending, delivery: StoredDelivery): Promise<void> {
  const { services, live } = sending;
  const { server, store, now } = services;
  const arrived = hasArrived(delivery) ? delivery : await sendPackage(sending, delivery);
  live.controller.signal.throwIfAborted();
  live.isOffering = true;
  const { batchId, idempotencyKey, name, uploadId, bytes, digest } = arrived;
  try {
    await server.call('intake.offerPackage', { batchId, idempotencyKey, name, uploadId, bytes, digest });
  } catch (error) {
    // Swept because it lay too long: it is sent anew when it is tried again.
    if (isUploadLost(error)) await store.deliveries.update({ ...arrived, uploadId: null, uploadUrl: null }, now());
    throw error;
  }
  await store.deliveries.update({ ...arrived, state: 'offered', error: null }, now());
}

const hasArrived = (delivery: StoredDelivery): delivery is Arrived => delivery.uploadId !== null && delivery.digest !== null;

function isUploadLost(error: unknown): boolean {
  return error instanceof AppError && ['package.upload-incomplete', 'resource.not-found'].includes(error.code);
}

async function sendPackage({ services, progress, live }: Sending, delivery: StoredDelivery): Promise<Arrived> {
  const { server, store, now } = services;
  const { signal } = live.controller;
  const source = await openPackage(delivery, signal);
  const { size, digest } = source;
  let kept: StoredDelivery = { ...delivery, bytes: size, digest };
  const keep = async (change: Partial<StoredDelivery>): Promise<void> => {
    kept = { ...kept, ...change };
    await store.deliveries.update(kept, now());
  };
  try {
    if (delivery.uploadUrl !== null && delivery.digest !== digest) throw new AppError('delivery.file-changed', { file: delivery.name });
    const { uploadId } = await server.upload({
      source: { size, slice: source.read },
      kind: packageUploadKind,
      url: kept.uploadUrl,
      onUrl: uploadUrl => keep({ uploadUrl }),
      onProgress: sentBytes => { progress.sent(live, sentBytes); },
      signal,
    });
    await source.confirm();
    await keep({ uploadId });
    return { ...kept, digest, uploadId };
  } catch (error) {
    // Half of the old content lies at the data centre: the other half of another one would make a package that never was.
    if (hasChanged(error)) await keep({ uploadUrl: null, digest: null });
    throw error;
  } finally {
    // What was read is what counts; a handle that cannot be closed changes nothing of it.
    await source.close().catch(() => undefined);
  }
}

function hasChanged(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'delivery.file-changed' || error.code === 'delivery.file-vanished');
}
