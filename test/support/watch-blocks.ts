/**
 * The longest time for which this thread computed without looking up. Measured in its own processor time: what a busy machine takes from
 * it blocks the window as well, but is nobody's fault here.
 */
export function watchBlocks(): { readonly longestMs: () => number; readonly stop: () => void } {
  let longestMs = 0;
  let [lastAt, last] = [performance.now(), process.threadCpuUsage()];
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    const computedMs = (now.user + now.system - last.user - last.system) / 1000;
    longestMs = Math.max(longestMs, Math.min(computedMs, performance.now() - lastAt));
    [lastAt, last] = [performance.now(), now];
  }, 5);
  return {
    longestMs: () => {
      const value = longestMs;
      longestMs = 0;
      return value;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
