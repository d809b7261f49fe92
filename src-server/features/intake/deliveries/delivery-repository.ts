import { sql, type RawBuilder, type Selectable, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { z } from 'zod';
import type { PackageState, PackageSummary } from '#shared/domain/intake';
import { combineSecrecy, type Secrecy } from '#shared/domain/secrecy';
import { AppError } from '#shared/errors/app-error';
import { columnsOf, keptPlan } from '../../../db/kept-plan.ts';
import type { Db, Schema } from '../../../db/schema.ts';
import { rowsAllowed, type Act, type ResourceFacts, type Subject } from '../../authority/index.ts';

/** A package with what authority asks about it: its batch's unit, and of whom it is. */
export type PackageRecord = Selectable<Schema['intakePackages']> & {
  readonly batchNumber: string;
  readonly batchUnitId: string;
  readonly batchLevel: Secrecy['level'];
  readonly batchYears: number;
  readonly personName: string | null;
  readonly personIdNumber: string | null;
  readonly personArchiveNumber: string | null;
  readonly personLevel: Secrecy['level'] | null;
  readonly personYears: number | null;
};

/** `persons` may be absent. */
type Joined = Pick<Schema, 'intakePackages' | 'intakeBatches'> & { readonly persons: { [Column in keyof Schema['persons']]: Schema['persons'][Column] | null } };
export type PackageQuery = SelectQueryBuilder<Joined, keyof Joined, PackageRecord>;

export const packageQuery = (db: Db): PackageQuery =>
  db
    .selectFrom('intakePackages')
    .innerJoin('intakeBatches', 'intakeBatches.id', 'intakePackages.batchId')
    .leftJoin('persons', 'persons.id', 'intakePackages.personId')
    .selectAll('intakePackages')
    .select([
      ...(['intakeBatches.number as batchNumber', 'intakeBatches.unitId as batchUnitId', 'intakeBatches.secrecyLevel as batchLevel', 'intakeBatches.secrecyYears as batchYears'] as const),
      ...(['persons.name as personName', 'persons.idNumber as personIdNumber', 'persons.archiveNumber as personArchiveNumber', 'persons.secrecyLevel as personLevel', 'persons.secrecyYears as personYears'] as const),
    ]);

const packageColumns = columnsOf<'intakePackages'>('p', {
  ...({ id: true, batchId: true, number: true, name: true, uploadId: true, root: true, bytes: true, digest: true, state: true, verdict: true, format: true } as const),
  ...({ personId: true, subjectIdNumber: true, subjectName: true, archiveNumber: true, volumeId: true, volumeVersion: true, secrecyLevel: true, secrecyYears: true } as const),
  ...({ staged: true, materialCount: true, pageCount: true, blockingCount: true, warningCount: true, attempts: true, leaseOwner: true, leaseUntil: true } as const),
  ...({ previousId: true, offeredBy: true, offeredAt: true, checkedAt: true, endedAt: true, idempotencyKey: true } as const),
});

/** What is asked of each package several times on its way. */
export async function requirePackage(db: Db, id: string): Promise<PackageRecord> {
  const { rows: [found] } = await sql<PackageRecord>`${keptPlan}
    select ${packageColumns}, b.number as batch_number, b.unit_id as batch_unit_id, b.secrecy_level as batch_level, b.secrecy_years as batch_years,
      s.name as person_name, s.id_number as person_id_number, s.archive_number as person_archive_number, s.secrecy_level as person_level, s.secrecy_years as person_years
    from intake_packages p join intake_batches b on b.id = p.batch_id left join persons s on s.id = p.person_id where p.id = ${id}`.execute(db);
  if (!found) throw new AppError('resource.not-found');
  return found;
}

/** The highest level and the longest term of batch, package and file. */
export function secrecyOfPackage(record: PackageRecord): Secrecy {
  const { batchLevel, batchYears, personLevel, personYears, secrecyLevel, secrecyYears } = record;
  return combineSecrecy([
    { level: batchLevel, years: batchYears },
    ...(personLevel === null ? [] : [{ level: personLevel, years: personYears ?? 1 }]),
    ...(secrecyLevel === null ? [] : [{ level: secrecyLevel, years: secrecyYears ?? 1 }]),
  ]);
}

/** Nobody's number: before a package is opened, and where it names nobody, there is no file yet that could be closed to somebody. */
const ofNobody = '';

/**
 * Whose file it is: the person it was matched with, else whom the package names. One that gives a name without a number is closed to
 * whoever bears that name.
 */
export function packageFacts(record: PackageRecord, subject: Subject): ResourceFacts {
  const { personIdNumber, subjectIdNumber, subjectName, personId } = record;
  const isNamesake = personIdNumber === null && subjectIdNumber === null && subjectName === subject.displayName;
  return {
    ...(personId === null ? {} : { personId }),
    personIdNumber: personIdNumber ?? subjectIdNumber ?? (isNamesake ? (subject.idNumber ?? ofNobody) : ofNobody),
    managingUnitId: record.batchUnitId,
    secrecyLevel: secrecyOfPackage(record).level,
    object: objectOf(record),
  };
}

/** `JS-2026-0012/3`: how the log and every mark name a package. */
export function objectOf({ batchNumber, number }: Pick<PackageRecord, 'batchNumber' | 'number'>): string {
  return `${batchNumber}/${String(number)}`;
}

/** The same as `packageFacts` for lists made of `packageQuery`. */
export function packagesAllowed(subject: Subject, act: Act): RawBuilder<SqlBool> {
  const isOfNamesake = sql`intake_packages.subject_name = ${subject.displayName} and intake_packages.subject_id_number is null and persons.id is null`;
  const levels = sql`array['secret', 'confidential', 'top-secret']`;
  const positions = sql.join(['intake_batches.secrecy_level', 'intake_packages.secrecy_level', 'persons.secrecy_level'].map(column => sql`array_position(${levels}, ${sql.ref(column)})`));
  return rowsAllowed(subject, act, {
    managingUnitId: sql`intake_batches.unit_id`,
    personIdNumber: sql`coalesce(persons.id_number, intake_packages.subject_id_number, case when ${isOfNamesake} then ${subject.idNumber ?? ofNobody} else ${ofNobody} end)`,
    secrecyLevel: sql`(${levels})[greatest(${positions})]`,
  });
}

export function summaryOf(record: PackageRecord): z.input<typeof PackageSummary> {
  const { id, number, name, state, verdict, format, personId } = record;
  return {
    ...{ id, number, name, state, verdict, format, personId },
    personName: record.personName ?? record.subjectName,
    archiveNumber: record.personArchiveNumber ?? record.archiveNumber,
    materials: record.materialCount,
    pages: record.pageCount,
    bytes: Number(record.bytes),
    blocking: record.blockingCount,
    warnings: record.warningCount,
    isSecondDelivery: record.previousId !== null,
    checkedAt: record.checkedAt?.toISOString() ?? null,
  };
}

export function requirePackageState({ state }: Pick<PackageRecord, 'state'>, allowed: readonly PackageState[]): void {
  if (!allowed.includes(state)) throw new AppError('package.state-conflict', { state });
}
