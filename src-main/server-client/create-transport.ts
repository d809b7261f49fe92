import type { ServerAddress } from './server-address.ts';
import type { Transport } from './transport.ts';

/** What carries calls is read with the first of them: the window does not wait for it. */
export function createTransport(address: ServerAddress): Transport {
  let opened: Promise<Transport> | undefined;
  const open = (): Promise<Transport> => (opened ??= import('./connections.ts').then(({ openConnections }) => openConnections(address)));
  return {
    send: async request => (await open()).send(request),
    receive: async (request, take) => (await open()).receive(request, take),
    close: async () => (await opened)?.close(),
  };
}
