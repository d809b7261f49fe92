import { useEffect, useReducer, useRef, useState } from 'react';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageSteps } from '#shared/domain/page-steps';
import type { ScanProfileId } from '#shared/domain/scan-profile';
import type { Draft, ScanSettings } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';
import { advance, idleRun, isBusy, type ScanNews, type ScanRun } from './scan-run.ts';

export type ScanOrder = {
  readonly draftId: DraftId;
  readonly scannerId: string;
  readonly settings: ScanSettings;
  readonly replacePageId: DraftPageId | null;
  readonly profileId: ScanProfileId | null;
  readonly steps: PageSteps | undefined;
};

/** What one run brought to one material. */
export type RunResult = { readonly draftId: DraftId; readonly pageIds: readonly DraftPageId[] };

export type ScanControl = {
  readonly run: ScanRun;
  /** Which material the last run was for. */
  readonly draftId: DraftId | null;
  readonly start: (order: ScanOrder) => void;
  readonly stop: () => void;
  /** Puts the message about the last run away. */
  readonly dismiss: () => void;
};

/** The scanner as this desk sees it: what was asked of it, and what it has told since, for whichever material it works. */
export function useScan(drafts: readonly Draft[], onFinished: (result: RunResult) => void): ScanControl {
  const [run, tell] = useReducer(advance, idleRun);
  const [target, setTarget] = useState<DraftId | null>(null);
  const arrived = useRef<DraftPageId[]>([]);
  const isHere = (draftId: DraftId): boolean => drafts.some(({ id }) => id === draftId);
  useDesktopEvent('scan.page-completed', event => {
    if (!isHere(event.draftId)) return;
    arrived.current.push(event.page.id);
    tell({ kind: 'page', nowMs: performance.now() });
  });
  useDesktopEvent('scan.progressed', event => {
    if (isHere(event.draftId)) tell({ kind: 'progressed', pagesDone: event.pagesDone, fraction: event.fraction, nowMs: performance.now() });
  });
  useDesktopEvent('scan.finished', event => {
    if (!isHere(event.draftId)) return;
    tell(endOf(event));
    onFinished({ draftId: event.draftId, pageIds: arrived.current });
  });
  // A window that was opened, or came back, in the middle of a run.
  const unseen = run.kind === 'idle' ? drafts.find(({ state }) => state === 'scanning')?.id : undefined;
  useEffect(() => {
    if (unseen === undefined) return;
    setTarget(unseen);
    tell({ kind: 'progressed', pagesDone: 0, fraction: 0, nowMs: performance.now() });
  }, [unseen]);

  return {
    run,
    draftId: target,
    start: order => {
      if (isBusy(run)) return;
      setTarget(order.draftId);
      arrived.current = [];
      tell({ kind: 'asked', nowMs: performance.now() });
      callDesktop('scanning.start', order).catch((error: unknown) => { tell(failureOf(error)); });
    },
    stop: () => {
      if (!isBusy(run) || target === null) return;
      tell({ kind: 'stop-asked' });
      callDesktop('scanning.cancel', { draftId: target }).catch((error: unknown) => { tell(failureOf(error)); });
    },
    dismiss: () => { tell({ kind: 'closed' }); },
  };
}

type Finished = { readonly pagesDone: number; readonly isCancelled: boolean; readonly error: { readonly code: string; readonly params: AppError['params'] } | null };

function endOf({ pagesDone, isCancelled, error }: Finished): ScanNews {
  return error ? { kind: 'failed', pagesDone, code: error.code, params: error.params } : { kind: 'finished', pagesDone, isCancelled };
}

function failureOf(error: unknown): ScanNews {
  const { code, params } = error instanceof AppError ? error : new AppError('internal', { reportId: '-' });
  return { kind: 'failed', pagesDone: 0, code, params };
}
