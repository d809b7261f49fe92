import { CompiledQuery, PostgresDialect, PostgresDriver, type DatabaseConnection, type Driver, type PostgresDialectConfig, type TransactionSettings } from 'kysely';
import type { Db } from './schema.ts';

/**
 * In one message: the transaction commits without waiting for the disk and lets go of its locks; then a second, empty one commits
 * and waits. The log of PostgreSQL is written in order, so with its commit everything before it is on the disk; those who wait at
 * the same time share one write. On the same connection, because a server that crashed in between has broken it: nobody takes the
 * disk of the server after for that of the server before. After a statement that failed nothing of it is carried out.
 */
const commit = CompiledQuery.raw(`set local synchronous_commit = off; commit; select pg_logical_emit_message(true, 'danglian', '')`);

/** The last statement of a transaction; nobody waits for what it answers. */
export type LastStatement = { readonly query: CompiledQuery; /** How the caller hears that it failed. */ readonly toError: (cause: unknown) => Error };

const lastStatements = new WeakMap<DatabaseConnection, LastStatement[]>();

/** Together with the commit, so that the locks it takes are held for no way between here and there; at once where the database has no such commit. */
export async function sendWithCommit(tx: Db, statement: LastStatement): Promise<void> {
  await tx.getExecutor().provideConnection(async connection => {
    const waiting = lastStatements.get(connection);
    if (waiting === undefined) await send(connection, statement);
    else waiting.push(statement);
  });
}

async function send(connection: DatabaseConnection, { query, toError }: LastStatement): Promise<void> {
  try {
    await connection.executeQuery(query);
  } catch (cause) {
    throw toError(cause);
  }
}

class DurableCommitDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection, settings);
    lastStatements.set(connection, []);
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const last = lastStatements.get(connection) ?? [];
    lastStatements.delete(connection);
    const sent = [...last.map(statement => send(connection, statement)), connection.executeQuery(commit)];
    // All of them, or a rollback would overtake; the first that failed is the reason why those after it did.
    const failed = (await Promise.allSettled(sent)).find(outcome => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  override async rollbackTransaction(...[connection]: Parameters<PostgresDriver['rollbackTransaction']>): Promise<void> {
    lastStatements.delete(connection);
    await super.rollbackTransaction(connection);
  }
}

/** Transactions hold their locks until they have committed, not until the disk has. Nobody hears of a commit before the disk has it. */
export class DurableCommitDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new DurableCommitDriver(this.#config);
  }
}
