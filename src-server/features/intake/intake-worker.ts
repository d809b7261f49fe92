import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Services } from '../../app/services.ts';
import { checkPackage } from './checking/check-package.ts';
import type { IntakeTools } from './checking/intake-tools.ts';
import { claimPackage, keepLease, LeaseLost, releasePackage, type Claim } from './checking/package-queue.ts';
import { commitPackage } from './commit/commit-package.ts';
import { requirePackage } from './deliveries/delivery-repository.ts';
import { removeEndedUploads } from './deliveries/ended-uploads.ts';
import { sweepIntake } from './sweep-intake.ts';

export type IntakeWorker = {
  /** Gives back what is under way; resolves when nothing runs any more. */
  stop(): Promise<void>;
};

export type IntakeOptions = {
  readonly tools: IntakeTools;
  /** Packages at once, each with so many images: as many as there are image threads. */
  readonly threads: number;
  readonly reportBug: (error: unknown) => void;
};

/** How often a process looks by itself for what another one has taken in, or left behind. */
const lookEveryMs = 2_000;
const sweepEveryMs = 60_000;
const imagesAtOnce = 2;

/** Checks and commits packages, with all other processes of the city, until it is stopped. */
export function startIntake(services: Services, { tools, threads, reportBug }: IntakeOptions): IntakeWorker {
  const stopping = new AbortController();
  const sleepers = new Set<() => void>();
  const wakeAll = (): void => { for (const wake of sleepers) wake(); };
  const silence = services.intakeBell.onRing(wakeAll);

  async function sleep(): Promise<void> {
    const nap = new AbortController();
    const wake = (): void => { nap.abort(); };
    sleepers.add(wake);
    await delay(lookEveryMs, undefined, { signal: nap.signal, ref: false }).catch(() => undefined);
    sleepers.delete(wake);
  }

  let hasCommitted = false;
  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const done = await workOnce(services, { tools, stop: stopping.signal, reportBug });
        if (done === 'accepting') hasCommitted = true;
        if (done !== null) continue;
        // Not after each package: all that ended together is removed together.
        if (hasCommitted) {
          hasCommitted = false;
          await removeEndedUploads(services);
        }
        await sleep();
      } catch (error) {
        // The database is away: asked again after a while.
        reportBug(error);
        await sleep();
      }
    }
  }

  const sweep = (): void => { sweepIntake(services).catch(reportBug); };
  sweep();
  const sweeping = setInterval(sweep, sweepEveryMs).unref();
  const workers = Array.from({ length: threads }, work);
  return {
    stop: async () => {
      stopping.abort(new LeaseLost());
      clearInterval(sweeping);
      silence();
      wakeAll();
      await Promise.all(workers);
    },
  };
}

type Once = { readonly tools: IntakeTools; readonly stop: AbortSignal; readonly reportBug: (error: unknown) => void };

/** What was worked on; null when there is nothing to do. */
async function workOnce(services: Services, { tools, stop, reportBug }: Once): Promise<Claim['state'] | null> {
  const { db } = services;
  const owner = randomUUID();
  const claim = await claimPackage(db, owner);
  if (!claim) return null;
  const lost = new AbortController();
  const endLease = keepLease(db, { id: claim.id, owner }, lost);
  try {
    await carryOut(services, { tools, claim, owner, signal: AbortSignal.any([stop, lost.signal]) });
  } catch (error) {
    const hasFailed = !(error instanceof LeaseLost);
    if (hasFailed) reportBug(error);
    await releasePackage(db, { claim, owner, hasFailed });
  } finally {
    endLease();
  }
  return claim.state;
}

type Turn = { readonly tools: IntakeTools; readonly claim: Claim; readonly owner: string; readonly signal: AbortSignal };

async function carryOut(services: Services, { tools, claim, owner, signal }: Turn): Promise<void> {
  const record = await requirePackage(services.db, claim.id);
  if (claim.state === 'accepting') await commitPackage(services, { record, owner });
  else await checkPackage({ services, tools, record, owner, signal, imagesAtOnce });
}
