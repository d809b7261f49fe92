import { ScanId } from '#shared/contract/device-api';
import { toWire, type WireError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { DeviceEvent } from '../../device-host/device-client.ts';
import type { ScannedSide } from './keep-page.ts';
import { afterStep, countPaper, noLeaves, supposeBegun, type Leaves, type Paper } from './leaf-count.ts';
import { createSpool, type SpoolOptions } from './spool.ts';
import { stackAfter, type Stack } from './stack.ts';

export type ScanNews = Extract<DeviceEvent, { name: 'scan.stepped' | 'scan.prepared' | 'scan.lagged' }>;

export type AttemptEnd = {
  readonly isCancelled: boolean;
  readonly error: WireError | null;
  /** What was thrown, for whoever asked to begin. */
  readonly reason: unknown;
  readonly paper: Paper;
  readonly rest: Stack;
  readonly hasKept: boolean;
};

/** One opening of the device: from there to its end or its failure. */
export type Attempt = {
  readonly scanId: ScanId;
  /** Of earlier attempts. */
  readonly sidesBefore: number;
  readonly paper: () => Paper;
  /** Never rejects; settles when the last page that reached us is kept. */
  readonly ended: Promise<AttemptEnd>;
  readonly takePage: (side: ScannedSide) => void;
  readonly takeNews: (news: ScanNews) => void;
  readonly cancel: () => Promise<void>;
};

export type AttemptOptions = Pick<SpoolOptions, 'onKept' | 'onReplaced'> & { readonly stack: Stack };

/** What began in the feeder goes on there, also when it is empty just now: the sheets that are to be put back are on their way. */
function settledSource(settings: Stack['order']['settings'], kind: Stack['kind']): Stack['order']['settings'] {
  const { sourceWhenEmpty, ...settled } = settings;
  if (sourceWhenEmpty === undefined || kind === null) return settings;
  return kind === 'flatbed' ? { ...settled, source: sourceWhenEmpty } : settled;
}

export function beginAttempt(services: TerminalServices, { stack, onKept, onReplaced }: AttemptOptions): Attempt {
  const { devices, log, reportBug } = services;
  const { order, replaces } = stack;
  const scanId = ScanId.parse(crypto.randomUUID());
  let leaves: Leaves = { ...noLeaves, kind: stack.kind };
  const cancel = async (): Promise<void> => {
    await devices('scanners.cancel', { scanId });
  };
  const spool = createSpool(services, {
    ...{ draftId: order.draftId, scanId, steps: order.steps, replaces, onKept, onReplaced },
    isInPlace: replaces !== null,
    onFailure: () => void cancel().catch(() => undefined),
  });
  const paper = (): Paper => countPaper(leaves, stack.sidesKept, spool.kept().length);
  const endWith = (isCancelled: boolean, error: WireError | null, reason: unknown = null): AttemptEnd => {
    const rest = stackAfter(stack, { paper: paper(), kind: leaves.kind, keptIds: spool.kept() });
    return { isCancelled, error, reason, paper: paper(), rest, hasKept: spool.kept().length > 0 };
  };
  const scan = async (): Promise<AttemptEnd> => {
    try {
      const settings = { ...settledSource(order.settings, stack.kind), maxPages: stack.sheetsWanted };
      const { isCancelled } = await devices('scanners.scan', { scanId, scannerId: order.scannerId, settings });
      await spool.drain();
      return endWith(isCancelled, null);
    } catch (error) {
      // Pages that came before the failure are kept all the same; their own failure, if any, is the cause of this one.
      await spool.drain().catch(() => undefined);
      const told = toWire(error, reportBug);
      leaves = supposeBegun(leaves, spool.kept().length, told.code);
      return endWith(false, told, error);
    }
  };
  log.info('scan started', { scanId, draftId: order.draftId });
  return {
    scanId,
    sidesBefore: stack.sidesKept,
    paper,
    ended: scan(),
    takePage: spool.take,
    takeNews: news => {
      if (news.name === 'scan.stepped') leaves = afterStep(leaves, news.payload);
      if (news.name === 'scan.prepared' && news.payload.scanId === scanId) leaves = { ...leaves, kind: news.payload.kind };
    },
    cancel,
  };
}
