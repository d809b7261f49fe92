export type TokenBucket = { readonly take: () => boolean };

/** Lets `size` through at once and `perMinute` in the long run. */
export function createTokenBucket({ size, perMinute }: { readonly size: number; readonly perMinute: number }): TokenBucket {
  let tokens = size;
  let filledAt = performance.now();
  return {
    take: () => {
      const now = performance.now();
      tokens = Math.min(size, tokens + ((now - filledAt) / 60_000) * perMinute);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
