/** The data centre is busy, or the network is gone without anybody having noticed. */
const pausesMs = [2_000, 5_000, 15_000, 60_000];

export type Hold = { readonly isHeld: () => boolean; readonly begin: () => void; readonly reset: () => void };

/** Waits longer each time that nothing went through. */
export function createHold(onEnd: () => void): Hold {
  let timer: NodeJS.Timeout | undefined;
  let times = 0;
  return {
    isHeld: () => timer !== undefined,
    begin: () => {
      if (timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        onEnd();
      }, pausesMs[Math.min(times, pausesMs.length - 1)]).unref();
      times += 1;
    },
    reset: () => {
      clearTimeout(timer);
      timer = undefined;
      times = 0;
    },
  };
}
