import { sql } from 'kysely';
import type { MediumContents } from '#shared/domain/intake';
import type { Db } from '../../../db/schema.ts';

/** By medium: the figures of its entry in the register, and what has been offered from it and not taken back. */
export async function readMediumContents(db: Db, mediumIds: readonly string[]): Promise<ReadonlyMap<string, MediumContents>> {
  if (mediumIds.length === 0) return new Map();
  const { rows } = await sql<MediumContents & { readonly id: string }>`
    select m.id, m.volumes as registered_volumes, m.persons as registered_persons, count(p.id)::integer as offered_volumes,
      count(distinct coalesce(p.subject_id_number, p.id::text))::integer as offered_persons
    from media m left join intake_batches b on b.medium_id = m.id left join intake_packages p on p.batch_id = b.id and p.state <> 'withdrawn'
    where m.id in (${sql.join([...mediumIds])}) group by m.id`.execute(db);
  return new Map(rows.map(({ id, ...contents }) => [id, contents]));
}
