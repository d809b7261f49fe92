import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { deviceEvents, ScanId } from '#shared/contract/device-api';
import type { TroubleAction } from '#shared/domain/scan-fault';
import type { DraftId } from '#shared/domain/ids';
import { AppError, type WireError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { beginAttempt, type Attempt, type AttemptOptions, type ScanNews } from './attempt.ts';
import type { ScannedSide } from './keep-page.ts';
import type { Paper } from './leaf-count.ts';
import { persist, type Outcome } from './persist.ts';
import { createSignal } from './signal.ts';
import { isStackDone, type Stack } from './stack.ts';

/** `rest`: what can be gone on with; null when the stack is done, or nothing of it has begun. */
export type ScanEnd = { readonly pagesDone: number; readonly isCancelled: boolean; readonly error: WireError | null; readonly rest: Stack | null };

export type ScanProgress = z.output<(typeof deviceEvents)['scan.progressed']>;

/** One stack from its start, or its resumption, to its end or to where a person has to help. Pages are kept one after another as they arrive. */
export type ScanRun = {
  readonly draftId: DraftId;
  /** Of the attempt that is under way. */
  readonly scanId: () => ScanId;
  /** Settles at the device's first sign of life; rejects when it refused before that. */
  readonly started: Promise<void>;
  /** Never rejects; settles when the last page is kept. */
  readonly ended: Promise<ScanEnd>;
  readonly takePage: (side: ScannedSide) => void;
  readonly takeProgress: (progress: ScanProgress) => void;
  readonly takeNews: (news: ScanNews) => void;
  readonly cancel: () => Promise<void>;
};

export type ScanRunOptions = AttemptOptions & {
  /** The address that this scanner has now; it stays the old one when it is not found. */
  readonly findAddress: (scannerId: string) => Promise<string>;
  readonly onTroubled: (trouble: { readonly code: string; readonly action: TroubleAction }) => void;
};

const notResponding: WireError = { code: 'scanner.not-responding', params: {} };
const actionOfVerdict = { waiting: 'waiting', moving: 'resumed', cancelling: 'cancelling', restarting: 'restarting' } as const;

/** One line at a time for the person at the desk. */
function createTeller({ emit }: TerminalServices, { stack, onTroubled }: ScanRunOptions) {
  const { draftId } = stack.order;
  const sign = createSignal();
  /** The driver was begun anew, and nothing has been heard of it yet. */
  let isRecovering = false;
  const tell = (action: TroubleAction, { code, params }: WireError, { putBackSheet, putBackCount, sidesKept }: Paper): void => {
    isRecovering = action === 'restarting';
    onTroubled({ code, action });
    emit('scan.troubled', { draftId, code, params, action, putBackSheet, putBackCount, sidesKept });
  };
  return {
    tell,
    sign,
    heard: (paper: Paper): void => {
      sign.resolve();
      if (isRecovering) tell('resumed', notResponding, paper);
    },
  };
}

function scanEndOf({ end, course }: Outcome): ScanEnd {
  const { error, paper, rest, isCancelled } = end;
  const isResumable = course === 'give-up' || (isCancelled && !isStackDone(rest));
  return { pagesDone: paper.sidesKept, isCancelled, error, rest: isResumable ? rest : null };
}

export function startScan(services: TerminalServices, options: ScanRunOptions): ScanRun {
  const { draftId } = options.stack.order;
  const { tell, heard, sign } = createTeller(services, options);
  const begin = (stack: Stack): Attempt => beginAttempt(services, { ...options, stack });
  let attempt = begin(options.stack);
  let isCancelRequested = false;

  const outcome = persist(options.stack, {
    isCancelled: () => isCancelRequested,
    tryOnce: stack => {
      if (stack !== options.stack) attempt = begin(stack);
      return attempt.ended;
    },
    recover: async ({ rest, paper }, error, pauseMs) => {
      tell('restarting', error, paper);
      await sleep(pauseMs);
      return { ...rest, order: { ...rest.order, scannerId: await options.findAddress(rest.order.scannerId) } };
    },
  });
  const finish = async (): Promise<ScanEnd> => {
    const { end, course } = await outcome;
    if (end.error === null) sign.resolve();
    sign.reject(end.reason ?? new AppError('scanner.side-missing'));
    if (end.error !== null && course === 'give-up') tell('gave-up', end.error, end.paper);
    return scanEndOf({ end: { ...end, isCancelled: end.isCancelled || isCancelRequested }, course });
  };
  return {
    draftId,
    scanId: () => attempt.scanId,
    started: sign.promise,
    ended: finish(),
    takePage: side => {
      heard(attempt.paper());
      attempt.takePage(side);
    },
    takeProgress: ({ pagesDone, fraction }) => {
      heard(attempt.paper());
      services.emit('scan.progressed', { draftId, pagesDone: attempt.sidesBefore + pagesDone, fraction });
    },
    takeNews: news => {
      attempt.takeNews(news);
      if (news.name === 'scan.lagged') tell(actionOfVerdict[news.payload.verdict], notResponding, attempt.paper());
    },
    cancel: () => {
      isCancelRequested = true;
      return attempt.cancel();
    },
  };
}
