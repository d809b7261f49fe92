import { CompiledQuery, PostgresDialect, PostgresDriver, type DatabaseConnection, type Driver, type PostgresDialectConfig } from 'kysely';

/**
 * In one message: the transaction commits without waiting for the disk and lets go of its locks; then a second, empty one commits
 * and waits. The log of PostgreSQL is written in order, so with its commit everything before it is on the disk; those who wait at
 * the same time share one write. On the same connection, because a server that crashed in between has broken it: nobody takes the
 * disk of the server after for that of the server before.
 */
const commit = `set local synchronous_commit = off; commit; select pg_logical_emit_message(true, 'danglian', '')`;

class DurableCommitDriver extends PostgresDriver {
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(commit));
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
