import { useEffect, useRef } from 'react';

const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'compositionend'] as const;

/** Calls once when nobody has touched the window for so long; `null` watches nothing. Counts by the monotonic clock. */
export function useIdleLock(idleSeconds: number | null, onIdle: () => void): void {
  const newest = useRef(onIdle);
  newest.current = onIdle;
  useEffect(() => {
    if (idleSeconds === null) return undefined;
    let lastSign = performance.now();
    const note = (): void => {
      lastSign = performance.now();
    };
    for (const sign of signsOfLife) window.addEventListener(sign, note, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (performance.now() - lastSign < idleSeconds * 1000) return;
      clearInterval(timer);
      newest.current();
    }, 1000);
    return () => {
      clearInterval(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, note, { capture: true });
    };
  }, [idleSeconds]);
}
