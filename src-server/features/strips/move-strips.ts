import type { StripJobState } from '#shared/domain/strip-job';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Act, type Subject } from '../authority/index.ts';
import { requireApprovedPrinter } from '../printers/index.ts';
import { findLastRun, jobFacts, requireJob, type StripJobRecord, type StripRunRecord } from './job-repository.ts';

type Move = { readonly id: string; readonly act: Act };
type Change = { readonly state: StripJobState; readonly goodCount?: number; readonly detail: string };

/** One step of a job under its row's lock, with its entry in the log. */
async function moveJob({ db }: Services, subject: Subject, { id, act, step }: Move & { readonly step: (tx: Db, job: StripJobRecord, last: StripRunRecord | undefined) => Promise<Change | undefined> }): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.selectFrom('stripJobs').select('id').where('id', '=', id).forUpdate().execute();
    const job = await requireJob(tx, id);
    requireAllowed(subject, act, jobFacts(job));
    const change = await step(tx, job, await findLastRun(tx, id));
    if (!change) return;
    const { state, goodCount = job.goodCount, detail } = change;
    await tx.updateTable('stripJobs').set({ state, goodCount }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act, object: job.registerNumber, detail, changes: [{ field: 'state', before: job.state, after: state }] });
  });
}

function requireState({ state }: StripJobRecord, ...allowed: readonly StripJobState[]): void {
  if (!allowed.includes(state)) throw new AppError('strip.state-conflict', { state });
}

/** It goes on exactly behind what a person has counted as good. */
export function startStrips(services: Services, subject: Subject, { id, printerName, firstPosition }: { readonly id: string; readonly printerName: string; readonly firstPosition: number }): Promise<void> {
  return moveJob(services, subject, {
    ...{ id, act: 'strips.started' },
    step: async (tx, job, last) => {
      requireState(job, 'open');
      await requireApprovedPrinter(tx, subject, printerName);
      if (last && last.lastGood === null) throw new AppError('strip.count-first');
      if (firstPosition !== job.goodCount + 1) throw new AppError('strip.wrong-start', { expected: job.goodCount + 1 });
      await tx.insertInto('stripRuns').values({ jobId: id, number: (last?.number ?? 0) + 1, firstPosition, lastGood: null, printerName, outcome: null, startedAt: services.now(), endedAt: null }).execute();
      return { state: 'printing', detail: `${printerName} from=${String(firstPosition)}` };
    },
  });
}

export function endStrips(services: Services, subject: Subject, { id, outcome, detail }: { readonly id: string; readonly outcome: 'completed' | 'failed' | 'cancelled'; readonly detail: string }): Promise<void> {
  return moveJob(services, subject, {
    ...{ id, act: 'strips.ended' },
    step: async (tx, job, last) => {
      // Terminals say it again when the answer was lost.
      if (last?.outcome === outcome && job.state !== 'printing') return undefined;
      requireState(job, 'printing');
      if (!last) throw new AppError('strip.state-conflict', { state: job.state });
      const lastGood = outcome === 'completed' ? job.stripCount : null;
      await tx.updateTable('stripRuns').set({ outcome, detail, lastGood, endedAt: services.now() }).where('jobId', '=', id).where('number', '=', last.number).execute();
      return outcome === 'completed' ? { state: 'completed', goodCount: job.stripCount, detail: outcome } : { state: 'open', detail: `${outcome} ${detail}`.trim() };
    },
  });
}

/** Also after the printer said that all was well, when the strips say otherwise; and when a terminal died and never reported. */
export function confirmStrips(services: Services, subject: Subject, { id, lastGood }: { readonly id: string; readonly lastGood: number }): Promise<void> {
  return moveJob(services, subject, {
    ...{ id, act: 'strips.confirmGood' },
    step: async (tx, job, last) => {
      requireState(job, 'open', 'printing', 'completed');
      if (!last) throw new AppError('strip.state-conflict', { state: job.state });
      if (lastGood < last.firstPosition - 1 || lastGood > job.stripCount) throw new AppError('strip.wrong-count', { least: last.firstPosition - 1, most: job.stripCount });
      const ended = last.outcome === null ? { outcome: 'failed' as const, detail: 'not reported', endedAt: services.now() } : {};
      await tx.updateTable('stripRuns').set({ lastGood, ...ended }).where('jobId', '=', id).where('number', '=', last.number).execute();
      return { state: lastGood === job.stripCount ? 'completed' : 'open', goodCount: lastGood, detail: `good=${String(lastGood)} of=${String(job.stripCount)}` };
    },
  });
}

export function abandonStrips(services: Services, subject: Subject, { id }: { readonly id: string }): Promise<void> {
  return moveJob(services, subject, {
    ...{ id, act: 'strips.abandon' },
    step: (_tx, job) => {
      requireState(job, 'open');
      return Promise.resolve({ state: 'abandoned', detail: `good=${String(job.goodCount)} of=${String(job.stripCount)}` });
    },
  });
}
