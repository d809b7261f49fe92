import { useLayoutEffect, useState, type RefObject } from 'react';
import type { Extent } from './viewer-geometry.ts';

/** The inner size of an element, without its scroll bars' coming and going. */
export function useRoom(element: RefObject<HTMLElement | null>): Extent {
  const [room, setRoom] = useState<Extent>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const measure = (): void => {
      setRoom({ width: measured.clientWidth, height: measured.clientHeight });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    measure();
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return room;
}
