import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openDatabase } from '../../src-server/db/open-database.ts';
import { drawSecondNet } from '../../src-server/db/second-net.ts';

const run = promisify(execFile);
const programs = '/usr/lib/postgresql/15/bin';

export type TestPostgres = {
  /** An empty database of its own, as a connection string. */
  createDatabase(): Promise<string>;
  /** The same with its tables, as the role that runs a data centre over the second net. */
  createGuardedDatabase(): Promise<string>;
  /** All its processes end at once, without a word or a last write; it is there again when this resolves. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * A private PostgreSQL of Debian's packages: temporary directory, reached by a socket in it, no port; durable only if asked. It
 * refuses root, so under root it runs as the package's own user.
 */
export async function startPostgres({ isDurable = false } = {}): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'danglian-pg-'));
  const asUser = await findUser();
  if (asUser) await chown(directory, asUser.uid, asUser.gid);
  const data = join(directory, 'data');
  const { file, args } = as(asUser, 'initdb', ['-D', data, '-U', 'danglian', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
  await run(file, args, { cwd: directory });
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    server = spawnPostgres({ asUser, data, directory, isDurable });
    await waitUntilReady(directory, server);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  await start();

  let count = 0;
  const urlOf = (role: string, name: string): string => `postgres://${role}@${encodeURIComponent(directory)}/${name}`;
  const execute = (statement: string): Promise<unknown> => run(join(programs, 'psql'), ['-h', directory, '-U', 'danglian', '-d', 'postgres', '-c', statement]);
  const create = async (owner = 'danglian'): Promise<string> => {
    count += 1;
    const name = `city${String(count)}`;
    await run(join(programs, 'createdb'), ['-h', directory, '-U', 'danglian', '-O', owner, name]);
    return name;
  };
  return {
    createDatabase: async () => urlOf('danglian', await create()),
    createGuardedDatabase: async () => {
      const [owner, runner] = [`owner${String(count)}`, `runner${String(count)}`];
      for (const role of [owner, runner]) await execute(`create role ${role} login nosuperuser nobypassrls`);
      const name = await create(owner);
      const owned = await openDatabase({ kind: 'postgres', url: urlOf(owner, name), maxConnections: 2 });
      await drawSecondNet(owned.db, runner);
      await owned.close();
      return urlOf(runner, name);
    },
    crash: async () => {
      await end('SIGQUIT');
      await start();
    },
    stop: async () => {
      await end('SIGQUIT'); // nothing of it is kept
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

type Place = { readonly asUser: User | undefined; readonly data: string; readonly directory: string; readonly isDurable: boolean };

function spawnPostgres({ asUser, data, directory, isDurable }: Place): ChildProcess {
  const quick = isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const settings = [...quick, 'listen_addresses=', `unix_socket_directories=${directory}`, 'shared_buffers=64MB', 'max_connections=60'];
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
