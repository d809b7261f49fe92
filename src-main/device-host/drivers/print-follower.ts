import { setTimeout as sleep } from 'node:timers/promises';
import type { PrintOutcome } from '#shared/domain/printing';
import { isPassedOver, jobStates, judgeJob, reasonsOf, type JobView } from './print-judgement.ts';

export type FollowedJob = {
  /** Rejects when the print service does not answer. */
  readonly look: () => Promise<JobView>;
  readonly cancel: () => Promise<void>;
  readonly onProgress: (state: string, reasons: readonly string[]) => void;
};

export type FollowPatience = {
  readonly pollMs: number;
  /** With nothing changing, e.g. nobody brings paper. */
  readonly unchangedMs: number;
  /** In a queue that does nothing; CUPS looks for waiting jobs every ten seconds. */
  readonly passedOverMs: number;
  /** While the print service gives no answer. */
  readonly unreachableMs: number;
  /** From the cancel to CUPS agreeing that it is cancelled. */
  readonly cancelMs: number;
};
export const usualFollowPatience: FollowPatience = { pollMs: 400, unchangedMs: 600_000, passedOverMs: 30_000, unreachableMs: 60_000, cancelMs: 20_000 };

function failed(detail: string, impressions: number | null = null): PrintOutcome {
  return { state: 'failed', impressions, detail: detail.slice(0, 300) };
}

/** Sleeps until the next look, or until the cancel. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** What was last seen of the job, and since when. */
function createMemory(onChange: (state: string, reasons: readonly string[]) => void) {
  let lastView = '';
  let lastTold = '';
  let changedAt = performance.now();
  let answeredAt = changedAt;
  return {
    see: (view: JobView): void => {
      answeredAt = performance.now();
      const seen = JSON.stringify(view);
      if (seen === lastView) return;
      lastView = seen;
      changedAt = answeredAt;
      const state = jobStates[view.state] ?? 'unknown';
      const reasons = reasonsOf(view);
      const told = [state, ...reasons].join();
      if (told === lastTold) return;
      lastTold = told;
      onChange(state, reasons);
    },
    unchangedForMs: () => performance.now() - changedAt,
    unansweredForMs: () => performance.now() - answeredAt,
  };
}

/** Withdraws the job and waits a little for CUPS to say so; a job that then turns out to be printed is printed. */
async function withdraw(job: FollowedJob, patience: FollowPatience): Promise<PrintOutcome | undefined> {
  const deadline = performance.now() + patience.cancelMs;
  await job.cancel().catch(() => undefined);
  while (performance.now() < deadline) {
    const view = await job.look().catch(() => undefined);
    const judgement = view && judgeJob(view, true);
    if (judgement?.kind === 'ended') return judgement.outcome;
    await sleep(patience.pollMs);
  }
  return undefined;
}

async function giveUp(job: FollowedJob, patience: FollowPatience, detail: string): Promise<PrintOutcome> {
  const outcome = await withdraw(job, patience);
  return outcome?.state === 'completed' ? outcome : failed(detail, outcome?.impressions);
}

/** Why nothing more is to be waited for; undefined while there is hope. */
function hopeLost(view: JobView | undefined, unchangedForMs: number, { passedOverMs, unchangedMs }: FollowPatience): string | undefined {
  if (view && isPassedOver(view) && unchangedForMs > passedOverMs) return 'job-lost';
  if (unchangedForMs <= unchangedMs) return undefined;
  return view ? `no-progress; ${reasonsOf(view).join('; ')}` : 'no-progress';
}

/** Follows a job until it ends, is cancelled or is past hope. Always answers: every wait has its limit. */
export async function followJob(job: FollowedJob, signal: AbortSignal, patience: FollowPatience = usualFollowPatience): Promise<PrintOutcome> {
  const memory = createMemory(job.onProgress);
  while (!signal.aborted) {
    const view = await job.look().catch(() => undefined);
    if (view) {
      memory.see(view);
      const judgement = judgeJob(view, false);
      if (judgement.kind === 'ended') return judgement.outcome;
      if (judgement.kind === 'hopeless') return giveUp(job, patience, judgement.detail);
    }
    if (memory.unansweredForMs() > patience.unreachableMs) return failed('print-service-lost');
    const lost = hopeLost(view, memory.unchangedForMs(), patience);
    if (lost !== undefined) return giveUp(job, patience, lost);
    await pause(patience.pollMs, signal);
  }
  return (await withdraw(job, patience)) ?? failed('cancel-not-confirmed');
}
