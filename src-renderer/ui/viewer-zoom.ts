import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

type Point = { readonly x: number; readonly y: number };
/** What of which sheet lies under which point of the window; it stays there while the page grows. */
type Anchor = { readonly sheet: Element; readonly across: number; readonly down: number; readonly at: Point };

export const zoomRange = { least: 0.1, most: 6 } as const;
const wheelPace = 0.002;

/** Growing or shrinking under the pointer; by keys and buttons around the middle of what is seen. */
export function useAnchoredZoom(stage: RefObject<HTMLElement | null>, { scale, factor, setFactor }: { readonly scale: number; readonly factor: number; readonly setFactor: (factor: number) => void }): { readonly holdMiddle: () => void } {
  const anchor = useRef<Anchor | null>(null);
  const newest = useRef({ factor, setFactor });
  newest.current = { factor, setFactor };
  const hold = (at: Point): void => {
    const sheet = sheetAt(stage.current, at);
    if (!sheet) return;
    const box = sheet.getBoundingClientRect();
    anchor.current = { sheet, across: (at.x - box.left) / box.width, down: (at.y - box.top) / box.height, at };
  };
  useLayoutEffect(() => {
    if (!anchor.current) return;
    const { sheet, across, down, at } = anchor.current;
    anchor.current = null;
    const box = sheet.getBoundingClientRect();
    stage.current?.scrollBy(box.left + across * box.width - at.x, box.top + down * box.height - at.y);
  }, [stage, scale]);
  useEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      // Without Ctrl the wheel moves the page, as in every other program of the office.
      if (!event.ctrlKey) return;
      event.preventDefault();
      hold({ x: event.clientX, y: event.clientY });
      const wanted = newest.current.factor * Math.exp(-event.deltaY * wheelPace);
      const next = Math.min(zoomRange.most, Math.max(zoomRange.least, wanted));
      // A wheel turns several times before the next frame.
      newest.current = { ...newest.current, factor: next };
      newest.current.setFactor(next);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  }, [stage]);
  return {
    holdMiddle: () => {
      const box = stage.current?.getBoundingClientRect();
      if (box) hold({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
    },
  };
}

/** The sheet under the point, or the one that is next to it. */
function sheetAt(stage: Element | null, { x }: Point): Element | undefined {
  const distance = (sheet: Element): number => {
    const { left, right } = sheet.getBoundingClientRect();
    return x < left ? left - x : Math.max(0, x - right);
  };
  return [...(stage?.querySelectorAll('[data-page]') ?? [])].toSorted((a, b) => distance(a) - distance(b))[0];
}
