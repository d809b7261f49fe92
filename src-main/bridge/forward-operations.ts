import { forwardedOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import type { ServerClient } from '../server-client/index.ts';

type Forwarded = typeof forwardedOperations;

/** What the data centre answers goes to the window as it is; the dispatcher parses both ways by the same schemas. */
export function forwardedHandlers(server: Pick<ServerClient, 'forward'>): Handlers<Forwarded, unknown> {
  const names = Object.keys(forwardedOperations) as (keyof Forwarded)[]; // `as`: Object.keys widens to string[]
  // `as never`: the dispatcher parses the value by the operation's own schema before it goes on.
  const entries = names.map(name => [name, (input: unknown) => server.forward(name, input) as Promise<never>] as const);
  return Object.fromEntries(entries) as Record<keyof Forwarded, (input: unknown) => Promise<never>>; // `as`: one entry for each name
}
