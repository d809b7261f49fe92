import { isMarkedAsUntransferable } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';

/** What a thread of a pool answers, with these bytes of it handed over without a copy; what a library allocated (sharp) goes as one. */
export function moveBytes<Answer extends object>(answer: Answer, { buffer, byteLength }: Uint8Array): Answer {
  if (byteLength !== buffer.byteLength || !(buffer instanceof ArrayBuffer) || isMarkedAsUntransferable(buffer)) return answer;
  return move({ [transferableSymbol]: buffer, [valueSymbol]: answer }) as unknown as Answer; // `as`: what is moved arrives as what it was
}
