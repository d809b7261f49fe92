import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnectionWatch } from '../../../../src-main/server-client/connection-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a change is told once, and while nothing answers the data centre is asked at intervals', async () => {
  const changes: boolean[] = [];
  let asked = 0;
  const watch = createConnectionWatch({
    probe: () => {
      asked += 1;
      watch.report(asked === 3);
      return asked === 3 ? Promise.resolve() : Promise.reject(new Error('away'));
    },
    onChange: isOnline => changes.push(isOnline),
    probeEveryMs: 1_000,
  });
  watch.report(true);
  expect(changes).toEqual([]);
  watch.report(false);
  watch.report(false);
  expect(changes).toEqual([false]);
  await vi.advanceTimersByTimeAsync(2_500);
  expect([asked, changes]).toEqual([2, [false]]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([asked, changes, watch.isOnline()]).toEqual([3, [false, true], true]);
});

test('a closed watch asks and tells nothing any more', async () => {
  const onChange = vi.fn();
  const probe = vi.fn(() => Promise.resolve());
  const watch = createConnectionWatch({ probe, onChange, probeEveryMs: 1_000 });
  watch.report(false);
  watch.close();
  watch.report(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(probe).not.toHaveBeenCalled();
  expect(onChange).toHaveBeenCalledTimes(1);
});
