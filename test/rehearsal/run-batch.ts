import { setTimeout as delay } from 'node:timers/promises';
import { BatchId, IdempotencyKey } from '../../src-shared/domain/ids.ts';
import type { Batch } from '../../src-shared/domain/intake.ts';
import { untilItAnswers, type Site } from './site.ts';

export type Watch = { /** After this many packages are checked, over all batches. */ readonly onChecked: (checked: number) => Promise<void>; /** While packages go into their volumes. */ readonly onAccepting: () => Promise<void> };
type Ordered = { readonly directory: string; readonly volumes: number; readonly number: number };

const judgedAtOnce = 4;

/** One medium: sent, checked, sampled, accepted; answers the batch as it ended. */
export async function runBatch(site: Site, { directory, volumes, number }: Ordered, watch: Watch): Promise<Batch> {
  await site.confirm();
  const id = await orderBatch(site, number);
  await untilItAnswers(() => site.importer().call('deliveries.start', { batchId: id, paths: [directory] }));
  await untilChecked(site, id, { volumes, watch });
  await site.confirm();
  await untilItAnswers(() => site.importer().call('intake.closeBatch', { id }));
  await judgeSample(site, id);
  await site.confirm();
  await untilItAnswers(() => site.importer().call('intake.decideBatch', { id, verdict: 'accept', note: '演练' }));
  await watch.onAccepting();
  for (;;) {
    const batch = await read(site, id);
    if (batch.state === 'accepted' || batch.state === 'returned') return batch;
    await delay(500);
  }
}

const read = (site: Site, id: BatchId): Promise<Batch> => untilItAnswers(() => site.importer().call('intake.getBatch', { id }));

async function orderBatch(site: Site, number: number): Promise<BatchId> {
  const idempotencyKey = IdempotencyKey.parse(crypto.randomUUID());
  const order = { kind: 'volumes', supplier: '演练数字化公司', note: `第 ${String(number)} 盘`, mediumId: null, approvalNumber: `演练-${String(number)}`, secrecy: { level: 'secret', years: 10 } } as const;
  return BatchId.parse((await untilItAnswers(() => site.importer().call('intake.createBatch', { ...order, idempotencyKey }))).id);
}

async function untilChecked(site: Site, id: BatchId, { volumes, watch }: { readonly volumes: number; readonly watch: Watch }): Promise<void> {
  for (;;) {
    const { account } = await read(site, id);
    const checked = account.clean + account.needsReview + account.defective;
    await watch.onChecked(checked);
    if (checked === volumes) return;
    // A terminal that was killed sends on by itself once the same person is there again; what failed on the way is asked for again.
    await untilItAnswers(() => site.importer().call('deliveries.retry', { batchId: id, id: null }));
    await delay(500);
  }
}

async function judgeSample(site: Site, batchId: BatchId): Promise<void> {
  const { items } = await untilItAnswers(() => site.importer().call('intake.getSample', { id: batchId }));
  const waiting = items.filter(({ isPlaceRight }) => isPlaceRight === null);
  const judge = async (): Promise<void> => {
    for (let item = waiting.pop(); item; item = waiting.pop()) {
      const judged = { batchId, itemId: item.id, isPlaceRight: true, isPictureGood: true, note: '' };
      await untilItAnswers(() => site.importer().call('intake.judge', judged));
    }
  };
  await Promise.all(Array.from({ length: judgedAtOnce }, judge));
}
