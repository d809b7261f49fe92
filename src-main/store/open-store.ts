import { hkdfSync } from 'node:crypto';
import { chmod, mkdir, open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { describeError, type Log } from '../app/log.ts';
import { deliveryRepository, type DeliveryRepository } from './delivery-repository.ts';
import { draftPageRepository, type DraftPageRepository } from './draft-page-repository.ts';
import { draftRepository, type DraftRepository } from './draft-repository.ts';
import { migrate, StoreTooNew } from './migrations.ts';
import { outboxRepository, type OutboxRepository } from './outbox-repository.ts';
import { openPageCache, type PageCache } from './page-cache.ts';
import { printRepository, type PrintRepository } from './print-repository.ts';
import { createShrinking } from './shrinking.ts';
import { createSealer, SealBroken, type Sealer } from './sealer.ts';
import { isBusy, openSqlite, type SqliteDatabase, type SqlRunner } from './sqlite-database.ts';
import { terminalStateRepository, type TerminalStateRepository } from './terminal-state-repository.ts';
import type { TerminalKey } from './terminal-key.ts';

export type Repositories = {
  readonly drafts: DraftRepository;
  readonly pages: DraftPageRepository;
  readonly prints: PrintRepository;
  readonly state: TerminalStateRepository;
  readonly deliveries: DeliveryRepository;
  readonly outbox: OutboxRepository;
};

/** The terminal's memory: encrypted, one file, may be deleted at any time at the price of unfiled pages. */
export type Store = Repositories & {
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

export type StoreOptions = { readonly directory: string; readonly key: TerminalKey; readonly log: Log };

const fileName = 'terminal.db';
const busyTimeoutMs = 3_000;

function repositoriesOf(sql: SqlRunner, sealer: Sealer): Repositories {
  return {
    drafts: draftRepository(sql, sealer),
    pages: draftPageRepository(sql, sealer),
    prints: printRepository(sql, sealer),
    state: terminalStateRepository(sql, sealer),
    deliveries: deliveryRepository(sql, sealer),
    outbox: outboxRepository(sql, sealer),
  };
}

/**
 * Opens the store of this terminal. A file that cannot be read (damaged, of another key, of a newer program) is renamed,
 * never deleted, and a new one made. Throws `store.in-use` when another process has it open.
 */
export async function openStore({ directory, key, log }: StoreOptions): Promise<Store> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const terminalKey = await key.load();
  const sealer = createSealer(terminalKey);
  const file = join(directory, fileName);
  const finish = async (database: SqliteDatabase, setAsideAs: string | null): Promise<Store> => {
    const onProblem = (error: unknown): void => { log.warn('page cache', describeError(error)); };
    const pageCache = await openPageCache({ directory: join(directory, 'page-cache'), onProblem });
    const pageSecret = Buffer.from(hkdfSync('sha256', terminalKey, '', 'danglian terminal page cache', 32));
    const store = asStore(database, sealer, setAsideAs);
    return { ...store, pageCache, pageSecret, close: () => pageCache.settled().then(store.close) };
  };
  try {
    return await finish(await openDatabase(file, sealer), null);
  } catch (error) {
    if (isBusy(error)) throw new AppError('store.in-use', {}, { cause: error });
    if (!isUnreadable(error)) throw error;
    const setAsideAs = await setAside(file);
    log.error('store unreadable, set aside', { file: setAsideAs, ...describeError(error) });
    return finish(await openDatabase(file, sealer), setAsideAs);
  }
}

function asStore(database: SqliteDatabase, sealer: Sealer, setAsideAs: string | null): Omit<Store, 'pageCache' | 'pageSecret'> {
  const shrinking = createShrinking(database);
  return {
    ...repositoriesOf(database, sealer),
    transaction: work => database.transaction(tx => work(repositoriesOf(tx, sealer))),
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

async function openDatabase(file: string, sealer: Sealer): Promise<SqliteDatabase> {
  await createPrivately(file);
  const database = await openSqlite(file, busyTimeoutMs);
  try {
    for (const pragma of pragmas) await database.all(z.unknown(), `PRAGMA ${pragma}`);
    // Takes the exclusive lock; BUSY here means another process, not damage.
    await database.transaction(async () => Promise.resolve());
    await requireSound(database);
    await migrate(database);
    await requireReadable(repositoriesOf(database, sealer));
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

const keyCheck = 'key-check';

/** Every small value is opened once: a wrong key or a changed byte shows now and not in the middle of someone's work. */
async function requireReadable({ drafts, pages, prints, state }: Repositories): Promise<void> {
  await state.find(keyCheck, z.literal(keyCheck));
  for (const { id } of await drafts.list()) await pages.list(id);
  await prints.list();
  await state.save(keyCheck, keyCheck);
}

async function setAside(file: string): Promise<string> {
  const target = `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  await rename(file, target);
  for (const suffix of ['-wal', '-shm']) await rename(`${file}${suffix}`, `${target}${suffix}`).catch(() => undefined);
  return basename(target);
}
