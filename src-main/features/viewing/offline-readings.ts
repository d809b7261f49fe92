import { hkdfSync } from 'node:crypto';
import { heartbeatSeconds, type PageSize, type UnseenReading, type ViewSession } from '#shared/domain/viewing';
import { leaseRenewalSeconds, type SignedLease } from '#shared/domain/lease';
import type { MaterialId, PageId, ViewSessionId } from '#shared/domain/ids';
import type { TerminalServices } from '../../app/services.ts';
import { elapsedMs, momentOf, wasSetBack, type Moment } from './machine-clocks.ts';
import { verifyLease, type GoodLease } from './verify-lease.ts';

export type ShownPage = { readonly viewSessionId: ViewSessionId; readonly pageId: PageId; readonly size: PageSize };

/** A lease and when it was asked for: its time is counted from there, so that a slow answer gives nothing away. */
export type LeaseAnswer = { readonly lease: SignedLease | null; readonly askedAt: Moment };

/**
 * What may still be read while the data centre cannot be reached (离线租约). Leases, keys and the table of pages are in memory only; they are
 * destroyed when the lease runs out, when the clock is set back, when the reading or the sign-in ends, and with the process.
 */
export type OfflineReadings = {
  readonly now: () => Moment;
  readonly begin: (session: ViewSession, answer: LeaseAnswer) => Promise<void>;
  readonly wantsLease: (id: ViewSessionId) => boolean;
  /** The data centre has answered: what it was told of unseen reading is told. */
  readonly heard: (id: ViewSessionId, answer: LeaseAnswer & { readonly secondsLeft: number; readonly hadAskedForLease: boolean }) => Promise<void>;
  readonly unseen: (id: ViewSessionId) => readonly UnseenReading[];
  /** While the line is cut: what is left of the lease and of the reading; undefined when there is nothing left. Counts what is on the screen. */
  readonly hold: (id: ViewSessionId, materialId: MaterialId | null) => { readonly offlineSeconds: number; readonly readingSeconds: number } | undefined;
  readonly end: (id: ViewSessionId) => void;
  readonly endAll: () => void;
  /** Kept behind the answer; never fails. */
  readonly keep: (page: ShownPage, bytes: Uint8Array) => void;
  readonly find: (page: ShownPage) => Promise<Buffer | undefined>;
};

type Reading = {
  readonly id: ViewSessionId;
  readonly token: string;
  readonly expiry: string;
  readonly key: Buffer;
  lease: GoodLease & { readonly askedAt: Moment };
  heardAt: Moment;
  secondsLeft: number;
  /** Of the last heartbeat that nobody answered. */
  countedAt: Moment | null;
  readonly unseen: Map<MaterialId, number>;
};

type Services = Pick<TerminalServices, 'store' | 'session' | 'server' | 'clocks' | 'log'>;

const tickMs = 1_000;
/** A window that was away does not count as having shown the page meanwhile. */
const maxGapSeconds = 5 * heartbeatSeconds;

export function createOfflineReadings(services: Services): OfflineReadings {
  const { store, session, clocks, log } = services;
  const readings = new Map<ViewSessionId, Reading>();
  const check = createLeaseCheck(services);
  let timer: NodeJS.Timeout | undefined;

  const end = (id: ViewSessionId): void => {
    readings.get(id)?.key.fill(0);
    readings.delete(id);
    store.pageCache.drop(id);
    if (readings.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const leftMs = ({ lease, token }: Reading): number => {
    if (token !== session.token() || wasSetBack(clocks, lease.askedAt)) return 0;
    return Math.max(0, lease.durationMs - elapsedMs(clocks, lease.askedAt));
  };
  /** Whoever asks for a reading whose lease is over ends it. */
  const findLive = (id: ViewSessionId): Reading | undefined => {
    const reading = readings.get(id);
    if (!reading || leftMs(reading) > 0) return reading;
    log.info('offline lease over', { viewSessionId: id, wasSetBack: wasSetBack(clocks, reading.lease.askedAt) });
    end(id);
    return undefined;
  };
  const endAll = (): void => { for (const id of [...readings.keys()]) end(id); };
  session.onEnd(endAll);

  const begin: OfflineReadings['begin'] = async ({ id, endsAt, secondsLeft }, { lease, askedAt }) => {
    end(id);
    const good = lease && (await check(id, lease, null));
    const token = session.token();
    if (!good || token === null) return;
    const secrets = Buffer.concat([store.pageSecret, Buffer.from(token), good.secret]);
    const key = Buffer.from(hkdfSync('sha256', secrets, id, 'danglian page cache', 32));
    secrets.fill(0);
    readings.set(id, { id, token, key, expiry: endsAt, lease: { ...good, askedAt }, heardAt: askedAt, secondsLeft, countedAt: null, unseen: new Map() });
    timer ??= setInterval(() => { for (const held of [...readings.keys()]) findLive(held); }, tickMs).unref();
  };
  return {
    now: () => momentOf(clocks),
    begin,
    wantsLease: id => {
      const reading = findLive(id);
      return reading !== undefined && elapsedMs(clocks, reading.lease.askedAt) >= leaseRenewalSeconds * 1000;
    },
    heard: async (id, { lease, askedAt, secondsLeft, hadAskedForLease }) => {
      const reading = findLive(id);
      if (!reading) return;
      Object.assign(reading, { heardAt: askedAt, secondsLeft, countedAt: null });
      reading.unseen.clear();
      if (!hadAskedForLease) return;
      const good = lease && (await check(id, lease, reading.lease.issuedAt));
      if (good?.secret.equals(reading.lease.secret)) reading.lease = { ...good, askedAt };
      else end(id);
    },
    unseen: id => [...(readings.get(id)?.unseen ?? [])].map(([materialId, seconds]) => ({ materialId, seconds: Math.round(seconds) })).filter(({ seconds }) => seconds > 0),
    hold: (id, materialId) => {
      const reading = findLive(id);
      if (!reading) return undefined;
      const readingMs = reading.secondsLeft * 1000 - elapsedMs(clocks, reading.heardAt);
      if (materialId !== null) countSeconds(reading, materialId, elapsedMs(clocks, reading.countedAt ?? reading.heardAt) / 1000);
      reading.countedAt = momentOf(clocks);
      return { offlineSeconds: Math.ceil(leftMs(reading) / 1000), readingSeconds: Math.max(0, Math.ceil(readingMs / 1000)) };
    },
    end,
    endAll,
    keep: (page, bytes) => {
      const reading = findLive(page.viewSessionId);
      if (reading) void store.pageCache.put({ ...page, expiry: reading.expiry }, reading.key, bytes);
    },
    find: async page => {
      const reading = findLive(page.viewSessionId);
      const found = reading && (await store.pageCache.find({ ...page, expiry: reading.expiry }, reading.key));
      // It may have ended while the disk was read.
      return findLive(page.viewSessionId) === reading ? found : undefined;
    },
  };
}

function countSeconds({ unseen }: Reading, materialId: MaterialId, seconds: number): void {
  unseen.set(materialId, (unseen.get(materialId) ?? 0) + Math.min(seconds, maxGapSeconds));
}

type Check = (id: ViewSessionId, lease: SignedLease, after: string | null) => Promise<GoodLease | undefined>;

/** The key of the data centre is asked for once in each sign-in. A lease that does not hold is none: reading goes on, with the line only. */
function createLeaseCheck({ session, server, log }: Services): Check {
  let known: { readonly token: string; readonly publicKey: string } | undefined;
  return async (viewSessionId, lease, after) => {
    const token = session.token();
    const accountId = session.signedIn()?.account.id;
    if (token === null || accountId === undefined) return undefined;
    try {
      if (known?.token !== token) known = { token, ...(await server.call('viewing.leaseKey', {})) };
      const good = verifyLease(lease, known.publicKey, { viewSessionId, accountId, token, after });
      if (!good) log.warn('offline lease refused', { viewSessionId });
      return good;
    } catch (error) {
      log.warn('offline lease not checked', { viewSessionId, error: error instanceof Error ? error.name : typeof error });
      return undefined;
    }
  };
}
