import { hkdfSync } from 'node:crypto';
import { heartbeatSeconds, type PageSize, type UnseenReading, type ViewSession } from '#shared/domain/viewing';
import { leaseRenewalSeconds, type SignedLease } from '#shared/domain/lease';
import type { MaterialId, PageId, ViewSessionId } from '#shared/domain/ids';
import type { CommonServices } from '../../app/services.ts';
import { createLeaseCheck } from './check-lease.ts';
import { holdReadings, type HeldReading } from './held-readings.ts';
import { elapsedMs, momentOf, type Moment } from './machine-clocks.ts';

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

type Services = Pick<CommonServices, 'store' | 'session' | 'server' | 'clocks' | 'log'>;

/** A window that was away does not count as having shown the page meanwhile. */
const maxGapSeconds = 5 * heartbeatSeconds;

export function createOfflineReadings(services: Services): OfflineReadings {
  const { store, clocks } = services;
  const held = holdReadings(services);
  const { findLive, end } = held;
  return {
    now: () => momentOf(clocks),
    ...leaseHandling(services, held),
    unseen: id => [...(held.find(id)?.unseen ?? [])].map(([materialId, seconds]) => ({ materialId, seconds: Math.round(seconds) })).filter(({ seconds }) => seconds > 0),
    hold: (id, materialId) => {
      const reading = findLive(id);
      if (!reading) return undefined;
      const readingMs = reading.secondsLeft * 1000 - elapsedMs(clocks, reading.heardAt);
      if (materialId !== null) countSeconds(reading, materialId, elapsedMs(clocks, reading.countedAt ?? reading.heardAt) / 1000);
      reading.countedAt = momentOf(clocks);
      return { offlineSeconds: Math.ceil(held.leftMs(reading) / 1000), readingSeconds: Math.max(0, Math.ceil(readingMs / 1000)) };
    },
    end,
    endAll: held.endAll,
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

function leaseHandling(services: Services, { hold, findLive, end }: ReturnType<typeof holdReadings>): Pick<OfflineReadings, 'begin' | 'wantsLease' | 'heard'> {
  const { store, session, clocks } = services;
  const check = createLeaseCheck(services);
  return {
    begin: async ({ id, endsAt, secondsLeft }, { lease, askedAt }) => {
      end(id);
      const good = lease && (await check(id, lease, null));
      const token = session.token();
      if (!good || token === null) return;
      const secrets = Buffer.concat([store.pageSecret, Buffer.from(token), good.secret]);
      const key = Buffer.from(hkdfSync('sha256', secrets, id, 'danglian page cache', 32));
      secrets.fill(0);
      hold({ id, token, key, expiry: endsAt, lease: { ...good, askedAt }, heardAt: askedAt, secondsLeft, countedAt: null, unseen: new Map() });
    },
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
  };
}

function countSeconds({ unseen }: HeldReading, materialId: MaterialId, seconds: number): void {
  unseen.set(materialId, (unseen.get(materialId) ?? 0) + Math.min(seconds, maxGapSeconds));
}
