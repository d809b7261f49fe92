import type { ScanStep } from '#shared/domain/scan-fault';

/**
 * How long the device may give nothing while it is in this step. `unknownMs` before it has shown its own pace; afterwards what it
 * needs, between `floorMs` and `unknownMs`. Then it is said to be silent, and has `graceMs` more before it is asked to let go.
 */
export type StepPatience = { readonly floorMs: number; readonly unknownMs: number; readonly graceMs: number };
export type ScanPatience = Readonly<Record<ScanStep, StepPatience>>;

export const usualPatience: ScanPatience = {
  // Searching the network takes seconds, and a lamp that is cold a minute, however quick both were the last time.
  list: { floorMs: 10_000, unknownMs: 40_000, graceMs: 2_000 },
  open: { floorMs: 5_000, unknownMs: 30_000, graceMs: 1_000 },
  prepare: { floorMs: 3_000, unknownMs: 20_000, graceMs: 1_000 },
  'warm-up': { floorMs: 20_000, unknownMs: 90_000, graceMs: 5_000 },
  // Rollers that slip try again, for two or three seconds: limit and grace together.
  start: { floorMs: 800, unknownMs: 30_000, graceMs: 2_000 },
  read: { floorMs: 800, unknownMs: 20_000, graceMs: 2_000 },
  cancel: { floorMs: 2_000, unknownMs: 10_000, graceMs: 0 },
  close: { floorMs: 3_000, unknownMs: 15_000, graceMs: 0 },
};

/** For tests and measurements: one value everywhere. */
export function evenPatience(ms: number): ScanPatience {
  const even = { floorMs: ms, unknownMs: ms, graceMs: 0 };
  const cancel = { ...even, floorMs: Math.min(ms, 1_000), unknownMs: Math.min(ms, 1_000) };
  return { list: even, open: even, prepare: even, 'warm-up': even, start: even, read: even, cancel, close: even };
}

/** So many of the latest values are kept; of fewer than `enoughValues` nothing is concluded. */
const keptValues = 64;
const enoughValues = 3;
/** One value in twenty may be an exception. */
const quantile = 0.95;
const factor = 2;
const forgivenFactor = 1.5;

function highQuantile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * quantile)] ?? 0;
}

/** What decides how fast a device is. The settings matter only while paper moves. */
export type Work = { readonly scannerId: string; readonly settings: string; /** Reached over a line of its own: the network, or a folder that may lie elsewhere. */ readonly isFar?: boolean };

/** A line shared with others stutters: of what is far no silence shorter than this says anything, however quick it was. */
export const farFloorMs = 5_000;

const movingSteps: readonly ScanStep[] = ['warm-up', 'start', 'read'];

function keyOf(work: Work, step: ScanStep): string {
  if (step === 'list') return step;
  return movingSteps.includes(step) ? `${step} ${work.scannerId} ${work.settings}` : `${step} ${work.scannerId}`;
}

/** What each device takes for each step. Lives as long as the program. */
export type ScanPace = {
  readonly learn: (work: Work, step: ScanStep, ms: number) => void;
  /** It was silent for longer than was thought possible, and then went on: believe it from now on. */
  readonly forgive: (work: Work, step: ScanStep, ms: number) => void;
  readonly limitMs: (work: Work, step: ScanStep) => number;
};

export function createScanPace(patience: ScanPatience): ScanPace {
  const seen = new Map<string, number[]>();
  const forgiven = new Map<string, number>();
  return {
    learn: (work, step, ms) => {
      const key = keyOf(work, step);
      seen.set(key, [...(seen.get(key) ?? []), ms].slice(-keptValues));
    },
    forgive: (work, step, ms) => {
      const key = keyOf(work, step);
      forgiven.set(key, Math.max(forgiven.get(key) ?? 0, ms));
    },
    limitMs: (work, step) => {
      const { floorMs, unknownMs } = patience[step];
      const key = keyOf(work, step);
      const values = seen.get(key) ?? [];
      const leastMs = work.isFar === true ? Math.max(floorMs, farFloorMs) : floorMs;
      const learnt = values.length < enoughValues ? unknownMs : Math.min(Math.max(highQuantile(values) * factor, leastMs), unknownMs);
      return Math.max(learnt, (forgiven.get(key) ?? 0) * forgivenFactor);
    },
  };
}
