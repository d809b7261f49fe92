import type { MaterialId, ViewSessionId } from '#shared/domain/ids';
import type { CommonServices } from '../../app/services.ts';
import { elapsedMs, wasSetBack, type Moment } from './machine-clocks.ts';
import type { GoodLease } from './verify-lease.ts';

export type HeldReading = {
  readonly id: ViewSessionId;
  readonly token: string;
  /** End of the reading, as the data centre wrote it. */
  readonly expiry: string;
  readonly key: Buffer;
  lease: GoodLease & { readonly askedAt: Moment };
  heardAt: Moment;
  secondsLeft: number;
  /** Of the last heartbeat that nobody answered. */
  countedAt: Moment | null;
  readonly unseen: Map<MaterialId, number>;
};

export type HeldReadings = {
  readonly hold: (reading: HeldReading) => void;
  readonly find: (id: ViewSessionId) => HeldReading | undefined;
  /** Whoever asks for a reading whose lease is over ends it. */
  readonly findLive: (id: ViewSessionId) => HeldReading | undefined;
  readonly leftMs: (reading: HeldReading) => number;
  readonly end: (id: ViewSessionId) => void;
  readonly endAll: () => void;
};

const tickMs = 1_000;

/** Readings with a lease. The key of one that ends is overwritten, and its pages are dropped. */
export function holdReadings({ store, session, clocks, log }: Pick<CommonServices, 'store' | 'session' | 'clocks' | 'log'>): HeldReadings {
  const readings = new Map<ViewSessionId, HeldReading>();
  let timer: NodeJS.Timeout | undefined;

  const end = (id: ViewSessionId): void => {
    readings.get(id)?.key.fill(0);
    readings.delete(id);
    store.pageCache.drop(id);
    if (readings.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const leftMs = ({ lease, token }: HeldReading): number => {
    if (token !== session.token() || wasSetBack(clocks, lease.askedAt)) return 0;
    return Math.max(0, lease.durationMs - elapsedMs(clocks, lease.askedAt));
  };
  const findLive = (id: ViewSessionId): HeldReading | undefined => {
    const reading = readings.get(id);
    if (!reading || leftMs(reading) > 0) return reading;
    log.info('offline lease over', { viewSessionId: id, wasSetBack: wasSetBack(clocks, reading.lease.askedAt) });
    end(id);
    return undefined;
  };
  const endAll = (): void => { for (const id of [...readings.keys()]) end(id); };
  session.onEnd(endAll);
  return {
    hold: reading => {
      readings.set(reading.id, reading);
      timer ??= setInterval(() => { for (const id of [...readings.keys()]) findLive(id); }, tickMs).unref();
    },
    find: id => readings.get(id),
    findLive,
    leftMs,
    end,
    endAll,
  };
}
