import type { Db } from '../../../db/schema.ts';
import type { Actor } from '../../audit/index.ts';

/** What the data centre does by itself, for a unit. */
export async function machine(db: Db, unitId: string): Promise<Actor> {
  const { name } = await db.selectFrom('units').select('name').where('id', '=', unitId).executeTakeFirstOrThrow();
  return machineOf(name);
}

export function machineOf(unitName: string): Actor {
  return { accountId: null, displayName: '', unitName, terminalName: '' };
}
