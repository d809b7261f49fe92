import { useEffect, useRef } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { DesktopApi, DesktopBridge, DesktopEvents } from '#shared/contract/desktop-api';
import { createClient, type Client, type Contract, type EventContract } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import { confirmAndRepeat } from './confirmation.ts';
import { reportSessionTrouble } from './session-trouble.ts';

declare global {
  interface Window { // an interface, to merge with the DOM's own
    readonly desktop: DesktopBridge;
  }
}

/** What this edition's windows may ask for and are told: said once, before anything is drawn. */
type Spoken = { readonly api: Contract; readonly events: EventContract; readonly call: Client<DesktopApi> };
let spoken: Spoken | undefined;

export function speak(api: Contract, events: EventContract): void {
  const call = createClient(api, async (name, input) => {
    const reply = await confirmAndRepeat(() => window.desktop.call(name, input));
    reportSessionTrouble(reply);
    return reply;
  });
  // The whole contract or a part of it; other names are refused below.
  spoken = { api, events, call };
}

function requireSpoken(): Spoken {
  if (!spoken) throw new Error('speak has to be called first');
  return spoken;
}

/** The only way out of the window: every call is typed and parsed by the contract; failures are AppErrors. */
export const callDesktop: Client<DesktopApi> = async (name, input) => {
  const { api, call } = requireSpoken();
  if (!Object.hasOwn(api, name)) throw new AppError('operation.unknown', { name });
  return call(name, input);
};

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
        const schema = received === name ? requireSpoken().events[name] : undefined;
        // `as`: the event's own schema has just parsed it.
        if (schema) newest.current(schema.parse(payload) as z.output<DesktopEvents[Name]>);
      }),
    [name],
  );
}
