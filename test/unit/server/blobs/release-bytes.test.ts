import { markAsUntransferable } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { releaseBytes } from '../../../../src-server/blobs/release-bytes.ts';

const large = 1 << 20;

test('the memory of a large buffer is gone at once, and giving it back twice does no harm', () => {
  const bytes = new Uint8Array(large);
  releaseBytes(bytes);
  releaseBytes(bytes);
  expect(bytes.buffer.byteLength).toBe(0);
});

test('views of something larger, small buffers and what a library allocated stay', () => {
  const whole = new Uint8Array(large).fill(7);
  releaseBytes(whole.subarray(1));
  expect(whole[1]).toBe(7);
  const small = Buffer.from('page');
  releaseBytes(small);
  expect(small.toString()).toBe('page');
  const foreign = new Uint8Array(large).fill(7);
  markAsUntransferable(foreign.buffer);
  releaseBytes(foreign);
  expect(foreign[0]).toBe(7);
});
