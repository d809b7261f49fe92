import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';

/**
 * Keeps a directory to one process of this machine, and returns how to give it up. PGlite itself lets two processes open one directory and
 * then loses what they wrote. The lock is a bound socket in Linux' abstract namespace: the kernel drops it with the
 * process, however that ends, so there is never a stale lock to clear.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const name = createHash('sha256').update(await realpath(directory)).digest('hex').slice(0, 32);
  const server = createServer(socket => socket.destroy());
  server.listen(`\0danglian-${name}`);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`Another process already uses ${directory}. Stop it, or choose another directory.`, { cause });
  }
  server.unref();
  return () => new Promise(resolve => server.close(() => { resolve(); }));
}
