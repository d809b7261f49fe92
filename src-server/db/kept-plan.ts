import { sql, type RawBuilder } from 'kysely';

const mark = /^\s*\/\* plan kept as ([a-z-]+) \*\//;

/**
 * First word of a statement whose text is always the same and which is asked all day: PostgreSQL plans it once for each connection
 * instead of each time, which takes longer than to carry it out. Not for conditions whose best plan depends on what is looked for.
 */
export function keptPlan(name: string): RawBuilder<unknown> {
  return sql.raw(`/* plan kept as ${name} */`);
}

export function findKeptPlan(text: string): string | undefined {
  return mark.exec(text)?.[1];
}
