import { setTimeout as sleep } from 'node:timers/promises';
import { firstError, notFound, pathOf, reasonsIn, requested, statusText, targetOf } from './cups-target.ts';
import { printerAttributes } from './cups-queues.ts';
import { groupsOf, IppUnreachable, numberOf, textOf, type IppClient } from './ipp-client.ts';
import { attribute, type IppGroup } from './ipp-codec.ts';
import { goneState, type JobView } from './print-judgement.ts';

/** A job in a queue of CUPS. */
export type CupsJob = { readonly printer: string; readonly jobId: number };

const jobAttributes = ['job-state', 'job-state-reasons', 'job-printer-state-message', 'job-printer-state-reasons', 'job-impressions-completed'] as const;

function addressOf({ printer, jobId }: CupsJob) {
  return [...targetOf(printer), attribute('job-id', 'integer', jobId)];
}

/** printer-state of RFC 8011. */
const idleQueue = 3;

function viewOf(job: IppGroup | undefined, printer: IppGroup | undefined): JobView {
  return {
    state: numberOf(job, 'job-state') ?? goneState,
    reasons: reasonsIn(job, 'job-state-reasons'),
    printerReasons: [...reasonsIn(job, 'job-printer-state-reasons'), ...reasonsIn(printer, 'printer-state-reasons')],
    printerMessage: textOf(job, 'job-printer-state-message'),
    impressions: numberOf(job, 'job-impressions-completed'),
    isQueueIdle: numberOf(printer, 'printer-state') === idleQueue,
  };
}

/** Asks for the job, and for its queue too: a stopped queue is not among the reasons of a job that waits for it. */
export async function lookAt(ask: IppClient, wanted: CupsJob): Promise<JobView> {
  const job = await ask({ operation: 'getJobAttributes', path: '/jobs', attributes: [...addressOf(wanted), requested(jobAttributes)] });
  if (job.status === notFound) return viewOf(undefined, undefined);
  if (job.status >= firstError) throw new IppUnreachable(statusText(job));
  const queue = await ask({ operation: 'getPrinterAttributes', path: pathOf(wanted.printer), attributes: [...targetOf(wanted.printer), requested(printerAttributes)] });
  return viewOf(groupsOf(job, 'job')[0], groupsOf(queue, 'printer')[0]);
}

export async function cancelJob(ask: IppClient, job: CupsJob): Promise<void> {
  await ask({ operation: 'cancelJob', path: '/jobs', attributes: addressOf(job) });
}

const purgeTries = 5;

/**
 * The document and its entry leave the spool, whatever this CUPS is set to preserve. Answers whether it knows the job no longer;
 * tried again because CUPS closes a job a moment after it has told its end.
 */
export async function purgeJob(ask: IppClient, job: CupsJob, pauseMs: number): Promise<boolean> {
  for (let tries = 0; tries < purgeTries; tries += 1) {
    const answer = await ask({ operation: 'cancelJob', path: '/jobs', attributes: [...addressOf(job), attribute('purge-job', 'boolean', true)] }).catch(() => undefined);
    if (answer && (answer.status < firstError || answer.status === notFound)) return true;
    await sleep(pauseMs);
  }
  return false;
}

/** The newest job of ours under this title, in whatever state. */
export async function findJob(ask: IppClient, printer: string, title: string): Promise<CupsJob | undefined> {
  const which = [attribute('which-jobs', 'keyword', 'all'), attribute('my-jobs', 'boolean', true)];
  const answer = await ask({ operation: 'getJobs', path: pathOf(printer), attributes: [...targetOf(printer), ...which, requested(['job-id', 'job-name'])] });
  const ids = groupsOf(answer, 'job').flatMap(job => (textOf(job, 'job-name') === title ? [numberOf(job, 'job-id') ?? 0] : []));
  return ids.length === 0 ? undefined : { printer, jobId: Math.max(...ids) };
}
