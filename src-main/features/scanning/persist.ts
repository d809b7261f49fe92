import type { WireError } from '#shared/errors/app-error';
import type { AttemptEnd } from './attempt.ts';
import { decideCourse, type Course } from './recovery.ts';
import { isStackDone, type Stack } from './stack.ts';

export type Persistence = {
  readonly tryOnce: (stack: Stack) => Promise<AttemptEnd>;
  /** Makes ready for the next attempt; answers what it is to begin with. */
  readonly recover: (end: AttemptEnd, error: WireError, pauseMs: number) => Promise<Stack>;
  readonly isCancelled: () => boolean;
};

/** How a stack came out: `give-up` and `fail` with the error, `done` without. */
export type Outcome = { readonly end: AttemptEnd; readonly course: Exclude<Course['kind'], 'again'> | 'done' };

/** Goes on by itself as often as it may. */
export async function persist(stack: Stack, { tryOnce, recover, isCancelled }: Persistence): Promise<Outcome> {
  let failures = 0;
  for (let present = stack, isRecovering = false; ; isRecovering = true) {
    const end = await tryOnce(present);
    const error = errorOf(end, isRecovering);
    if (error === null || isCancelled() || isStackDone(end.rest)) return done(end);
    failures = end.hasKept ? 1 : failures + 1;
    const course = decideCourse({ code: error.code, paper: end.paper, failures, hasBegun: hasBegun(end) });
    if (course.kind !== 'again') return { end: { ...end, error }, course: course.kind };
    present = await recover(end, error, course.pauseMs);
    if (isCancelled()) return done(end);
  }
}

function done(end: AttemptEnd): Outcome {
  return { end: { ...end, error: null }, course: 'done' };
}

const sideMissing: WireError = { code: 'scanner.side-missing', params: {} };

/** Of a sheet that is scanned on both sides both have to arrive. An empty feeder after a failure between two sheets is the end of the stack. */
function errorOf({ error, isCancelled, paper }: AttemptEnd, isRecovering: boolean): WireError | null {
  if (error?.code === 'scanner.no-paper' && isRecovering && paper.sidesKept > 0) return null;
  return error ?? (!isCancelled && paper.isLastSideAlone ? sideMissing : null);
}

function hasBegun({ paper }: AttemptEnd): boolean {
  return paper.sidesKept > 0 || paper.putBackCount > 0;
}
