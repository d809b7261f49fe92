import type { ScanStage, StagePace } from '#shared/domain/scan-fault';

/** The pace of the last pages; what came before them no longer says how fast it goes now. */
const keptPages = 20;

export type StageMeter = {
  /** What one page took in this stage. */
  readonly add: (stage: ScanStage, msPerPage: number) => void;
  readonly stages: () => readonly StagePace[];
  /** Another stack: what the device did for the one before says nothing. The line to the data centre is the same. */
  readonly begin: () => void;
};

const order: readonly ScanStage[] = ['feeder', 'transfer', 'processing', 'upload'];

/** How many pages a minute each stage could do by itself, and which of them all others wait for. */
export function createStageMeter(): StageMeter {
  const seen = new Map<ScanStage, readonly number[]>();
  const paceOf = (stage: ScanStage): number | undefined => {
    const values = seen.get(stage);
    if (!values?.length) return undefined;
    const meanMs = values.reduce((sum, ms) => sum + ms, 0) / values.length;
    // A stage that takes no time at all holds nobody up.
    return Math.round(600_000 / Math.max(meanMs, 0.1)) / 10;
  };
  return {
    add: (stage, msPerPage) => {
      seen.set(stage, [...(seen.get(stage) ?? []), msPerPage].slice(-keptPages));
    },
    begin: () => {
      for (const stage of order) if (stage !== 'upload') seen.delete(stage);
    },
    stages: () => {
      const known = order.flatMap(stage => {
        const pagesPerMinute = paceOf(stage);
        return pagesPerMinute === undefined ? [] : [{ stage, pagesPerMinute }];
      });
      const slowest = Math.min(...known.map(({ pagesPerMinute }) => pagesPerMinute));
      const bottleneck = known.find(({ pagesPerMinute }) => pagesPerMinute === slowest)?.stage;
      return known.map(each => ({ ...each, isBottleneck: each.stage === bottleneck }));
    },
  };
}
