import { useEffect, useReducer, useRef, useState } from 'react';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageSteps } from '#shared/domain/page-steps';
import type { ScanProfileId } from '#shared/domain/scan-profile';
import type { Draft, ScanSettings } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';
import { advance, idleRun, isBusy, type ScanNews, type ScanRun } from './scan-run.ts';

export type ScanOrder = {
  readonly scannerId: string;
  readonly settings: ScanSettings;
  readonly replacePageId: DraftPageId | null;
  readonly profileId: ScanProfileId | null;
  readonly steps: PageSteps | undefined;
};

export type ScanControl = {
  readonly run: ScanRun;
  readonly start: (order: ScanOrder) => void;
  readonly stop: () => void;
  /** Puts the message about the last run away. */
  readonly dismiss: () => void;
};

/** The scanner as this desk sees it: what was asked of it, and what it has told since. */
export function useScan(draftId: DraftId, draft: Draft | undefined): ScanControl {
  const [run, tell] = useReducer(advance, idleRun);
  useDesktopEvent('scan.page-completed', event => {
    if (event.draftId === draftId) tell({ kind: 'page', nowMs: performance.now() });
  });
  useDesktopEvent('scan.progressed', event => {
    if (event.draftId === draftId) tell({ kind: 'progressed', pagesDone: event.pagesDone, fraction: event.fraction, nowMs: performance.now() });
  });
  useDesktopEvent('scan.finished', event => {
    if (event.draftId === draftId) tell(endOf(event));
  });
  // A window that was opened, or came back to this draft, in the middle of a run.
  const isScanningUnseen = draft?.state === 'scanning' && run.kind === 'idle';
  useEffect(() => {
    if (isScanningUnseen) tell({ kind: 'progressed', pagesDone: 0, fraction: 0, nowMs: performance.now() });
  }, [isScanningUnseen]);

  return {
    run,
    start: order => {
      if (isBusy(run)) return;
      tell({ kind: 'asked', nowMs: performance.now() });
      callDesktop('scanning.start', { draftId, ...order }).catch((error: unknown) => { tell(failureOf(error)); });
    },
    stop: () => {
      if (!isBusy(run)) return;
      tell({ kind: 'stop-asked' });
      callDesktop('scanning.cancel', { draftId }).catch((error: unknown) => { tell(failureOf(error)); });
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

/** Sent bytes of a filing that runs, 0 to 1; null while it has not begun. */
export function useFilingProgress(draftId: DraftId): { readonly fraction: number | null; readonly sentBytes: number; readonly restart: () => void } {
  const [progress, setProgress] = useState({ sentBytes: 0, totalBytes: 0 });
  const current = useRef(draftId);
  current.current = draftId;
  useDesktopEvent('draft.filing-progressed', event => {
    if (event.draftId === current.current) setProgress(event);
  });
  const { sentBytes, totalBytes } = progress;
  return { fraction: totalBytes > 0 ? sentBytes / totalBytes : null, sentBytes, restart: () => { setProgress({ sentBytes: 0, totalBytes: 0 }); } };
}
