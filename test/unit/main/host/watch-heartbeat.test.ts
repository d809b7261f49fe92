import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchHeartbeat } from '../../../../src-main/host/chromium/watch-heartbeat.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('a page that answers is left alone, one that stops answering is reported once, and again only after it came back', async () => {
  let isAnswering = true;
  let reports = 0;
  let release: (() => void) | undefined;
  const stop = watchHeartbeat(() => (isAnswering ? Promise.resolve() : new Promise<void>((resolve) => { release = resolve; })), () => { reports += 1; });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports).toBe(0);

  isAnswering = false;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(reports).toBe(1);

  isAnswering = true;
  release?.();
  await vi.advanceTimersByTimeAsync(30_000);
  isAnswering = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports).toBe(2);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports).toBe(2);
});

test('a refused question is not an answer, and not an alarm by itself', async () => {
  let reports = 0;
  const stop = watchHeartbeat(() => Promise.reject(new Error('gone')), () => { reports += 1; });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports).toBe(0);
  stop();
});
