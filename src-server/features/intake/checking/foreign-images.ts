import { sql } from 'kysely';
import { formatMaterialNumber, type ClassCode } from '#shared/domain/catalogue';
import type { ForeignImage } from '#shared/domain/import-rules/index';
import type { Db } from '../../../db/schema.ts';
import type { StoredPage } from './measure-images.ts';

type Question = { readonly pages: readonly StoredPage[]; readonly packageId: string; readonly personId: string | null; readonly subjectIdNumber: string | null };
type Hit = { readonly key: string; readonly archiveNumber: string; readonly classCode: ClassCode; readonly sequence: number; readonly number: number };

/** Pages of this package that also lie in somebody else's file or delivery (装错): by the bytes, or by what they look like. */
export async function findForeignImages(db: Db, question: Question): Promise<ReadonlyMap<string, ForeignImage>> {
  const digests = [...new Set(question.pages.map(({ originalDigest }) => originalDigest))];
  // An empty sheet looks like every other one.
  const hashes = [...new Set(question.pages.flatMap(({ perceptualHash, facts }) => (perceptualHash && facts.measures?.isBlank === false ? [perceptualHash] : [])))];
  const near = await lookUp(db, question, { column: 'perceptual_hash', keys: hashes });
  const exact = await lookUp(db, question, { column: 'original_digest', keys: digests });
  const entry = (kind: ForeignImage['kind']) => (hit: Hit): [string, ForeignImage] => [hit.key, { kind, where: whereOf(hit) }];
  return new Map([...near.map(entry('near')), ...exact.map(entry('exact'))]);
}

type LookUp = { readonly column: 'original_digest' | 'perceptual_hash'; readonly keys: readonly string[] };

async function lookUp(db: Db, { packageId, personId, subjectIdNumber }: Question, { column, keys }: LookUp): Promise<readonly Hit[]> {
  if (keys.length === 0) return [];
  const [wanted, key] = [sql.join([...keys]), sql.ref(column)];
  const { rows } = await sql<Hit>`
    select distinct on (key) * from (
      select pages.${key} as key, p.archive_number, m.class_code, m.sequence, pages.number
      from pages join materials m on m.id = pages.material_id and m.until_version is null join volumes v on v.id = m.volume_id join persons p on p.id = v.person_id
      where pages.${key} in (${wanted}) and p.id is distinct from ${personId}::uuid
      union all
      select i.${key}, b.number || '/' || k.number, i.class_code, i.sequence, i.number
      from intake_pages i join intake_packages k on k.id = i.package_id join intake_batches b on b.id = k.batch_id
      where i.${key} in (${wanted}) and k.id <> ${packageId} and k.state in ('checked', 'accepting')
        and (k.subject_id_number is null or k.subject_id_number is distinct from ${subjectIdNumber}::text)
    ) found order by key, archive_number, class_code, sequence, number`.execute(db);
  return rows;
}

function whereOf({ archiveNumber, classCode, sequence, number }: Hit): string {
  return `${archiveNumber} ${formatMaterialNumber(classCode, sequence)}-${String(number)}`;
}
