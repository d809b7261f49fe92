import type { ScanStep } from '#shared/domain/scan-fault';
import type { ScanPace, ScanPatience, Work } from './scan-pace.ts';

/** What is to be done about a device. `moving`: it was silent too long and has come back by itself. */
export type Verdict = 'waiting' | 'moving' | 'cancelling' | 'restarting';

export type ScanBeat = { readonly step: ScanStep | null; readonly signs: number };
export type ScanStepped = { readonly step: ScanStep; readonly isEnded: boolean; readonly longestSilenceMs: number; readonly status: string };

/** The child beats four times a second. Of a longer gap between two beats only this much was time in which the device could be heard. */
const believedBeatMs = 600;
/** How long a device may still take for letting go after it had stopped to answer. */
const hopelessMs: Readonly<Record<'cancel' | 'close', number>> = { cancel: 1_000, close: 2_000 };
/** A search, an opening or a closing knows no cancel. */
const cancellableSteps: readonly ScanStep[] = ['prepare', 'warm-up', 'start', 'read'];

export type ScanWatch = {
  /** A scan or another call begins; what was judged before no longer counts. */
  readonly begin: (work: Work) => void;
  readonly stepped: (event: ScanStepped) => void;
  /** With each heartbeat of the child. */
  readonly beat: (beat: ScanBeat) => Verdict | undefined;
  /** The person asked the device to let go. */
  readonly cancelled: () => void;
  readonly step: () => ScanStep | null;
  /** It was silent, so it was asked to let go, or ended. */
  readonly isGivenUp: () => boolean;
};

type Watched = {
  readonly work: Work;
  step: ScanStep | null;
  /** Where it was first said to be silent. */
  silentStep: ScanStep | null;
  signs: number;
  silentMs: number;
  told: Verdict | 'nothing';
  isCancelled: boolean;
  /** It was given up in what it did before this, and may still be closing from that. */
  readonly isSuspect: boolean;
};

function isGivenUp({ told }: Watched): boolean {
  return told === 'cancelling' || told === 'restarting';
}

function limitMs({ work, told, isCancelled, isSuspect }: Watched, pace: ScanPace, step: ScanStep): number {
  const asked = step === 'close' ? 'close' : 'cancel';
  if (told === 'cancelling' || (isSuspect && step === 'close')) return Math.min(pace.limitMs(work, asked), hopelessMs[asked]);
  return pace.limitMs(work, isCancelled ? asked : step);
}

/** The next degree; undefined while it is too early for it. */
function judge({ told, isCancelled }: Watched, step: ScanStep, { overMs, graceMs }: { readonly overMs: number; readonly graceMs: number }): Verdict | undefined {
  if (overMs <= 0 || told === 'restarting') return undefined;
  if (told === 'nothing' && !isCancelled) return 'waiting';
  if (told === 'waiting' && overMs <= graceMs) return undefined;
  return told === 'waiting' && cancellableSteps.includes(step) ? 'cancelling' : 'restarting';
}

const fresh = (work: Work, isSuspect: boolean): Watched => ({ work, step: null, silentStep: null, signs: -1, silentMs: 0, told: 'nothing', isCancelled: false, isSuspect });

/**
 * Judges the silence of a device at the parent, step by step. Only time in which the child proved to be alive is counted, so
 * neither a busy machine, nor a debugger, nor a suspended laptop makes a device look dead.
 */
export function createScanWatch(pace: ScanPace, patience: ScanPatience, now: () => number): ScanWatch {
  let watched = fresh({ scannerId: '', settings: '' }, false);
  let lastBeatAt = now();

  const hear = (): Verdict | undefined => {
    const { silentStep, silentMs, told, work } = watched;
    watched.silentMs = 0;
    if (told !== 'waiting' || silentStep === null) return undefined;
    pace.forgive(work, silentStep, silentMs);
    watched.told = 'nothing';
    return 'moving';
  };
  const miss = (step: ScanStep): Verdict | undefined => {
    const overMs = watched.silentMs - limitMs(watched, pace, step);
    const verdict = judge(watched, step, { overMs, graceMs: patience[step].graceMs });
    if (verdict === undefined) return undefined;
    watched.told = verdict;
    if (verdict === 'waiting') watched.silentStep = step;
    else watched.silentMs = 0;
    return verdict;
  };

  return {
    begin: work => {
      watched = fresh(work, isGivenUp(watched));
    },
    stepped: ({ step, isEnded, longestSilenceMs, status }) => {
      if (isEnded && status === 'good') pace.learn(watched.work, step, longestSilenceMs);
      if (!isEnded) watched.step ??= step;
      else if (watched.step === step) watched.step = null;
    },
    beat: ({ step, signs }) => {
      const awakeMs = Math.min(now() - lastBeatAt, believedBeatMs);
      lastBeatAt = now();
      const hasMoved = signs !== watched.signs;
      watched.signs = signs;
      watched.step = step;
      if (hasMoved) return hear();
      watched.silentMs += awakeMs;
      return step === null ? undefined : miss(step);
    },
    cancelled: () => {
      watched.isCancelled = true;
      watched.silentMs = 0;
    },
    step: () => watched.step,
    isGivenUp: () => isGivenUp(watched),
  };
}
