import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const programs = '/usr/lib/postgresql/15/bin';

export type TestPostgres = {
  /** An empty database of its own, as a connection string. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
};

/**
 * A private PostgreSQL of Debian's packages: temporary directory, reached by a socket in it, no port, not durable. It
 * refuses root, so under root it runs as the package's own user.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'danglian-pg-'));
  const asUser = await findUser();
  if (asUser) await chown(directory, asUser.uid, asUser.gid);
  const data = join(directory, 'data');
  const { file, args } = as(asUser, 'initdb', ['-D', data, '-U', 'danglian', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
  await run(file, args, { cwd: directory });
  const server = spawnPostgres({ asUser, data, directory });
  await waitUntilReady(directory, server);

  let count = 0;
  return {
    createDatabase: async () => {
      count += 1;
      const name = `city${String(count)}`;
      await run(join(programs, 'createdb'), ['-h', directory, '-U', 'danglian', name]);
      return `postgres://danglian@${encodeURIComponent(directory)}/${name}`;
    },
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

type User = { readonly uid: number; readonly gid: number };

async function findUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find(entry => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** The kernel ends the server with us, however we end; without root there is no user to change to. */
function as(user: User | undefined, program: string, args: readonly string[]): { file: string; args: string[] } {
  const identity = user ? [`--reuid=${String(user.uid)}`, `--regid=${String(user.gid)}`, '--clear-groups'] : [];
  return { file: 'setpriv', args: [...identity, '--pdeathsig', 'INT', join(programs, program), ...args] };
}

function spawnPostgres({ asUser, data, directory }: { asUser: User | undefined; data: string; directory: string }): ChildProcess {
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'listen_addresses=', `unix_socket_directories=${directory}`, 'shared_buffers=64MB', 'max_connections=60'];
  const { file, args } = as(asUser, 'postgres', ['-D', data, ...settings.flatMap(setting => ['-c', setting])]);
  return spawn(file, args, { cwd: directory, stdio: 'ignore' });
}

async function waitUntilReady(directory: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error('The test PostgreSQL ended while it started.');
    const isReady = await run(join(programs, 'pg_isready'), ['-h', directory, '-U', 'danglian', '-q']).then(() => true, () => false);
    if (isReady) return;
    await delay(50);
  }
  throw new Error('The test PostgreSQL did not start within 15 seconds.');
}
