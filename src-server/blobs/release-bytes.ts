import { isMarkedAsUntransferable } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';

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

/** What a thread of a pool answers, with these bytes of it handed over without a copy; what a library allocated (sharp) goes as one. */
export function moveBytes<Answer extends object>(answer: Answer, { buffer, byteLength }: Uint8Array): Answer {
  if (byteLength !== buffer.byteLength || !(buffer instanceof ArrayBuffer) || isMarkedAsUntransferable(buffer)) return answer;
  return move({ [transferableSymbol]: buffer, [valueSymbol]: answer }) as unknown as Answer; // `as`: what is moved arrives as what it was
}
