import { isMarkedAsUntransferable } from 'node:worker_threads';

/** Smaller ones lie in a pool that others use too, or are not worth a call. */
const leastBytes = 64 * 1024;

/**
 * Gives the memory of a large buffer back at once; nobody may use it afterwards. The collector counts such memory against its limits
 * and, for want of anything else to free, goes through the whole heap again and again: a third of the time of an intake.
 */
export function releaseBytes({ buffer, byteLength }: Uint8Array): void {
  // A view belongs to whoever holds the whole.
  if (byteLength < leastBytes || byteLength !== buffer.byteLength || !(buffer instanceof ArrayBuffer)) return;
  // What a library allocated it frees itself.
  if (!isMarkedAsUntransferable(buffer)) buffer.transfer(0);
}
