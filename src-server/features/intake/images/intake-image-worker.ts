import { isMarkedAsUntransferable } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { likenessOf, unpackMap } from '#shared/imaging/page-print';
import { releaseBytes } from '../../../blobs/release-bytes.ts';
import { checkImage } from './check-image.ts';
import type { CheckOutcome, CheckTask, CompareTask } from './check-task.ts';

/** Runs in a thread of the pool of `createImageChecker`. */
export async function runCheckTask(task: CheckTask): Promise<CheckOutcome> {
  const outcome = await checkImage(task);
  releaseBytes(task.bytes);
  const jpeg = outcome.optimised?.jpeg;
  if (jpeg === undefined || jpeg.byteLength !== jpeg.buffer.byteLength || isMarkedAsUntransferable(jpeg.buffer)) return outcome;
  // The clean image goes over without a copy; what a library allocated (sharp) goes as one. `as`: what is moved arrives as what it was.
  return move({ [transferableSymbol]: jpeg.buffer, [valueSymbol]: outcome }) as unknown as CheckOutcome;
}

export function runCompareTask({ map, others }: CompareTask): number[] {
  const own = unpackMap(map);
  return others.map(other => likenessOf(own, unpackMap(other)));
}
