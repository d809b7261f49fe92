import { checkImage } from './check-image.ts';
import type { CheckOutcome, CheckTask } from './check-task.ts';

/** Runs in a thread of the pool of `createImageChecker`. */
export function runCheckTask(task: CheckTask): Promise<CheckOutcome> {
  return checkImage(task);
}
