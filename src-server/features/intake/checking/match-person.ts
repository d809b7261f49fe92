import { sql } from 'kysely';
import type { KnownPerson } from '#shared/domain/import-rules/index';
import type { Secrecy } from '#shared/domain/secrecy';
import type { StagedPerson } from '#shared/domain/staged-volume';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';

export type MatchedPerson = KnownPerson & { readonly id: string; readonly archiveNumber: string; readonly secrecy: Secrecy };
export type Match = {
  /** Of whom the package says it is; null where it names nobody. */
  readonly named: StagedPerson | null;
  readonly idNumber: string | null;
  readonly person: MatchedPerson | null;
  readonly namesakes: number;
};

type Row = Omit<KnownPerson, 'matchedBy'> & { readonly id: string; readonly archiveNumber: string; readonly secrecyLevel: Secrecy['level']; readonly secrecyYears: number };

/** By identity number in the whole city, by archive number and by a name that nobody else bears among the files of the unit. */
export async function matchPerson(db: Db, unitId: string, persons: readonly StagedPerson[]): Promise<Match> {
  const named = persons[0] ?? null;
  const idNumber = normaliseIdNumber(named?.idNumber ?? null);
  const person = named === null ? null : await findPerson(db, unitId, { idNumber, archiveNumber: named.archiveNumber?.trim() ?? '', name: named.name.trim() });
  return { named, idNumber, person, namesakes: named === null ? 0 : await countNamesakes(db, named.name.trim(), person?.idNumber ?? idNumber) };
}

/** As the roster writes it; full-width digits and a small x are only spelling. */
export function normaliseIdNumber(text: string | null): string | null {
  const plain = text?.normalize('NFKC').replace(/\s/g, '').toUpperCase() ?? '';
  return plain === '' ? null : plain;
}

type Asked = { readonly idNumber: string | null; readonly archiveNumber: string; readonly name: string };

async function findPerson(db: Db, unitId: string, { idNumber, archiveNumber, name }: Asked): Promise<MatchedPerson | null> {
  if (idNumber !== null) {
    const [byNumber] = await selectPersons(db, unitId, sql`p.id_number = ${idNumber}`);
    if (byNumber) return knownAs(byNumber, 'id-number');
  }
  if (archiveNumber !== '') {
    const [byArchive] = await selectPersons(db, unitId, sql`p.archive_number = ${archiveNumber}`);
    if (byArchive?.isManagedHere === true) return knownAs(byArchive, 'archive-number');
  }
  // A number that nobody has says that it is somebody else of the same name.
  if (idNumber !== null || name === '') return null;
  const bearers = (await selectPersons(db, unitId, sql`p.name = ${name}`)).filter(({ isManagedHere }) => isManagedHere);
  const [only] = bearers;
  return only && bearers.length === 1 ? knownAs(only, 'name') : null;
}

async function selectPersons(db: Db, unitId: string, condition: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`${keptPlan}
    with recursive managed as (
      select u.id, u.is_custodian as goes_on from units u where u.id = ${unitId}
      union
      select below.id, managed.goes_on from units below join managed on below.parent_id = managed.id where managed.goes_on
    )
    select p.id, p.name, p.id_number, p.born_on, p.gender, p.political_status, p.archive_number, p.secrecy_level, p.secrecy_years,
      p.managing_unit_id in (select id from managed) as is_managed_here
    from persons p where ${condition} order by is_managed_here desc limit 50`.execute(db);
  return rows;
}

function knownAs({ secrecyLevel, secrecyYears, ...row }: Row, matchedBy: KnownPerson['matchedBy']): MatchedPerson {
  return { ...row, matchedBy, secrecy: { level: secrecyLevel, years: secrecyYears } };
}

async function countNamesakes(db: Db, name: string, idNumber: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`${keptPlan} select count(*)::integer as count from persons where name = ${name} and id_number is distinct from ${idNumber}::text`.execute(db);
  return rows[0]?.count ?? 0;
}
