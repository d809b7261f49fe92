import { hkdfSync } from 'node:crypto';
import { chmod, mkdir, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { describeError, type Log } from '../app/log.ts';
import { migrate, StoreTooNew } from './migrations.ts';
import { outboxRepository, type OutboxRepository } from './outbox-repository.ts';
import { openPageCache, type PageCache } from './page-cache.ts';
import { printRepository, type PrintRepository } from './print-repository.ts';
import { createShrinking } from './shrinking.ts';
import { createSealer, SealBroken, type Sealer } from './sealer.ts';
import { isBusy, openSqlite, type SqliteDatabase, type SqlRunner } from './sqlite-database.ts';
import { terminalStateRepository, type TerminalStateRepository } from './terminal-state-repository.ts';
import type { TerminalKey } from './terminal-key.ts';

/** What every edition keeps. */
export type CommonRepositories = {
  readonly prints: PrintRepository;
  readonly state: TerminalStateRepository;
  readonly outbox: OutboxRepository;
};

/** The terminal's memory: encrypted, one file, may be deleted at any time at the price of what was not sent yet. */
export type StoreOf<Repositories extends CommonRepositories> = Repositories & {
  readonly transaction: <Result>(work: (repositories: Repositories) => Promise<Result>) => Promise<Result>;
  /** Name of the file that an unreadable predecessor was renamed to; null when there was none. */
  readonly setAsideAs: string | null;
  readonly pageCache: PageCache;
  /** This terminal's part of the keys of cached pages: nothing else is sealed with it. 32 bytes. */
  readonly pageSecret: Uint8Array;
  /** Begins to give the room of deleted pages back to the disk, in small steps between other work. */
  readonly shrink: () => void;
  readonly close: () => Promise<void>;
};

/** What an edition keeps, and how it is seen at the start that it can be read. */
export type RepositoryKit<Repositories extends CommonRepositories> = {
  readonly make: (sql: SqlRunner, sealer: Sealer) => Repositories;
  readonly requireReadable: (repositories: Repositories) => Promise<void>;
};

export type CommonStore = StoreOf<CommonRepositories>;
export type StoreOptions = { readonly directory: string; readonly key: TerminalKey; readonly log: Log };

const fileName = 'terminal.db';
const busyTimeoutMs = 3_000;
const keyCheck = 'key-check';

export const commonKit: RepositoryKit<CommonRepositories> = {
  make: (sql, sealer) => ({ prints: printRepository(sql, sealer), state: terminalStateRepository(sql, sealer), outbox: outboxRepository(sql, sealer) }),
  requireReadable: async ({ prints, state }) => {
    await state.find(keyCheck, z.literal(keyCheck));
    await prints.list();
    await state.save(keyCheck, keyCheck);
  },
};

/**
 * Opens the store of this terminal. A file that cannot be read (damaged, of another key, of a newer program) is renamed,
 * never deleted, and a new one made. Throws `store.in-use` when another process has it open.
 */
export async function openStoreOf<Repositories extends CommonRepositories>({ directory, key, log }: StoreOptions, kit: RepositoryKit<Repositories>): Promise<StoreOf<Repositories>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const terminalKey = await key.load();
  const sealer = createSealer(terminalKey);
  const file = join(directory, fileName);
  const readable = (sql: SqlRunner): Promise<void> => kit.requireReadable(kit.make(sql, sealer));
  const finish = async (database: SqliteDatabase, setAsideAs: string | null): Promise<StoreOf<Repositories>> => {
    const onProblem = (error: unknown): void => { log.warn('page cache', describeError(error)); };
    const pageCache = await openPageCache({ directory: join(directory, 'page-cache'), onProblem });
    const pageSecret = Buffer.from(hkdfSync('sha256', terminalKey, '', 'danglian terminal page cache', 32));
    const store = asStore(database, setAsideAs);
    const repositoriesOf = (sql: SqlRunner): Repositories => kit.make(sql, sealer);
    const transaction = <Result>(work: (repositories: Repositories) => Promise<Result>): Promise<Result> => database.transaction(tx => work(repositoriesOf(tx)));
    return { ...repositoriesOf(database), ...store, transaction, pageCache, pageSecret, close: () => pageCache.settled().then(store.close) };
  };
  try {
    return await finish(await openDatabase(file, readable), null);
  } catch (error) {
    if (isBusy(error)) throw new AppError('store.in-use', {}, { cause: error });
    if (!isUnreadable(error)) throw error;
    const setAsideAs = await setAside(file);
    log.error('store unreadable, set aside', { file: setAsideAs, ...describeError(error) });
    return finish(await openDatabase(file, readable), setAsideAs);
  }
}

function asStore(database: SqliteDatabase, setAsideAs: string | null): Pick<CommonStore, 'setAsideAs' | 'shrink' | 'close'> {
  const shrinking = createShrinking(database);
  return {
    setAsideAs,
    shrink: shrinking.begin,
    close: async () => {
      await shrinking.stop();
      await database.close();
    },
  };
}

/**
 * `EXCLUSIVE` keeps a second terminal process out for as long as this one lives, and ends with it however it ends.
 * `FULL`: a page that was acknowledged to the device host outlives a power cut.
 */
const pragmas = ['auto_vacuum = INCREMENTAL', 'locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'temp_store = MEMORY'];

async function openDatabase(file: string, requireReadable: (sql: SqlRunner) => Promise<void>): Promise<SqliteDatabase> {
  await createPrivately(file);
  const database = await openSqlite(file, busyTimeoutMs);
  try {
    for (const pragma of pragmas) await database.all(z.unknown(), `PRAGMA ${pragma}`);
    // Takes the exclusive lock; BUSY here means another process, not damage.
    await database.transaction(async () => Promise.resolve());
    await requireSound(database);
    await migrate(database);
    // Every small value is opened once: a wrong key or a changed byte shows now and not in the middle of someone's work.
    await requireReadable(database);
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

/** The write-ahead log inherits the mode of the file. */
async function createPrivately(file: string): Promise<void> {
  await (await open(file, 'a', 0o600)).close();
  await chmod(file, 0o600);
}

class StoreDamaged extends Error {}

async function requireSound(database: SqliteDatabase): Promise<void> {
  const [result] = await database.all(z.object({ quick_check: z.string() }), 'PRAGMA quick_check(1)');
  if (result?.quick_check !== 'ok') throw new StoreDamaged('store file is damaged');
}

const damageCodes: readonly unknown[] = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_ERROR'];

/** The file itself is bad. A full disk or a missing permission is not: then the file must stay where it is. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof SealBroken || error instanceof StoreDamaged || error instanceof StoreTooNew || error instanceof z.ZodError) return true;
  return error instanceof Error && 'code' in error && damageCodes.includes(error.code);
}

async function setAside(file: string): Promise<string> {
  const target = `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  await rename(file, target);
  for (const suffix of ['-wal', '-shm']) await rename(`${file}${suffix}`, `${target}${suffix}`).catch(() => undefined);
  return basename(target);
}
