import { PGlite, types as pgliteTypes } from '@electric-sql/pglite';
import { CamelCasePlugin, PGliteDialect, sql, type Dialect } from 'kysely';
import { CommittingDatabase } from './before-commit.ts';
import { DurableCommitDialect } from './durable-commit.ts';
import { lockDirectory } from './directory-lock.ts';
import { belongsToAnother, migrate } from './migrate.ts';
import { createPostgresPool } from './postgres-pool.ts';
import type { Db } from './schema.ts';

/** `pglite` without a directory lives in memory, begun from `image` (a dumped data directory) if there is one. Both speak the same SQL; only PostgreSQL survives a power cut. */
export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string; readonly maxConnections?: number }
  | { readonly kind: 'pglite'; readonly directory?: string; readonly image?: Blob };

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

/** PostgreSQL supposes disks whose heads move, and would rather read a whole table than look up some hundred rows of it. */
export const plannerOptions = '-c random_page_cost=1.1 -c jit=off';

type OpenDialect = { readonly dialect: Dialect; readonly release: () => Promise<void> };

function openPostgres({ url, maxConnections = 10 }: DatabaseConfig & { kind: 'postgres' }): OpenDialect {
  const pool = createPostgresPool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    // What a connection has planned is worth keeping over a pause in the day's work.
    idleTimeoutMillis: 300_000,
    statement_timeout: 25_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'danglian',
    options: plannerOptions,
  });
  return { dialect: new DurableCommitDialect({ pool }), release: () => Promise.resolve() };
}

async function openPGlite({ directory, image }: DatabaseConfig & { kind: 'pglite' }): Promise<OpenDialect> {
  const release = directory === undefined ? () => Promise.resolve() : await lockDirectory(directory);
  try {
    const pglite = await PGlite.create({
      ...(directory === undefined ? {} : { dataDir: directory }),
      ...(image === undefined ? {} : { loadDataDir: image }),
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
