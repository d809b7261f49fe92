import { z } from 'zod';
import type { Db } from '../../db/schema.ts';

const defaultDays = 30;

/** How long the pages of a returned package are kept: `settings` row `intake-returned-pages-days`. */
export async function readReturnedPagesDays(db: Db): Promise<number> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'intake-returned-pages-days').executeTakeFirst();
  return row === undefined ? defaultDays : z.int().min(1).max(3650).parse(row.value);
}
