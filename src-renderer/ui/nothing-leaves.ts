import { useEffect, type RefObject } from 'react';

/** Ctrl and Command with these keep, print or copy what is on the screen. */
const keys = ['a', 'c', 'x', 'p', 's', 'u'] as const;
const isHarmless = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/**
 * Nothing of this part of the screen is selected, copied, dragged, saved or printed by the means of a browser. The host closes the same ways
 * for the whole window, apart from copying, which forms need; what X11 offers to the middle button follows the selection, so there must be none.
 */
export function useNothingLeaves(part: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = part.current;
    if (!element) return undefined;
    const stop = (event: Event): void => {
      if (!isHarmless(event.target)) event.preventDefault();
    };
    const stopKey = (event: KeyboardEvent): void => {
      const isKept = event.key === 'PrintScreen' || ((event.ctrlKey || event.metaKey) && keys.some(key => key === event.key.toLowerCase()));
      if (isKept) stop(event);
    };
    const events = ['copy', 'cut', 'dragstart', 'contextmenu', 'selectstart'] as const;
    for (const name of events) element.addEventListener(name, stop);
    // Keys come from wherever the focus is, selecting everything included.
    window.addEventListener('keydown', stopKey, true);
    return () => {
      for (const name of events) element.removeEventListener(name, stop);
      window.removeEventListener('keydown', stopKey, true);
    };
  }, [part]);
}
