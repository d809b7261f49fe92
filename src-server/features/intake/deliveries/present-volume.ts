import { sql } from 'kysely';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';

export type StandingVolume = { readonly id: string; readonly version: number; readonly materials: number; readonly pages: number };

/** The first original volume (正本) of a person as it stands. */
export async function findPresentVolume(db: Db, personId: string): Promise<StandingVolume | null> {
  const { rows } = await sql<StandingVolume>`${keptPlan}
    select v.id, v.version, count(m.id)::integer as materials, coalesce(sum(m.page_count), 0)::integer as pages
    from volumes v left join materials m on m.volume_id = v.id and m.until_version is null
    where v.person_id = ${personId} and v.kind = 'original'
    group by v.id order by v.ordinal limit 1`.execute(db);
  return rows[0] ?? null;
}
