import { readLate } from './read-late.ts';
import type { ServerAddress } from './server-address.ts';
import type { Transport } from './transport.ts';

/** What carries calls is read with the first of them. */
export function createTransport(address: ServerAddress): Transport {
  const { get, whenRead } = readLate(async () => (await import('./connections.ts')).openConnections(address));
  return {
    send: async request => (await get()).send(request),
    receive: async (request, take) => (await get()).receive(request, take),
    close: async () => (await whenRead())?.close(),
  };
}
