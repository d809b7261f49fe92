import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { Db } from './schema.ts';

/** Answers with the rows for the values of all its slots; a slot without one is a bug and throws. */
export type WrittenStatement<Row> = (db: Db, values: Readonly<Record<string, unknown>>) => Promise<Row[]>;

/** The place of a value that is another one each time. */
export function slot(name: string): RawBuilder<unknown> {
  return sql`${new Slot(name)}`;
}

class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement whose text is made at its first use and stays: for what is asked with each request. To put a long one together and
 * compile it took the process about as long as PostgreSQL took to answer it. Values outside slots are those of the first time.
 */
export function writtenStatement<Row>(write: () => RawBuilder<Row>): WrittenStatement<Row> {
  let written: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    written ??= write().compile(db);
    const parameters = written.parameters.map(parameter => (parameter instanceof Slot ? valueOf(values, parameter) : parameter));
    return (await db.executeQuery<Row>(CompiledQuery.raw(written.sql, parameters))).rows;
  };
}

function valueOf(values: Readonly<Record<string, unknown>>, { name }: Slot): unknown {
  if (!(name in values)) throw new Error(`nothing was given for ${name}`);
  return values[name];
}
