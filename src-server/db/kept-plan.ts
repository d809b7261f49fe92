import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';

const mark = '/* plan kept */';

/**
 * First or last word (`modifyEnd`) of a statement that has few forms and is asked all day: PostgreSQL plans each form once for each
 * connection instead of each time, which often takes longer than to carry it out. Not where the best way depends on the values that
 * are looked for, and columns are named one by one: a plan does not outlive a change of what it answers.
 */
export const keptPlan: RawBuilder<unknown> = sql.raw(mark);

/** All columns of a table, as a kept plan wants them named; one that is added to the table does not compile until it is named. */
export function columnsOf<Table extends keyof Schema>(alias: string, columns: Readonly<Record<keyof Schema[Table], true>>): RawBuilder<unknown> {
  return sql.raw(Object.keys(columns).map(name => `${alias}.${snakeCase(name)}`).join(', '));
}

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

const names = new Map<string, string>();

/** The name under which PostgreSQL keeps the plan of this statement; undefined for one that is not to be kept. */
export function findKeptPlan(text: string): string | undefined {
  if (!text.startsWith(mark) && !text.endsWith(mark)) return undefined;
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
