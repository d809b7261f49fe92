import type { z } from 'zod';
import { ScanId, type DeviceApi, type deviceEvents } from '#shared/contract/device-api';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import { toWire, type WireError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { keepPage, type ScannedSide } from './keep-page.ts';

export type ScanOrder = {
  readonly draftId: DraftId;
  readonly scannerId: z.input<DeviceApi['scanners.scan']['input']>['scannerId'];
  readonly settings: z.output<DeviceApi['scanners.scan']['input']>['settings'];
  readonly replacePageId: DraftPageId | null;
};

export type ScanEnd = { readonly pagesDone: number; readonly isCancelled: boolean; readonly error: WireError | null };

export type ScanProgress = z.output<(typeof deviceEvents)['scan.progressed']>;

/** One scan from start to end. Pages are kept one after another in the order in which they arrive. */
export type ScanRun = {
  readonly scanId: ScanId;
  readonly draftId: DraftId;
  /** Settles at the device's first sign of life; rejects when it refused before that. */
  readonly started: Promise<void>;
  /** Never rejects; settles when the last page is kept. */
  readonly ended: Promise<ScanEnd>;
  readonly takePage: (side: ScannedSide) => void;
  readonly takeProgress: (progress: ScanProgress) => void;
  readonly cancel: () => Promise<void>;
};

export function startScan(services: TerminalServices, order: ScanOrder): ScanRun {
  const { devices, emit, log } = services;
  const { draftId } = order;
  const scanId = ScanId.parse(crypto.randomUUID());
  const sign = createSignal();
  const cancel = async (): Promise<void> => {
    await devices('scanners.cancel', { scanId });
  };
  const spool = createSpool(services, { order, scanId, onFailure: () => void cancel().catch(() => undefined) });
  log.info('scan started', { scanId, draftId });
  return {
    scanId,
    draftId,
    started: sign.promise,
    ended: scan(services, { order, scanId, spool, sign }),
    takePage: side => {
      sign.resolve();
      spool.take(side);
    },
    takeProgress: ({ pagesDone, fraction }) => {
      sign.resolve();
      emit('scan.progressed', { draftId, pagesDone, fraction });
    },
    cancel,
  };
}

type ScanParts = { readonly order: ScanOrder; readonly scanId: ScanId; readonly spool: Spool; readonly sign: Signal };

async function scan({ devices, reportBug }: TerminalServices, { order, scanId, spool, sign }: ScanParts): Promise<ScanEnd> {
  // A rescan is of one sheet, whatever lies in the feeder.
  const settings = order.replacePageId === null ? order.settings : { ...order.settings, maxPages: 1 };
  try {
    const { isCancelled } = await devices('scanners.scan', { scanId, scannerId: order.scannerId, settings });
    const pagesDone = await spool.drain();
    sign.resolve();
    return { pagesDone, isCancelled, error: null };
  } catch (error) {
    // Pages that came before the failure are kept all the same; their own failure, if any, is the cause of this one.
    const pagesDone = await spool.drain().catch(() => spool.pagesDone());
    sign.reject(error);
    return { pagesDone, isCancelled: false, error: toWire(error, reportBug) };
  }
}

/** Keeps the arriving sides one after another and acknowledges each only when it is safe. */
type Spool = {
  readonly take: (side: ScannedSide) => void;
  /** Waits for the last side; throws what kept one from being stored. */
  readonly drain: () => Promise<number>;
  readonly pagesDone: () => number;
};

type SpoolOptions = { readonly order: ScanOrder; readonly scanId: ScanId; readonly onFailure: () => void };

function createSpool({ devices, store, emit, now }: TerminalServices, { order, scanId, onFailure }: SpoolOptions): Spool {
  const { draftId, replacePageId } = order;
  let replaces = replacePageId;
  let after: DraftPageId | null = null;
  let pagesDone = 0;
  let kept: Promise<void> = Promise.resolve();

  const keep = async (side: ScannedSide): Promise<void> => {
    const page = await keepPage(store, side, { draftId, replaces, after, now: now() });
    pagesDone += 1;
    emit('scan.page-completed', { draftId, page, replacedPageId: replaces });
    // The back of a rescanned sheet belongs behind its front, not at the end.
    if (replacePageId !== null) after = page.id;
    replaces = null;
    // A host that died meanwhile needs no acknowledgement; the scan itself reports its death.
    await devices('scanners.acknowledge', { scanId, index: side.index }).catch(() => undefined);
  };
  return {
    take: side => {
      const next = kept.then(() => keep(side));
      // Once a side could not be kept, none after it is: the paper must go through again from there.
      next.catch(onFailure);
      kept = next;
    },
    drain: async () => {
      await kept;
      return pagesDone;
    },
    pagesDone: () => pagesDone,
  };
}

type Signal = { readonly promise: Promise<void>; readonly resolve: () => void; readonly reject: (reason: unknown) => void };

function createSignal(): Signal {
  let settle: Pick<Signal, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
