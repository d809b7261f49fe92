import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../db/schema.ts';
import type { PackedPrint, StoredPage } from './measure-images.ts';

/** What this many pages have in common is printed on a form, and tells none of them: neither stored further nor asked for. */
const commonPages = 16;
/** Rows of the index for each page; the rarest of its landmarks. */
const landmarksKept = 64;

/** Keeps what is needed to find these pages again. */
export async function storePrints(tx: Db, pages: readonly StoredPage[]): Promise<void> {
  for (const { id, print } of pages) if (print) await storePrint(tx, id, print);
}

async function storePrint(tx: Db, pageId: string, { landmarks, map }: PackedPrint): Promise<void> {
  await sql`
    with rare as (
      select landmark from (${bucketsOf(landmarks)}) buckets where coalesce(array_length(page_ids, 1), 0) < ${commonPages}
      order by coalesce(array_length(page_ids, 1), 0), landmark limit ${landmarksKept}
    ), indexed as (insert into page_landmarks (landmark, page_id) select landmark, ${pageId}::uuid from rare)
    insert into page_prints (page_id, map, landmarks) select ${pageId}::uuid, ${map}, coalesce(array_agg(landmark), '{}') from rare`.execute(tx);
}

/** The pages under each landmark, at most as many as say that it is a common one: what a page costs does not grow with the number of volumes. */
const bucketsOf = (landmarks: readonly number[]) => sql`
  select own.landmark, array(select l.page_id from page_landmarks l where l.landmark = own.landmark limit ${commonPages}) as page_ids
  from (select value::bigint as landmark from jsonb_array_elements_text(${JSON.stringify(landmarks)}::jsonb)) own`;

export async function removePrints(tx: Db, pageIds: readonly string[]): Promise<void> {
  if (pageIds.length === 0) return;
  const ids = sql.join(pageIds.map(id => sql`${id}::uuid`));
  await sql`
    with gone as (delete from page_prints where page_id in (${ids}) returning page_id, landmarks)
    delete from page_landmarks l using gone where l.page_id = gone.page_id and l.landmark = any(gone.landmarks)`.execute(tx);
}

/** Fewer rare landmarks in common are chance. */
const leastCommon = 2;

/** Pages that have rare landmarks in common with this one, the likeliest first. */
export function likelyPages(landmarks: readonly number[], limit: number): RawBuilder<unknown> {
  return sql`
    select page_id, sum(1.0 / array_length(page_ids, 1)) as votes
    from (${bucketsOf(landmarks)}) buckets, unnest(page_ids) as page_id
    where array_length(page_ids, 1) < ${commonPages} group by page_id having count(*) >= ${leastCommon} order by votes desc, page_id limit ${limit}`;
}
