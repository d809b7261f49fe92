import { sql } from 'kysely';
import { formatMaterialNumber, type ClassCode } from '#shared/domain/catalogue';
import type { ForeignImage } from '#shared/domain/import-rules/index';
import type { Db } from '../../../db/schema.ts';
import { isPrinted, type LikenessSearch, type Printed } from './like-images.ts';
import { likelyPages } from './page-prints.ts';

type Question = LikenessSearch & { readonly packageId: string; readonly personId: string | null; readonly subjectIdNumber: string | null };
type Hit = { readonly archiveNumber: string; readonly classCode: ClassCode; readonly sequence: number; readonly number: number };

/** Pages of this package that also lie in somebody else's file or delivery (装错), under their digests: by the bytes, or by what they look like. */
export async function findForeignImages(db: Db, question: Question): Promise<ReadonlyMap<string, ForeignImage>> {
  const foreign = new Map<string, ForeignImage>();
  for (const page of question.minLikeness < 1 ? question.pages.filter(isPrinted) : []) {
    const hit = await findLike(db, question, page);
    if (hit) foreign.set(page.originalDigest, { kind: 'near', where: whereOf(hit) });
  }
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
  const [wanted, { filed, delivered }] = [sql.join(digests), foreignPages(question)];
  const { rows } = await sql<Hit & { readonly digest: string }>`
    select distinct on (digest) * from (
      select pages.original_digest as digest, p.archive_number, m.class_code, m.sequence, pages.number from ${filed} where pages.original_digest in (${wanted})
      union all
      select i.original_digest, b.number || '/' || k.number, i.class_code, i.sequence, i.number from ${delivered} where i.original_digest in (${wanted})
    ) found order by digest, archive_number, class_code, sequence, number`.execute(db);
  return rows;
}

/** Pages with landmarks in common that are gone through, and those of others among them that are compared closely. */
const likely = 48;
const compared = 6;

async function findLike(db: Db, question: Question, { print, originalDigest }: Printed): Promise<Hit | undefined> {
  const { filed, delivered } = foreignPages(question);
  const { rows } = await sql<Hit & { readonly map: Uint8Array; readonly digest: string }>`
    with candidates as (${likelyPages(print.landmarks, likely)})
    select found.*, pp.map from (
      select c.votes, pages.id, pages.original_digest as digest, p.archive_number, m.class_code, m.sequence, pages.number from candidates c join (${filed}) on pages.id = c.page_id
      union all
      select c.votes, i.id, i.original_digest, b.number || '/' || k.number, i.class_code, i.sequence, i.number from candidates c join (${delivered}) on i.id = c.page_id
    ) found join page_prints pp on pp.page_id = found.id order by votes desc, found.id limit ${compared}`.execute(db);
  const others = rows.filter(({ digest }) => digest !== originalDigest);
  if (others.length === 0) return undefined;
  const likeness = await question.compare({ map: print.map, others: others.map(({ map }) => new Uint8Array(map)) });
  return others.find((_, index) => (likeness[index] ?? 0) >= question.minLikeness);
}

function whereOf({ archiveNumber, classCode, sequence, number }: Hit): string {
  return `${archiveNumber} ${formatMaterialNumber(classCode, sequence)}-${String(number)}`;
}
