import { PGlite, types as pgliteTypes } from '@electric-sql/pglite';
import { CamelCasePlugin, CompiledQuery, PGliteDialect, sql, type DatabaseConnection, type Dialect } from 'kysely';
import pg from 'pg';
import { nameActingAccount } from './acting-account.ts';
import { CommittingDatabase } from './before-commit.ts';
import { DurableCommitDialect } from './durable-commit.ts';
import { lockDirectory } from './directory-lock.ts';
import { belongsToAnother, migrate } from './migrate.ts';
import type { Db } from './schema.ts';

/** `pglite` without a directory lives in memory. Both speak the same SQL; only PostgreSQL survives a power cut. */
export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections?: number }
  | { readonly kind: 'pglite'; readonly directory?: string };

/** PostgreSQL under a role that owns nothing (`guarded`) or under the owner of the tables, whom nothing in the database holds back; or no PostgreSQL. */
export type DatabaseStanding = 'guarded' | 'owner' | 'embedded';

export type Database = {
  readonly db: Db;
  readonly kind: DatabaseConfig['kind'];
  readonly standing: DatabaseStanding;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the database and brings its tables up to date, unless they belong to another role. Throws when another process has the PGlite directory. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const { dialect, release } = config.kind === 'postgres' ? openPostgres(config) : await openPGlite(config);
  const db: Db = new CommittingDatabase({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
  const close = async (): Promise<void> => {
    await db.destroy();
    await release();
  };
  let isGuarded: boolean;
  try {
    await migrate(db);
    isGuarded = await belongsToAnother(db);
  } catch (error) {
    await close();
    throw error;
  }
  const ping = async (): Promise<void> => {
    await sql`select 1`.execute(db);
  };
  const standing = config.kind === 'pglite' ? 'embedded' : isGuarded ? 'guarded' : 'owner';
  return { db, kind: config.kind, standing, ping, close };
}

type OpenDialect = { readonly dialect: Dialect; readonly release: () => Promise<void> };

function openPostgres({ url, maxConnections = 10 }: DatabaseConfig & { kind: 'postgres' }): OpenDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 25_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'danglian',
  });
  // A connection that breaks must not end the process: who uses it hears of it by his next question, and the pool opens another.
  pool.on('error', () => undefined);
  pool.on('connect', client => client.on('error', () => undefined));
  const onReserveConnection = async (connection: DatabaseConnection): Promise<void> => { await tellActingAccount(connection); };
  return { dialect: new DurableCommitDialect({ pool, onReserveConnection }), release: () => Promise.resolve() };
}

const told = new WeakMap<DatabaseConnection, string>();

/** Row security asks who is asking. A connection that was told the same last time is left alone. */
async function tellActingAccount(connection: DatabaseConnection): Promise<void> {
  const account = nameActingAccount();
  if (told.get(connection) === account) return;
  await connection.executeQuery(CompiledQuery.raw("select set_config('danglian.account', $1, false)", [account]));
  told.set(connection, account);
}

async function openPGlite({ directory }: DatabaseConfig & { kind: 'pglite' }): Promise<OpenDialect> {
  const release = directory === undefined ? () => Promise.resolve() : await lockDirectory(directory);
  try {
    const pglite = await PGlite.create({
      ...(directory === undefined ? {} : { dataDir: directory }),
      // As node-postgres reads them: bigint as text, bytea as Buffer.
      parsers: {
        [pgliteTypes.INT8]: (text: string) => text,
        [pgliteTypes.BYTEA]: (hex: string) => Buffer.from(hex.slice(2), 'hex'),
      },
    });
    return { dialect: new PGliteDialect({ pglite }), release };
  } catch (error) {
    await release();
    throw error;
  }
}
