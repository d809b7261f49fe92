import type { Contract, Handlers } from '#shared/contract/operation';
import type { ServerOperationName } from '#shared/contract/server-api';
import type { ServerClient } from '../server-client/index.ts';

/** What the data centre answers goes to the window as it is; the dispatcher parses both ways by the same schemas. */
export function forwardedHandlers<Forwarded extends Contract>(server: Pick<ServerClient, 'forward'>, forwarded: Forwarded): Handlers<Forwarded, unknown> {
  const names = Object.keys(forwarded) as ServerOperationName[]; // `as`: what is forwarded are operations of the data centre
  // `as never`: the dispatcher parses the value by the operation's own schema before it goes on.
  const entries = names.map(name => [name, (input: unknown) => server.forward(name, input) as Promise<never>] as const);
  return Object.fromEntries(entries) as unknown as Handlers<Forwarded, unknown>; // `as`: one entry for each name, whose answers are parsed by the dispatcher
}
