/** Bytes per second over the last seconds. */
export type RateMeter = { readonly count: (bytes: number) => void; /** Null while too little is known. */ readonly rate: () => number | null };

const windowMs = 10_000;
const knownAfterMs = 1_000;
/** One figure for each such step keeps the meter small. */
const stepMs = 250;

export function createRateMeter(now: () => number = () => performance.now()): RateMeter {
  let steps: { readonly at: number; bytes: number }[] = [];
  const startedAt = now();
  const prune = (): void => {
    const oldest = now() - windowMs;
    if ((steps[0]?.at ?? oldest) < oldest) steps = steps.filter(({ at }) => at >= oldest);
  };
  return {
    count: bytes => {
      prune();
      const last = steps.at(-1);
      if (last && now() - last.at < stepMs) last.bytes += bytes;
      else steps.push({ at: now(), bytes });
    },
    rate: () => {
      prune();
      const elapsed = Math.min(windowMs, now() - startedAt);
      return elapsed < knownAfterMs ? null : (steps.reduce((sum, { bytes }) => sum + bytes, 0) / elapsed) * 1000;
    },
  };
}
