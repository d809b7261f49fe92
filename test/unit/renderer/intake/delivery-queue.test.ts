import { expect, test } from 'vitest';
import { Delivery } from '#shared/domain/delivery';
import { summarise, unfinished } from '../../../../src-renderer/features/intake/delivery-queue.ts';
import { mergeFound } from '../../../../src-renderer/features/intake/use-sending.ts';
import { batchGaps, emptyBatch } from '../../../../src-renderer/features/intake/new-batch.ts';
import { MediumId } from '#shared/domain/ids';

const aDelivery = (part: Partial<Delivery> = {}): Delivery =>
  Delivery.parse({ id: crypto.randomUUID(), batchId: crypto.randomUUID(), name: '152_张文斌', path: '/media/a', state: 'waiting', bytes: 100, sentBytes: 0, bytesPerSecond: null, secondsLeft: null, error: null, ...part });

test('progress goes by bytes, and the time left by the speed of all that is sent at once', () => {
  const summary = summarise([aDelivery({ state: 'offered', bytes: 300, sentBytes: 300 }), aDelivery({ state: 'sending', sentBytes: 50, bytesPerSecond: 20 }), aDelivery({ state: 'sending', sentBytes: 50, bytesPerSecond: 30 }), aDelivery()]);
  expect(summary).toMatchObject({ total: 4, offered: 1, failed: 0, left: 3, fraction: 400 / 600, bytesPerSecond: 50, secondsLeft: 4, isPaused: false });
});

test('what failed is neither left to send nor counted as sent', () => {
  expect(summarise([aDelivery({ state: 'failed', sentBytes: 90 })])).toMatchObject({ failed: 1, left: 0, offered: 0, secondsLeft: null });
});

test('a queue is paused when nothing of it moves or waits, and an empty one is not', () => {
  expect(summarise([aDelivery({ state: 'paused' }), aDelivery({ state: 'offered' })]).isPaused).toBe(true);
  expect(summarise([aDelivery({ state: 'paused' }), aDelivery()]).isPaused).toBe(false);
  expect(summarise([])).toMatchObject({ isPaused: false, fraction: 0 });
});

test('failures stand first in the list, and what has arrived is not in it', () => {
  expect(unfinished([aDelivery(), aDelivery({ state: 'offered' }), aDelivery({ state: 'sending' }), aDelivery({ state: 'failed' })]).map(({ state }) => state)).toEqual(['failed', 'sending', 'waiting']);
});

test('the same folder dropped twice is one package', () => {
  const found = { name: 'a', path: '/media/a', kind: 'folder', files: 3, bytes: 100 } as const;
  expect(mergeFound([found], [found, { ...found, path: '/media/b' }]).map(({ path }) => path)).toEqual(['/media/a', '/media/b']);
});

test('a batch without a medium needs the reason why; one on a medium does not', () => {
  const complete = { ...emptyBatch, supplier: '航星', approvalNumber: '17号' };
  expect(batchGaps(emptyBatch)).toEqual(['supplier', 'medium', 'approvalNumber']);
  expect(batchGaps({ ...complete, medium: 'none' })).toEqual(['why']);
  expect(batchGaps({ ...complete, medium: 'none', note: '本单位内网移交' })).toEqual([]);
  expect(batchGaps({ ...complete, medium: MediumId.parse(crypto.randomUUID()) })).toEqual([]);
});
