import { useEffect, useReducer, useRef, useState, type RefObject } from 'react';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageSteps } from '#shared/domain/page-steps';
import type { StagePace, TroubleAction } from '#shared/domain/scan-fault';
import type { ScanProfileId } from '#shared/domain/scan-profile';
import type { Draft, ScanSettings } from '#shared/domain/scanning';
import { AppError, type ErrorParams } from '#shared/errors/app-error';
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

/** What went wrong during a run, and whose turn it is. */
export type Trouble = {
  readonly code: string;
  readonly params: ErrorParams;
  readonly action: TroubleAction;
  /** Counted from the start of the stack; null where no sheet was under way. */
  readonly putBackSheet: number | null;
  readonly putBackCount: number;
  readonly sidesKept: number;
};

export type ScanControl = {
  readonly run: ScanRun;
  /** Null once the scanner works again. */
  readonly trouble: Trouble | null;
  /** How fast each stage is, of the last pages. */
  readonly stages: readonly StagePace[];
  /** Goes on with the stack that was given up. */
  readonly resume: () => void;
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
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [stages, setStages] = useState<readonly StagePace[]>([]);
  const arrived = useRef<DraftPageId[]>([]);
  useScanEvents(drafts, { tell, setTrouble, setStages, arrived, onFinished });
  // A window that was opened, or came back, in the middle of a run.
  const unseen = run.kind === 'idle' ? drafts.find(({ state }) => state === 'scanning')?.id : undefined;
  useEffect(() => {
    if (unseen === undefined) return;
    setTarget(unseen);
    tell({ kind: 'progressed', pagesDone: 0, fraction: 0, nowMs: performance.now() });
  }, [unseen]);
  const begin = (draftId: DraftId, ask: () => Promise<unknown>): void => {
    if (isBusy(run)) return;
    setTarget(draftId);
    setTrouble(null);
    arrived.current = [];
    tell({ kind: 'asked', nowMs: performance.now() });
    ask().catch((error: unknown) => { tell(failureOf(error)); });
  };
  return {
    run,
    draftId: target,
    trouble,
    stages,
    start: order => { begin(order.draftId, () => callDesktop('scanning.start', order)); },
    resume: () => { if (target !== null) begin(target, () => callDesktop('scanning.resume', { draftId: target })); },
    stop: () => {
      if (!isBusy(run) || target === null) return;
      tell({ kind: 'stop-asked' });
      callDesktop('scanning.cancel', { draftId: target }).catch((error: unknown) => { tell(failureOf(error)); });
    },
    dismiss: () => {
      setTrouble(null);
      tell({ kind: 'closed' });
    },
  };
}

type Listeners = {
  readonly tell: (news: ScanNews) => void;
  readonly setTrouble: (trouble: Trouble | null) => void;
  readonly setStages: (stages: readonly StagePace[]) => void;
  readonly arrived: RefObject<DraftPageId[]>;
  readonly onFinished: (result: RunResult) => void;
};

function useScanEvents(drafts: readonly Draft[], { tell, setTrouble, setStages, arrived, onFinished }: Listeners): void {
  const isHere = ({ draftId }: { readonly draftId: DraftId }): boolean => drafts.some(({ id }) => id === draftId);
  useDesktopEvent('scan.page-completed', event => {
    if (!isHere(event)) return;
    arrived.current.push(event.page.id);
    tell({ kind: 'page', nowMs: performance.now() });
  });
  useDesktopEvent('scan.progressed', event => {
    if (isHere(event)) tell({ kind: 'progressed', pagesDone: event.pagesDone, fraction: event.fraction, nowMs: performance.now() });
  });
  useDesktopEvent('scan.troubled', event => {
    if (isHere(event)) setTrouble(event.action === 'resumed' ? null : event);
  });
  useDesktopEvent('scan.metered', event => {
    if (isHere(event)) setStages(event.stages);
  });
  useDesktopEvent('scan.finished', event => {
    if (!isHere(event)) return;
    if (!event.error) setTrouble(null);
    tell(endOf(event));
    onFinished({ draftId: event.draftId, pageIds: arrived.current });
  });
}

/** The program has done what it can; the stack waits for the person. */
export function canResume({ run, trouble }: Pick<ScanControl, 'run' | 'trouble'>): boolean {
  return trouble?.action === 'gave-up' && run.kind === 'failed';
}

type Finished = { readonly pagesDone: number; readonly isCancelled: boolean; readonly error: { readonly code: string; readonly params: AppError['params'] } | null };

function endOf({ pagesDone, isCancelled, error }: Finished): ScanNews {
  return error ? { kind: 'failed', pagesDone, code: error.code, params: error.params } : { kind: 'finished', pagesDone, isCancelled };
}

function failureOf(error: unknown): ScanNews {
  const { code, params } = error instanceof AppError ? error : new AppError('internal', { reportId: '-' });
  return { kind: 'failed', pagesDone: 0, code, params };
}
