import { sql } from 'kysely';
import { formatMaterialNumber, type ClassCode } from '#shared/domain/catalogue';
import type { ForeignImage } from '#shared/domain/import-rules/index';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';
import { isPrinted, type LikenessSearch, type Printed } from './like-images.ts';
import { likelyPages } from './page-prints.ts';

type Question = LikenessSearch & { readonly packageId: string; readonly personId: string | null; readonly subjectIdNumber: string | null };
type Hit = { readonly archiveNumber: string; readonly classCode: ClassCode; readonly sequence: number; readonly number: number };

/** Pages of this package that also lie in somebody else's file or delivery (装错), under their digests: by the bytes, or by what they look like. */
export async function findForeignImages(db: Db, question: Question): Promise<ReadonlyMap<string, ForeignImage>> {
  const foreign = new Map<string, ForeignImage>();
  const printed = question.minLikeness < 1 ? question.pages.filter(isPrinted) : [];
  for await (const [page, hit] of findLike(db, question, printed)) foreign.set(page.originalDigest, { kind: 'near', where: whereOf(hit) });
  for (const hit of await findSame(db, question)) foreign.set(hit.digest, { kind: 'exact', where: whereOf(hit) });
  return foreign;
}

/** The tables with pages in files and in deliveries of others than whom this package is about. */
function foreignPages({ packageId, personId, subjectIdNumber }: Question) {
  return {
    filed: sql`pages join materials m on m.id = pages.material_id and m.until_version is null join volumes v on v.id = m.volume_id
      join persons p on p.id = v.person_id and p.id is distinct from ${personId}::uuid`,
    delivered: sql`intake_pages i join intake_packages k on k.id = i.package_id join intake_batches b on b.id = k.batch_id and k.id <> ${packageId} and k.state in ('checked', 'accepting')
      and (k.subject_id_number is null or k.subject_id_number is distinct from ${subjectIdNumber}::text)`,
  };
}

async function findSame(db: Db, question: Question): Promise<readonly (Hit & { readonly digest: string })[]> {
  const digests = [...new Set(question.pages.map(({ originalDigest }) => originalDigest))];
  if (digests.length === 0) return [];
  const { filed, delivered } = foreignPages(question);
  const { rows } = await sql<Hit & { readonly digest: string }>`${keptPlan}
    select distinct on (digest) * from (
      select pages.original_digest as digest, p.archive_number, m.class_code, m.sequence, pages.number from ${filed} where pages.original_digest = any(${digests}::text[])
      union all
      select i.original_digest, b.number || '/' || k.number, i.class_code, i.sequence, i.number from ${delivered} where i.original_digest = any(${digests}::text[])
    ) found order by digest, archive_number, class_code, sequence, number`.execute(db);
  return rows;
}

/** Pages with landmarks in common that are gone through, and those of others among them that are compared closely. */
const likely = 48;
const compared = 6;

/** So many pages are asked for in one statement, which is planned once; each may answer with some maps of seven kilobytes. */
const pagesAtOnce = 8;

type Likely = Hit & { readonly asked: number; readonly map: Uint8Array; readonly digest: string };

async function* findLike(db: Db, question: Question, pages: readonly Printed[]): AsyncGenerator<readonly [Printed, Hit]> {
  for (let start = 0; start < pages.length; start += pagesAtOnce) {
    const some = pages.slice(start, start + pagesAtOnce);
    const found = await findLikely(db, question, some);
    for (const [asked, page] of some.entries()) {
      const others = found.filter(hit => hit.asked === asked && hit.digest !== page.originalDigest);
      if (others.length === 0) continue;
      const likeness = await question.compare({ map: page.print.map, others: others.map(({ map }) => new Uint8Array(map)), enough: question.minLikeness });
      const hit = others.find((_, index) => (likeness[index] ?? 0) >= question.minLikeness);
      if (hit) yield [page, hit];
    }
  }
}

async function findLikely(db: Db, question: Question, pages: readonly Printed[]): Promise<readonly Likely[]> {
  const { filed, delivered } = foreignPages(question);
  const { rows } = await sql<Likely>`${keptPlan}
    with candidates as (${likelyPages(pages.map(({ print }) => print.landmarks), likely)}), found as (
      select c.asked, c.votes, pages.id, pages.original_digest as digest, p.archive_number, m.class_code, m.sequence, pages.number from candidates c join (${filed}) on pages.id = c.page_id
      union all
      select c.asked, c.votes, i.id, i.original_digest, b.number || '/' || k.number, i.class_code, i.sequence, i.number from candidates c join (${delivered}) on i.id = c.page_id
    )
    select ranked.*, pp.map from (select *, row_number() over (partition by asked order by votes desc, id) as place from found) ranked
    join page_prints pp on pp.page_id = ranked.id where place <= ${compared} order by asked, place`.execute(db);
  return rows;
}

function whereOf({ archiveNumber, classCode, sequence, number }: Hit): string {
  return `${archiveNumber} ${formatMaterialNumber(classCode, sequence)}-${String(number)}`;
}
