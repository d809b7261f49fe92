import { createContext, useContext, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { createPictureStore, type Picture, type PictureStore, type Shown, type Urgency } from './picture-store.ts';

/** Of decoded pictures: some twenty half-size pages, or four whole ones of 300 dpi. */
const limitBytes = 192 * 1024 * 1024;

/** Whether the work is in sight: not while the screen is locked or the session over. Pages are not even kept in memory then. */
export const WorkInSightContext = createContext(true);

async function loadPicture(address: string, signal: AbortSignal): Promise<Picture> {
  const answer = await fetch(address, { signal, cache: 'no-store' });
  if (!answer.ok) throw new Error(`A picture was answered with ${String(answer.status)}.`);
  const source = await createImageBitmap(await answer.blob());
  return { width: source.width, height: source.height, source, close: () => { source.close(); } };
}

/** The pictures of what this component shows; they go when it goes, when the screen locks, and while `isCovered`. */
export function usePictures(isCovered = false): PictureStore {
  const [store] = useState(() => createPictureStore({ load: loadPicture, limitBytes }));
  const isInSight = useContext(WorkInSightContext) && !isCovered;
  useLayoutEffect(() => {
    if (!isInSight) store.release();
    else store.resume();
    return () => {
      store.release();
    };
  }, [store, isInSight]);
  return store;
}

/** One picture, loaded as long as this component shows it; no address asks for none, no urgency takes it only if it is there. */
export function usePicture(store: PictureStore, address: string | null, urgency: Urgency | null): Shown {
  // Before the paint, so that nothing else takes the place of what is to be drawn now.
  useLayoutEffect(() => (address === null || urgency === null ? undefined : store.want(address, urgency)), [store, address, urgency]);
  return useSyncExternalStore(store.subscribe, () => (address === null ? nothing : store.find(address)));
}

const nothing: Shown = { state: 'loading', picture: null };
