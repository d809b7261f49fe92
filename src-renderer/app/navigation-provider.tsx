import { useCallback, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { NavigationContext, type Place } from '../ui/place.ts';

const historyLimit = 20;

/** Keeps where the user is and the way back, in memory only. */
export function NavigationProvider({ start, children }: { readonly start: Place; readonly children: ReactNode }): ReactElement {
  const [places, setPlaces] = useState<readonly Place[]>([start]);
  const place = places.at(-1) ?? start;
  const goTo = useCallback((next: Place) => {
    setPlaces(known => [...known.slice(-historyLimit), next]);
  }, []);
  const goBack = useCallback(() => {
    setPlaces(known => (known.length > 1 ? known.slice(0, -1) : known));
  }, []);
  const navigation = useMemo(() => ({ place, goTo, goBack }), [place, goTo, goBack]);
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}
