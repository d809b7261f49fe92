import { sql, type Insertable } from 'kysely';
import { keptPlan, snakeCase } from './kept-plan.ts';
import type { Db, Schema } from './schema.ts';

type Column<Table extends keyof Schema> = keyof Insertable<Schema[Table]> & string;

/**
 * Puts rows into a table by one statement of one form, whatever their number: it keeps its plan, and thousands of values are one
 * parameter. A listed column that a row leaves out is null. Not for columns of bytes.
 */
export function createInserter<Table extends keyof Schema, const Name extends Column<Table>>(table: Table, columns: readonly Name[]): (db: Db, rows: readonly Pick<Insertable<Schema[Table]>, Name>[]) => Promise<void> {
  const names = columns.map(column => [column, snakeCase(column)] as const);
  const [into, list] = [sql.raw(snakeCase(table)), sql.raw(names.map(([, name]) => name).join(', '))];
  return async (db, rows) => {
    if (rows.length === 0) return;
    const given = rows.map(row => Object.fromEntries(names.map(([column, name]) => [name, row[column]])));
    await sql`${keptPlan} insert into ${into} (${list}) select ${list} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(given, wellFormed)}::jsonb)`.execute(db);
  };
}

/** Half a character, left where a text was cut, is no text that JSON in PostgreSQL can be. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value;
}
