import type { ErrorParams } from '#shared/errors/app-error';

/** One run of the scanner as the desk sees it. Times are milliseconds of the window's clock. */
export type ScanRun =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting'; readonly startedAtMs: number }
  | {
      readonly kind: 'running';
      readonly startedAtMs: number;
      readonly pagesDone: number;
      /** Of the sheet in the scanner, 0 to 1. */
      readonly fraction: number;
      readonly lastPageAtMs: number | null;
      readonly isStopping: boolean;
    }
  | { readonly kind: 'done'; readonly pagesDone: number; readonly isCancelled: boolean }
  | { readonly kind: 'failed'; readonly pagesDone: number; readonly code: string; readonly params: ErrorParams };

export type ScanNews =
  | { readonly kind: 'asked'; readonly nowMs: number }
  | { readonly kind: 'progressed'; readonly pagesDone: number; readonly fraction: number; readonly nowMs: number }
  | { readonly kind: 'page'; readonly nowMs: number }
  | { readonly kind: 'stop-asked' }
  | { readonly kind: 'finished'; readonly pagesDone: number; readonly isCancelled: boolean }
  | { readonly kind: 'failed'; readonly pagesDone: number; readonly code: string; readonly params: ErrorParams }
  | { readonly kind: 'closed' };

export const idleRun: ScanRun = { kind: 'idle' };

/** News may come in any order and after the end: a late page never reopens a finished run. */
export function advance(run: ScanRun, news: ScanNews): ScanRun {
  switch (news.kind) {
    case 'asked':
      return { kind: 'starting', startedAtMs: news.nowMs };
    case 'progressed':
    case 'page':
      return hasEnded(run) ? run : goOn(runningFrom(run, news), news);
    case 'stop-asked':
      return run.kind === 'running' ? { ...run, isStopping: true } : run;
    case 'finished':
      return { kind: 'done', pagesDone: news.pagesDone, isCancelled: news.isCancelled };
    case 'failed':
      return { kind: 'failed', pagesDone: news.pagesDone, code: news.code, params: news.params };
    case 'closed':
      return idleRun;
  }
}

type Running = ScanRun & { readonly kind: 'running' };

type Progress = ScanNews & { readonly kind: 'progressed' | 'page' };

/** Pages are counted as they arrive: the device's own count runs ahead of them. */
function goOn(run: Running, news: Progress): Running {
  if (news.kind === 'progressed') return { ...run, fraction: news.fraction };
  return { ...run, pagesDone: run.pagesDone + 1, fraction: 0, lastPageAtMs: news.nowMs };
}

function hasEnded(run: ScanRun): boolean {
  return run.kind === 'done' || run.kind === 'failed';
}

/** A window opened in the middle of a run has heard nothing of its start: `idle` may become `running`. */
function runningFrom(run: ScanRun, news: Progress): Running {
  if (run.kind === 'running') return run;
  const start = { kind: 'running', fraction: 0, lastPageAtMs: null, isStopping: false } as const;
  if (run.kind === 'starting') return { ...start, startedAtMs: run.startedAtMs, pagesDone: 0 };
  return { ...start, startedAtMs: news.nowMs, pagesDone: news.kind === 'progressed' ? news.pagesDone : 0 };
}

export function isBusy(run: ScanRun): boolean {
  return run.kind === 'starting' || run.kind === 'running';
}

/** Pages a minute up to the last finished page; undefined before two pages, when it would mean nothing. */
export function pagesPerMinute(run: ScanRun): number | undefined {
  if (run.kind !== 'running' || run.lastPageAtMs === null || run.pagesDone < 2) return undefined;
  const minutes = (run.lastPageAtMs - run.startedAtMs) / 60_000;
  return minutes > 0 ? Math.round(run.pagesDone / minutes) : undefined;
}
