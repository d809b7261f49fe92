import sqlite3 from 'sqlite3';
import type { z } from 'zod';
import { AppError } from '#shared/errors/app-error';

export type SqlValue = string | number | null | Buffer;

/** Statements on the one connection. Rows are parsed by the caller's schema: nothing untyped leaves this layer. */
export type SqlRunner = {
  /** Answers how many rows changed. */
  readonly run: (sql: string, params?: readonly SqlValue[]) => Promise<number>;
  readonly all: <Row>(row: z.ZodType<Row>, sql: string, params?: readonly SqlValue[]) => Promise<readonly Row[]>;
};

export type SqliteDatabase = SqlRunner & {
  /** All or nothing; other statements wait until it has ended. */
  readonly transaction: <Result>(work: (tx: SqlRunner) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
};

/** Another process holds the file. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED');
}

function translate(error: Error): Error {
  return 'code' in error && error.code === 'SQLITE_FULL' ? new AppError('store.full', {}, { cause: error }) : error;
}

function runnerOf(connection: sqlite3.Database): SqlRunner {
  return {
    run: (sql, params = []) =>
      new Promise((resolve, reject) => {
        connection.run(sql, params, function (error) {
          if (error) reject(translate(error));
          else resolve(this.changes);
        });
      }),
    all: (row, sql, params = []) =>
      new Promise((resolve, reject) => {
        connection.all(sql, params, (error, rows: unknown[]) => {
          if (error) reject(translate(error));
          else resolve(rows.map(each => row.parse(each)));
        });
      }),
  };
}

function connect(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const connection = new sqlite3.Database(file, error => {
      if (error) reject(error);
      else resolve(connection);
    });
  });
}

/** The only user of the sqlite3 package. One connection; what is not inside a transaction waits its turn. */
export async function openSqlite(file: string, busyTimeoutMs: number): Promise<SqliteDatabase> {
  const connection = await connect(file);
  connection.configure('busyTimeout', busyTimeoutMs);
  const runner = runnerOf(connection);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    run: (sql, params) => inTurn(() => runner.run(sql, params)),
    all: (row, sql, params) => inTurn(() => runner.all(row, sql, params)),
    transaction: work => inTurn(() => runTransaction(runner, work)),
    close: () => inTurn(() => closeConnection(connection)),
  };
}

async function runTransaction<Result>(runner: SqlRunner, work: (tx: SqlRunner) => Promise<Result>): Promise<Result> {
  await runner.run('BEGIN IMMEDIATE');
  try {
    const result = await work(runner);
    await runner.run('COMMIT');
    return result;
  } catch (error) {
    // A full disk has rolled back by itself already; the first error is the one to tell.
    await runner.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function closeConnection(connection: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.close(error => {
      if (error) reject(error);
      else resolve();
    });
  });
}
