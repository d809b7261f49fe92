import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestScanner } from './scanner.ts';

export type NetworkScanner = {
  /** For the device host: its SANE knows the network alone. */
  readonly env: Readonly<Record<string, string>>;
  readonly scannerId: string;
  /** Stops, or ends, the process that serves the connection, in the middle of whatever it does. */
  readonly signalServing: (signal: NodeJS.Signals) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const port = 6566;

/** SANE's own server on a loopback address of its own, with SANE's test device behind it. The client's port cannot be set, the address can. */
export async function startNetworkScanner(settings: Readonly<Record<string, string>>): Promise<NetworkScanner> {
  const address = `127.${String(process.pid % 250)}.${String(Math.floor(process.pid / 250) % 250)}.2`;
  const device = await startTestScanner({ settings });
  const served = device.env['SANE_CONFIG_DIR'] ?? '';
  await writeFile(join(served, 'saned.conf'), '127.0.0.0/8\nlocalhost\n');
  await chmod(served, 0o755);
  const client = await mkdtemp(join(tmpdir(), 'dl-sane-net-'));
  await writeFile(join(client, 'dll.conf'), 'net\n');
  await writeFile(join(client, 'net.conf'), `connect_timeout = 5\n${address}\n`);
  const server = spawn('saned', ['-l', '-b', address, '-p', String(port), '-e'], { env: { ...process.env, ...device.env }, stdio: 'ignore' });
  await waitForPort(address, server);
  return {
    env: { SANE_CONFIG_DIR: client },
    scannerId: `net:${address}:test:0`,
    signalServing: async signal => {
      for (const pid of await childrenOf(server.pid ?? 0)) process.kill(pid, signal);
    },
    stop: async () => {
      for (const pid of await childrenOf(server.pid ?? 0)) process.kill(pid, 'SIGKILL');
      const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : undefined;
      server.kill('SIGKILL');
      await ended;
      await device.stop();
      await rm(client, { recursive: true });
    },
  };
}

async function waitForPort(host: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`saned ended with ${String(server.exitCode)}`);
    const socket = connect({ host, port });
    const isOpen = await Promise.race([once(socket, 'connect').then(() => true, () => false), delay(500, false)]);
    socket.destroy();
    if (isOpen) return;
    await delay(50);
  }
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const statuses = await Promise.all(all.map(each => readFile(`/proc/${each}/status`, 'utf8').catch(() => '')));
  return all.filter((_each, index) => Number(/^PPid:\s+(\d+)/m.exec(statuses[index] ?? '')?.[1]) === pid).map(Number);
}
