import { setTimeout as delay } from 'node:timers/promises';
import type { Batch } from '#shared/domain/intake';
import type { Desk } from './desk.ts';
import { WrongUse } from './read-command.ts';

const lookEveryMs = 2_000;

/** By its number, as people write it. */
export async function findBatch({ call, words }: Pick<Desk, 'call' | 'words'>, number: string): Promise<Batch> {
  for (let page = 1; ; page += 1) {
    const { items, total } = await call('intake.listBatches', { page });
    const batch = items.find(each => each.number === number || each.id === number);
    if (batch) return batch;
    if (items.length === 0 || page * items.length >= total) throw new WrongUse(words.say('batchUnknown', { number }));
  }
}

export async function showStatus(desk: Desk): Promise<boolean> {
  const { call, options, words, print } = desk;
  const number = options.find('batch');
  const batches = number === undefined ? (await call('intake.listBatches', { page: 1 })).items : [await findBatch(desk, number)];
  if (batches.length === 0) print(words.say('noBatches'));
  for (const batch of batches) print(describe(desk, batch));
  return true;
}

/** Until the data centre has checked all that it was offered. */
export async function watchBatch(desk: Desk): Promise<boolean> {
  const batch = await followBatch(desk, await chosen(desk), ({ account }) => account.waiting === 0);
  desk.print(describe(desk, batch));
  return true;
}

export async function closeBatch(desk: Desk): Promise<boolean> {
  desk.print(describe(desk, await desk.call('intake.closeBatch', { id: (await chosen(desk)).id })));
  return true;
}

export async function decideBatch(desk: Desk, verdict: 'accept' | 'return'): Promise<boolean> {
  const decided = await desk.call('intake.decideBatch', { id: (await chosen(desk)).id, verdict, note: desk.options.find('note') ?? '' });
  desk.print(describe(desk, await followBatch(desk, decided, ({ state }) => state !== 'accepting')));
  return true;
}

export async function saveDefects(desk: Desk): Promise<boolean> {
  const { call, options, words, print } = desk;
  const format = options.choose('format', ['pdf', 'xlsx']);
  options.require('out');
  const { path } = await call('intake.saveDefects', { batchId: (await chosen(desk)).id, packageId: null, format });
  print(words.say('saved', { path }));
  return true;
}

const chosen = (desk: Desk): Promise<Batch> => findBatch(desk, desk.options.require('batch'));

async function followBatch(desk: Desk, first: Batch, isDone: (batch: Batch) => boolean): Promise<Batch> {
  let batch = first;
  while (!isDone(batch)) {
    desk.printProgress(describe(desk, batch));
    await delay(lookEveryMs, undefined, { signal: desk.signal });
    batch = await desk.call('intake.getBatch', { id: batch.id });
  }
  return batch;
}

function describe({ words }: Desk, { number, state, supplier, account }: Batch): string {
  const { offered, waiting, clean, needsReview, defective, accepted, returned, withdrawn, pagesOffered: pages } = account;
  return words.say('batch', { number, supplier, state: words.say(`batchState.${state}`), offered, waiting, clean, needsReview, defective, accepted, returned, withdrawn, pages });
}
