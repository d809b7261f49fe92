import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DeliverySummary } from '#shared/domain/delivery';
import { IdempotencyKey } from '#shared/domain/ids';
import type { Batch } from '#shared/domain/intake';
import { findBatch } from './batches.ts';
import type { Desk } from './desk.ts';
import { requireMedium, secrecyOf } from './media.ts';
import { WrongUse } from './read-command.ts';

const lookEveryMs = 500;

/** Queues what is new, lets failed ones try again, and follows the queue to its end. */
export async function sendPackages(desk: Desk): Promise<boolean> {
  const { call, paths, words, print } = desk;
  if (paths.length === 0) throw new WrongUse(words.say('pathsMissing'));
  const { id: batchId } = await chooseBatch(desk);
  const { added, known } = await call('deliveries.start', { batchId, paths: paths.map(path => resolve(path)) });
  print(words.say('queued', { found: added + known, added, known }));
  await call('deliveries.retry', { batchId, id: null });
  await call('deliveries.pause', { batchId, isPaused: false });
  const { failed, offered, isPaused } = await follow(desk, batchId);
  if (failed > 0) await tellFailures(desk, batchId);
  if (isPaused) print(words.say('stillPaused'));
  if (failed > 0 || isPaused) return false;
  print(words.say('done', { offered }));
  return true;
}

async function chooseBatch(desk: Desk): Promise<Batch> {
  const { call, options, words, print } = desk;
  if (!options.has('new-batch')) return findBatch(desk, options.require('batch'));
  const medium = options.find('medium');
  const batch = await call('intake.createBatch', {
    idempotencyKey: IdempotencyKey.parse(crypto.randomUUID()),
    kind: options.choose<Batch['kind']>('kind', ['volumes', 'loose'], 'volumes'),
    supplier: options.require('supplier'),
    approvalNumber: options.require('approval'),
    note: options.find('note') ?? '',
    mediumId: medium === undefined ? null : (await requireMedium(desk, medium)).id,
    secrecy: secrecyOf(options),
  });
  print(words.say('batchCreated', { number: batch.number }));
  return batch;
}

/** Until nothing is left to be sent, or nothing moves any more before somebody mends it. */
async function follow(desk: Desk, batchId: Batch['id']): Promise<DeliverySummary> {
  const { call, words, printProgress, signal } = desk;
  for (;;) {
    signal.throwIfAborted();
    const { summary } = await call('deliveries.list', { batchId, limit: 1 });
    const { offered, sending, waiting, failed, bytesPerSecond, secondsLeft } = summary;
    const left = secondsLeft === null ? words.say('unknownLeft') : words.say('secondsLeft', { seconds: secondsLeft });
    printProgress(words.say('progress', { offered, sending, waiting, failed, speed: ((bytesPerSecond ?? 0) / 1_000_000).toFixed(1), left }));
    if (sending === 0 && (waiting === 0 || summary.isPaused)) return summary;
    await delay(lookEveryMs, undefined, { signal });
  }
}

async function tellFailures({ call, words, print }: Desk, batchId: Batch['id']): Promise<void> {
  const { deliveries } = await call('deliveries.list', { batchId, state: 'failed', limit: 100 });
  for (const { path, error } of deliveries) print(words.say('failed', { path, reason: error === null ? '' : words.explain(error) }));
}
