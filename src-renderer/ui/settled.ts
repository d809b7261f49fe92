import { useDeferredValue, useMemo, useRef, useState } from 'react';

/**
 * The page for which everything around the page is drawn: a moment behind the page itself, whose frame must not wait for buttons and lists; never
 * one of other pages.
 */
export function useSettled(pages: readonly unknown[], current: number): number {
  const place = useMemo(() => ({ pages, current }), [pages, current]);
  const settled = useDeferredValue(place);
  return settled.pages === pages ? settled.current : current;
}

type Acts = Readonly<Record<string, (...args: never[]) => void>>;

/** Acts that stay the same as long as the component lives and do what the newest would: what is given them need not be drawn anew. */
export function useSteady<Given extends Acts>(acts: Given): Given {
  const newest = useRef(acts);
  newest.current = acts;
  // `as`: each takes what the one of its name takes.
  const [steady] = useState(() => Object.fromEntries(Object.keys(acts).map(name => [name, (...args: never[]) => { newest.current[name]?.(...args); }])) as unknown as Given);
  return steady;
}
