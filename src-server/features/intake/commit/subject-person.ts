import { randomUUID } from 'node:crypto';
import { sql, type Insertable } from 'kysely';
import { isIdNumberValid } from '#shared/domain/person';
import { isPartialDate } from '#shared/domain/partial-date';
import { combineSecrecy, type Secrecy } from '#shared/domain/secrecy';
import type { StagedPerson } from '#shared/domain/staged-volume';
import type { FieldChange } from '#shared/proof/audit-record';
import { nextNumber } from '../../../db/next-number.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db, Schema } from '../../../db/schema.ts';
import { personTermsOf, type PersonTerm } from '../../people/index.ts';
import { secrecyOfPackage, type PackageRecord } from '../deliveries/delivery-repository.ts';

/** `isNew`: entered into the roster by the transaction under way. */
export type SubjectPerson = { readonly id: string; readonly archiveNumber: string; readonly isNew: boolean };

/** Whether the volume can be filed under somebody: a known person, or one who can be entered into the roster. */
export function hasSubject({ personId, subjectIdNumber, staged }: PackageRecord): boolean {
  const [named] = staged?.persons ?? [];
  return personId !== null || (named !== undefined && named.name.trim() !== '' && subjectIdNumber !== null && isIdNumberValid(subjectIdNumber));
}

/** The person whom the package was matched with; else the one it names, entered into the roster. Undefined when it does not bring enough for that. */
export async function findOrCreatePerson(tx: Db, record: PackageRecord): Promise<SubjectPerson | undefined> {
  const { personId, subjectIdNumber, staged } = record;
  const columns = ['id', 'archiveNumber'] as const;
  if (personId !== null) return known(await tx.selectFrom('persons').select(columns).where('id', '=', personId).executeTakeFirstOrThrow());
  const [named] = staged?.persons ?? [];
  if (!named || subjectIdNumber === null || !hasSubject(record)) return undefined;
  const row = await rowOf(tx, record, { named, idNumber: subjectIdNumber });
  // Somebody else may have entered him since the check: the identity number decides.
  const made = await tx.insertInto('persons').values(row).onConflict(conflict => conflict.column('idNumber').doNothing()).returning(columns).modifyEnd(keptPlan).executeTakeFirst();
  if (!made) {
    const entered = await tx.selectFrom('persons').select(columns).where('idNumber', '=', subjectIdNumber).where('managingUnitId', '=', record.batchUnitId).executeTakeFirst();
    return entered && known(entered);
  }
  await insertTerms(tx, made.id, personTermsOf(row));
  return { ...made, isNew: true };
}

const known = (person: Omit<SubjectPerson, 'isNew'>): SubjectPerson => ({ ...person, isNew: false });

/** One form of statement, however many syllables a name has. */
async function insertTerms(tx: Db, personId: string, terms: readonly PersonTerm[]): Promise<void> {
  const [kinds, words] = [terms.map(({ kind }) => kind), terms.map(({ term }) => term)];
  await sql`${keptPlan} insert into person_terms (kind, term, person_id) select kind, term, ${personId}::uuid from unnest(${kinds}::text[], ${words}::text[]) as given(kind, term)`.execute(tx);
}

type Named = { readonly named: StagedPerson; readonly idNumber: string };

async function rowOf(tx: Db, record: PackageRecord, { named, idNumber }: Named): Promise<Insertable<Schema['persons']>> {
  const { level, years } = secrecyOfPackage(record);
  const { ethnicity, nativePlace, politicalStatus, post } = named;
  return {
    ...{ id: randomUUID(), name: named.name.trim(), idNumber, gender: named.gender ?? genderOf(idNumber) },
    ...{ bornOn: dateOrNull(named.bornOn) ?? idNumber.slice(6, 14), workStartedOn: dateOrNull(named.workStartedOn) },
    ...{ ethnicity: textOf(ethnicity), nativePlace: textOf(nativePlace), politicalStatus: textOf(politicalStatus), post: textOf(post) },
    unitId: await findUnit(tx, record.batchUnitId, named.unitName),
    managingUnitId: record.batchUnitId,
    archiveNumber: await freeArchiveNumber(tx, textOf(named.archiveNumber)),
    ...{ status: 'in-service', secrecyLevel: level, secrecyYears: years },
  };
}

/** The seventeenth digit is odd for men. */
const genderOf = (idNumber: string): 'male' | 'female' => (Number(idNumber[16]) % 2 === 1 ? 'male' : 'female');
const dateOrNull = (text: string | null): string | null => (text !== null && isPartialDate(text) ? text : null);
const textOf = (text: string | null): string => text?.trim() ?? '';

/** The unit of that name below the custodian, else the custodian itself. */
async function findUnit(tx: Db, custodianId: string, name: string | null): Promise<string> {
  if (name === null) return custodianId;
  const unit = await tx.selectFrom('units').select('id').where('name', '=', name.trim()).where('parentId', '=', custodianId).executeTakeFirst();
  return unit?.id ?? custodianId;
}

/** The package's own when nobody has it, else a new one: `RK-000012`. */
async function freeArchiveNumber(tx: Db, wanted: string): Promise<string> {
  const isTaken = async (number: string): Promise<boolean> => (await tx.selectFrom('persons').select('id').where('archiveNumber', '=', number).modifyEnd(keptPlan).executeTakeFirst()) !== undefined;
  if (wanted !== '' && wanted.length <= 40 && !(await isTaken(wanted))) return wanted;
  for (;;) {
    const number = `RK-${String(await nextNumber(tx, 'archive-number')).padStart(6, '0')}`;
    if (!(await isTaken(number))) return number;
  }
}

/** A file takes the highest level and the longest term of what lies in it; it is never lowered here. */
export async function raiseSecrecy(tx: Db, personId: string, brought: Secrecy): Promise<FieldChange[]> {
  const { level, years } = await tx.selectFrom('persons').select(['secrecyLevel as level', 'secrecyYears as years']).where('id', '=', personId).executeTakeFirstOrThrow();
  const raised = combineSecrecy([{ level, years }, brought]);
  if (raised.level === level && raised.years === years) return [];
  await tx.updateTable('persons').set({ secrecyLevel: raised.level, secrecyYears: raised.years }).where('id', '=', personId).execute();
  return [{ field: 'secrecy', before: `${level} ${String(years)}`, after: `${raised.level} ${String(raised.years)}` }];
}
