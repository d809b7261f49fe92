import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';

const mark = '/* plan kept */';

/**
 * First word of a statement that has few forms and is asked all day: PostgreSQL plans each form once for each connection instead of
 * each time, which often takes longer than to carry it out. Not where the best way depends on the values that are looked for.
 */
export const keptPlan: RawBuilder<unknown> = sql.raw(mark);

const names = new Map<string, string>();

/** The name under which PostgreSQL keeps the plan of this statement; undefined for one that is not to be kept. */
export function findKeptPlan(text: string): string | undefined {
  if (!text.startsWith(mark)) return undefined;
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
