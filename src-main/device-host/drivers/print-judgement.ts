import type { PrintOutcome } from '#shared/domain/printing';

/** One look at a job, in the words of IPP. */
export type JobView = {
  readonly state: number;
  readonly reasons: readonly string[];
  readonly printerReasons: readonly string[];
  /** Free text of the queue or the device, in English. */
  readonly printerMessage: string;
  readonly impressions: number | null;
  /** Nothing keeps the queue from taking up a job that waits in it. */
  readonly isQueueIdle: boolean;
};

/** CUPS does not know the job, or no longer. */
export const goneState = 0;

/** job-state of RFC 8011. */
export const jobStates: Readonly<Record<number, string>> = {
  [goneState]: 'gone',
  3: 'pending',
  4: 'held',
  5: 'processing',
  6: 'stopped',
  7: 'canceled',
  8: 'aborted',
  9: 'completed',
};

/**
 * What CUPS itself writes beside a job that it calls completed, or goes on retrying, although the printer took nothing.
 * "The printer is in use." is not among them: that passes.
 */
const lostPattern = /not accepted|unable to (add|send|print|queue)|cannot print|unsupported document|canceled at printer/i;
/** Nothing the people in front of the printer do lets these go on: a password is wanted, or the document is no good. */
const hopelessReasons = new Set([
  'cups-held-for-authentication',
  'document-unprintable-error',
  'document-format-error',
  'document-access-error',
  // CUPS stops a job like this when its filter failed.
  'job-completed-with-errors',
]);
/** Says nothing about paper: CUPS waits like this for every job. */
const ordinaryReasons = new Set(['none', 'cups-waiting-for-job-completed', 'job-printing', 'processing-to-stop-point', 'job-incoming', 'job-completed-successfully']);

export function reasonsOf(view: JobView): readonly string[] {
  return [...new Set([...view.printerReasons, ...view.reasons])].filter(reason => !ordinaryReasons.has(reason));
}

/** Not taken up although nothing is in its way: CUPS passes over a job that was under way when it was stopped. */
export function isPassedOver({ state, isQueueIdle }: JobView): boolean {
  return jobStates[state] === 'pending' && isQueueIdle;
}

function detailOf(view: JobView, first?: string): string {
  const parts = [first, ...reasonsOf(view), view.printerMessage].filter(part => part !== undefined && part !== '');
  return [...new Set(parts)].join('; ').slice(0, 300);
}

function lostOutcome(isCancelRequested: boolean): PrintOutcome {
  return isCancelRequested ? { state: 'cancelled', impressions: null, detail: '' } : { state: 'failed', impressions: null, detail: 'job-lost' };
}

/** `hopeless`: the job will not move again by itself and has to be withdrawn. */
export type Judgement = { readonly kind: 'waiting' } | { readonly kind: 'hopeless'; readonly detail: string } | { readonly kind: 'ended'; readonly outcome: PrintOutcome };

/** A job counts as completed when CUPS says so and nothing it says beside contradicts. */
export function judgeJob(view: JobView, isCancelRequested: boolean): Judgement {
  const state = jobStates[view.state] ?? `state-${String(view.state)}`;
  const { impressions } = view;
  const isLost = lostPattern.test(view.printerMessage);
  switch (state) {
    case 'completed':
      return isLost
        ? { kind: 'ended', outcome: { state: 'failed', impressions, detail: detailOf(view, 'not-printed') } }
        : { kind: 'ended', outcome: { state: 'completed', impressions, detail: '' } };
    case 'canceled':
      return isCancelRequested
        ? { kind: 'ended', outcome: { state: 'cancelled', impressions, detail: reasonsOf(view).join('; ').slice(0, 300) } }
        : { kind: 'ended', outcome: { state: 'failed', impressions, detail: detailOf(view, 'canceled-at-printer') } };
    case 'gone':
      return { kind: 'ended', outcome: lostOutcome(isCancelRequested) };
    case 'aborted':
      return { kind: 'ended', outcome: { state: 'failed', impressions, detail: detailOf(view, 'aborted') } };
    default: {
      const isHopeless = isLost || view.reasons.some(reason => hopelessReasons.has(reason));
      return isHopeless ? { kind: 'hopeless', detail: detailOf(view) } : { kind: 'waiting' };
    }
  }
}
