import { useEffect, useRef } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import { desktopApi, desktopEvents, type DesktopApi, type DesktopBridge, type DesktopEvents } from '#shared/contract/desktop-api';
import { createClient } from '#shared/contract/operation';
import { confirmAndRepeat } from './confirmation.ts';
import { reportSessionTrouble } from './session-trouble.ts';

declare global {
  interface Window { // an interface, to merge with the DOM's own
    readonly desktop: DesktopBridge;
  }
}

/** The only way out of the window: every call is typed and parsed by the contract; failures are AppErrors. */
export const callDesktop = createClient(desktopApi, async (name, input) => {
  const reply = await confirmAndRepeat(() => window.desktop.call(name, input));
  reportSessionTrouble(reply);
  return reply;
});

type QueryOptions = { readonly isEnabled?: boolean; readonly keepPrevious?: boolean; readonly refetchMs?: number };

/** Reads through TanStack Query; the key is the operation and its input. */
export function useDesktopQuery<Name extends keyof DesktopApi>(
  name: Name,
  input: z.input<DesktopApi[Name]['input']>,
  options: QueryOptions = {},
): UseQueryResult<z.output<DesktopApi[Name]['output']>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: () => callDesktop(name, input),
    enabled: options.isEnabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchMs === undefined ? {} : { refetchInterval: options.refetchMs }),
  });
}

/** Calls the listener, always the newest one, for each event of this name while the component is mounted. */
export function useDesktopEvent<Name extends keyof DesktopEvents>(
  name: Name,
  listener: (payload: z.output<DesktopEvents[Name]>) => void,
): void {
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(
    () =>
      window.desktop.subscribe((received, payload) => {
        // `as`: the event's own schema has just parsed it.
        if (received === name) newest.current(desktopEvents[name].parse(payload) as z.output<DesktopEvents[Name]>);
      }),
    [name],
  );
}
