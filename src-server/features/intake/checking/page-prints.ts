import { sql, type RawBuilder } from 'kysely';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';
import type { PackedPrint, StoredPage } from './measure-images.ts';

/** What this many pages have in common is printed on a form, and tells none of them: neither stored further nor asked for. */
const commonPages = 16;
/** Rows of the index for each page; the rarest of its landmarks. */
const landmarksKept = 64;

/** The landmarks of a row, one a line; and the pages under each, no more than say that it is a common one. */
const eachLandmark = sql`lateral (select value::bigint as landmark from jsonb_array_elements_text(landmarks)) own`;
const pagesUnder = sql`select l.page_id from page_landmarks l where l.landmark = own.landmark limit ${sql.lit(commonPages)}`;

/** Pages stored in one statement do not see each other: few enough that what they have in common is still noticed as common. */
const pagesAtOnce = 8;

/** Keeps what is needed to find these pages again. */
export async function storePrints(tx: Db, pages: readonly Pick<StoredPage, 'id' | 'print'>[]): Promise<void> {
  const printed = pages.flatMap(({ id, print }) => (print ? [{ id, print }] : []));
  for (let start = 0; start < printed.length; start += pagesAtOnce) await storeSome(tx, printed.slice(start, start + pagesAtOnce));
}

async function storeSome(tx: Db, pages: readonly { readonly id: string; readonly print: PackedPrint }[]): Promise<void> {
  const given = pages.map(({ id, print: { landmarks, map } }) => ({ page_id: id, map: Buffer.from(map).toString('base64'), landmarks }));
  await sql`${keptPlan}
    with given as materialized (
      select page_id, decode(map, 'base64') as map, landmarks from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as page(page_id uuid, map text, landmarks jsonb)
    ), counted as (
      select page_id, landmark, (select count(*) from (${pagesUnder}) under) as pages from given, ${eachLandmark}
    ), rare as (
      select page_id, landmark from (select *, row_number() over (partition by page_id order by pages, landmark) as place from counted where pages < ${commonPages}) ranked
      where place <= ${landmarksKept}
    ), indexed as (insert into page_landmarks (landmark, page_id) select landmark, page_id from rare)
    insert into page_prints (page_id, map, landmarks)
    select page_id, map, array(select landmark from rare where rare.page_id = given.page_id) from given`.execute(tx);
}

export async function removePrints(tx: Db, pageIds: readonly string[]): Promise<void> {
  if (pageIds.length === 0) return;
  const ids = sql.join(pageIds.map(id => sql`${id}::uuid`));
  await sql`
    with gone as (delete from page_prints where page_id in (${ids}) returning page_id, landmarks)
    delete from page_landmarks l using gone where l.page_id = gone.page_id and l.landmark = any(gone.landmarks)`.execute(tx);
}

/** Fewer rare landmarks in common are chance. */
const leastCommon = 2;

/**
 * For each of some pages (`asked`: which, from 0) those that have rare landmarks in common with it, with their `votes`; the likeliest
 * `limit`. What a page costs does not grow with the number of volumes.
 */
export function likelyPages(pages: readonly (readonly number[])[], limit: number): RawBuilder<unknown> {
  const given = pages.map((landmarks, asked) => ({ asked, landmarks }));
  // The outer limit tells the planner what the inner one means: that there are few, and each is to be looked up.
  return sql`
    select asked, page_id, votes from (
      select asked, page_id, votes, row_number() over (partition by asked order by votes desc, page_id) as place from (
        select asked, page_id, sum(1.0 / array_length(page_ids, 1)) as votes from (
          select asked, array(${pagesUnder}) as page_ids
          from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(asked integer, landmarks jsonb), ${eachLandmark}
        ) buckets, unnest(page_ids) as page_id
        where array_length(page_ids, 1) < ${commonPages} group by asked, page_id having count(*) >= ${leastCommon}
      ) voted
    ) ranked where place <= ${limit} limit ${limit * pages.length}`;
}
