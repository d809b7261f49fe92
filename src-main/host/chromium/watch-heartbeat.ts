const intervalMs = 5000;
const patienceMs = 15_000;

/**
 * Asks the page now and then whether it still answers; tells once when it has not for `patienceMs`, and again only after
 * it had come back. A dead process is noticed at once by other means; this is for the endless loop.
 */
export function watchHeartbeat(ask: () => Promise<unknown>, onSilent: () => void): () => void {
  let askedAt: number | undefined;
  let isSilent = false;
  const timer = setInterval(() => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      ask().then(() => { askedAt = undefined; isSilent = false; }, () => { askedAt = undefined; });
    } else if (!isSilent && performance.now() - askedAt > patienceMs) {
      isSilent = true;
      onSilent();
    }
  }, intervalMs);
  timer.unref();
  return () => { clearInterval(timer); };
}
