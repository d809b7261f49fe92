import { createServer, connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port that nobody listens on at the moment, for programs that cannot choose one themselves. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // `as`: a TCP server has no other kind of address
  await new Promise(resolve => server.close(resolve));
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, 'localhost');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** Resolves when something listens; gives up after `withinMs`, or at once when `isDead` says so. */
export async function waitForPort(port: number, options: { readonly withinMs: number; readonly isDead: () => string | undefined }): Promise<void> {
  const deadline = performance.now() + options.withinMs;
  while (!(await accepts(port))) {
    const death = options.isDead();
    if (death !== undefined) throw new Error(death);
    if (performance.now() > deadline) throw new Error(`nothing listens on port ${String(port)}`);
    await sleep(50);
  }
}
