import { useLayoutEffect, useState, type RefObject } from 'react';

export type RowRange = { readonly first: number; readonly end: number };

type Sight = { readonly scrollTop: number; readonly height: number; readonly rowHeight: number; readonly count: number };

/** Rows drawn beyond both edges, so that a quick scroll meets pictures and not gaps. */
const beyond = 4;

/** Rows `first` to `end` (exclusive) are to be drawn. */
export function rowsInSight({ scrollTop, height, rowHeight, count }: Sight): RowRange {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond);
  return { first: Math.min(first, Math.max(0, count - 1)), end: Math.max(end, Math.min(count, 1)) };
}

/** Where the list must be scrolled to for a row to be seen whole, as little as possible. */
export function scrollTopFor(row: number, { scrollTop, height, rowHeight }: Omit<Sight, 'count'>): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** Which of many rows of one height are near the eye. A scroll that shows no new row draws nothing. */
export function useWindowedRows(list: RefObject<HTMLElement | null>, { count, rowHeight }: { readonly count: number; readonly rowHeight: number }): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const measure = (): void => {
      const next = rowsInSight({ scrollTop: element.scrollTop, height: element.clientHeight, rowHeight, count });
      setRange(known => (known.first === next.first && known.end === next.end ? known : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [list, count, rowHeight]);
  return { first: Math.min(range.first, count), end: Math.min(range.end, count) };
}
