import { likenessOf, unpackMap } from '#shared/imaging/page-print';
import { moveBytes } from '../../../blobs/move-bytes.ts';
import { releaseBytes } from '../../../blobs/release-bytes.ts';
import { checkImage } from './check-image.ts';
import type { CheckOutcome, CheckTask, CompareTask } from './check-task.ts';

/** Runs in a thread of the pool of `createImageChecker`. */
export async function runCheckTask(task: CheckTask): Promise<CheckOutcome> {
  const outcome = await checkImage(task);
  releaseBytes(task.bytes);
  return outcome.optimised ? moveBytes(outcome, outcome.optimised.jpeg) : outcome;
}

export function runCompareTask({ map, others, enough = Infinity }: CompareTask): number[] {
  const own = unpackMap(map);
  const likeness: number[] = [];
  for (const other of others) {
    const alike = likenessOf(own, unpackMap(other));
    likeness.push(alike);
    if (alike >= enough) break;
  }
  return likeness;
}
