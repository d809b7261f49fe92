import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The data centre as a process of its own on PGlite, to be killed and started again at the same address with the same data. */
export type ServerProcess = {
  readonly serverUrl: string;
  readonly caCertificatePem: string;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
};

const main = fileURLToPath(new URL('../../src-server/app/main.ts', import.meta.url));

export async function startServerProcess(dataDirectory: string): Promise<ServerProcess> {
  let child: ChildProcess | undefined;
  let url = '';
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [main], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, DANGLIAN_DATA_DIR: dataDirectory, PORT: url === '' ? '0' : new URL(url).port, DANGLIAN_LOG_LEVEL: 'silent', DANGLIAN_EXIT_WITH_PARENT: '1' },
    });
    child = started;
    url = await readReady(started);
  };
  await start();
  return {
    serverUrl: url,
    caCertificatePem: await readFile(join(dataDirectory, 'ca.crt'), 'utf8'),
    start,
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function readReady(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('a data centre without stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ready ')) return line.slice('ready '.length);
  }
  throw new Error('the data centre ended before it was ready');
}
