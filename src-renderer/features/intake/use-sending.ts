import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundPackage } from '#shared/domain/delivery';
import type { BatchId } from '#shared/domain/ids';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';

export type Sending = {
  /** What lies in what was dropped or chosen; null while nobody has asked. */
  readonly found: readonly FoundPackage[] | null;
  readonly isSearching: boolean;
  readonly isStarting: boolean;
  readonly error: unknown;
  readonly find: (paths: readonly string[]) => void;
  readonly start: (paths: readonly string[]) => void;
  readonly dismiss: () => void;
};

/** From what was dropped on the window or chosen to packages in the queue, with a look at them in between. */
export function useSending(batchId: BatchId, { isEnabled, onStarted }: { readonly isEnabled: boolean; readonly onStarted: () => void }): Sending {
  const [found, setFound] = useState<readonly FoundPackage[] | null>(null);
  const searching = useMutation({
    mutationFn: (paths: readonly string[]) => callDesktop('deliveries.find', { paths: [...paths] }),
    // What is dropped while the list is open is added to it.
    onSuccess: ({ packages }) => { setFound(known => mergeFound(known ?? [], packages)); },
  });
  const starting = useMutation({
    mutationFn: (paths: readonly string[]) => callDesktop('deliveries.start', { batchId, paths: [...paths] }),
    onSuccess: () => {
      setFound(null);
      onStarted();
    },
  });
  useDesktopEvent('files.dropped', ({ paths }) => { if (isEnabled && paths.length > 0) searching.mutate(paths); });
  return {
    found,
    isSearching: searching.isPending,
    isStarting: starting.isPending,
    error: searching.error ?? starting.error,
    find: paths => { searching.mutate(paths); },
    start: paths => { starting.mutate(paths); },
    dismiss: () => {
      setFound(null);
      starting.reset();
    },
  };
}

/** One place is one package, however often it was dropped. */
export function mergeFound(known: readonly FoundPackage[], more: readonly FoundPackage[]): readonly FoundPackage[] {
  return [...known, ...more.filter(({ path }) => !known.some(one => one.path === path))];
}
