import { describe, expect, test } from 'vitest';
import { advance, idleRun, isBusy, pagesPerMinute, type ScanNews, type ScanRun } from '../../../../src-renderer/features/scanning/scan-run.ts';

const after = (...news: readonly ScanNews[]): ScanRun => news.reduce(advance, idleRun);

describe('a run of the scanner', () => {
  test('counts pages and shows how far the sheet is', () => {
    const run = after({ kind: 'asked', nowMs: 0 }, { kind: 'page', nowMs: 3000 }, { kind: 'progressed', pagesDone: 1, fraction: 0.4, nowMs: 3500 });
    expect(run).toMatchObject({ kind: 'running', pagesDone: 1, fraction: 0.4 });
    expect(isBusy(run)).toBe(true);
  });

  test('does not count a page twice when the device tells of it before it has arrived', () => {
    const run = after({ kind: 'asked', nowMs: 0 }, { kind: 'progressed', pagesDone: 1, fraction: 1, nowMs: 900 }, { kind: 'page', nowMs: 1000 });
    expect(run).toMatchObject({ pagesDone: 1 });
  });

  test('tells the speed from the second page on', () => {
    const first = after({ kind: 'asked', nowMs: 0 }, { kind: 'page', nowMs: 3000 });
    expect(pagesPerMinute(first)).toBeUndefined();
    expect(pagesPerMinute(advance(first, { kind: 'page', nowMs: 6000 }))).toBe(20);
  });

  test('a window opened in the middle of a run joins it', () => {
    expect(after({ kind: 'progressed', pagesDone: 4, fraction: 0.1, nowMs: 10 })).toMatchObject({ kind: 'running', pagesDone: 4 });
  });

  test('news that arrive after the end do not reopen it', () => {
    const ended = after({ kind: 'asked', nowMs: 0 }, { kind: 'finished', pagesDone: 2, isCancelled: false });
    expect(advance(ended, { kind: 'page', nowMs: 1 })).toBe(ended);
    expect(advance(ended, { kind: 'progressed', pagesDone: 2, fraction: 1, nowMs: 1 })).toBe(ended);
  });

  test('a failure keeps its reason and the pages that are safe', () => {
    const failed = after({ kind: 'asked', nowMs: 0 }, { kind: 'page', nowMs: 1 }, { kind: 'failed', pagesDone: 1, code: 'scanner.paper-jam', params: {} });
    expect(failed).toEqual({ kind: 'failed', pagesDone: 1, code: 'scanner.paper-jam', params: {} });
    expect(isBusy(failed)).toBe(false);
    expect(advance(failed, { kind: 'asked', nowMs: 5 })).toMatchObject({ kind: 'starting' });
  });

  test('stopping is shown until the device has stopped', () => {
    const stopping = after({ kind: 'asked', nowMs: 0 }, { kind: 'page', nowMs: 1 }, { kind: 'stop-asked' });
    expect(stopping).toMatchObject({ isStopping: true });
    expect(advance(stopping, { kind: 'finished', pagesDone: 1, isCancelled: true })).toEqual({ kind: 'done', pagesDone: 1, isCancelled: true });
  });
});
