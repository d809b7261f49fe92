import type { ScanId } from '#shared/contract/device-api';

/** How long a step of a scan may stay silent. A lamp warms up before the first bytes; afterwards a second is long. */
export type ScanPatience = { readonly startingMs: number; readonly readingMs: number; readonly cancellingMs: number };
export const usualPatience: ScanPatience = { startingMs: 90_000, readingMs: 20_000, cancellingMs: 10_000 };

export type ScanWatch = {
  readonly scanId: ScanId;
  readonly progressed: (fraction: number) => void;
  readonly pageArrived: () => void;
  readonly pageAcknowledged: () => void;
  readonly cancelled: () => void;
  /** After a pause of this process itself nobody can be blamed for silence. */
  readonly forgive: () => void;
  readonly isSilentTooLong: () => boolean;
};

/** Keeps the time of one scan at the parent. While we hold pages back ourselves, silence is ours. */
export function createScanWatch(scanId: ScanId, patience: ScanPatience, now: () => number): ScanWatch {
  let lastSign = now();
  let limitMs = patience.startingMs;
  let unacknowledged = 0;
  let isCancelled = false;
  const sign = (nextLimitMs: number): void => {
    lastSign = now();
    if (!isCancelled) limitMs = nextLimitMs;
  };
  return {
    scanId,
    progressed: fraction => {
      sign(fraction > 0 ? patience.readingMs : patience.startingMs);
    },
    pageArrived: () => {
      unacknowledged += 1;
      sign(patience.startingMs);
    },
    pageAcknowledged: () => {
      unacknowledged -= 1;
      sign(limitMs);
    },
    cancelled: () => {
      sign(patience.cancellingMs);
      isCancelled = true;
    },
    forgive: () => {
      lastSign = now();
    },
    isSilentTooLong: () => (isCancelled || unacknowledged < 2) && now() - lastSign > limitMs,
  };
}
