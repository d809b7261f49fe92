import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { verdictOf, type Finding } from '#shared/domain/finding';
import type { PackageFinding } from '#shared/domain/intake';
import type { Db, Schema } from '../../../db/schema.ts';
import { decide, type ResourceFacts, type Subject } from '../../authority/index.ts';
import { packageFacts, type PackageRecord } from '../deliveries/delivery-repository.ts';

export type FindingRecord = Selectable<Schema['intakeFindings']> & {
  readonly overrideByName: string | null;
  readonly overrideByIdNumber: string | null;
  readonly secondByName: string | null;
};

export function findFindings(db: Db, packageId: string): Promise<FindingRecord[]> {
  return db
    .selectFrom('intakeFindings')
    .leftJoin('accounts as proposers', 'proposers.id', 'overrideBy')
    .leftJoin('accounts as seconds', 'seconds.id', 'secondBy')
    .selectAll('intakeFindings')
    .select(['proposers.displayName as overrideByName', 'proposers.idNumber as overrideByIdNumber', 'seconds.displayName as secondByName'])
    .where('packageId', '=', packageId)
    .orderBy('position')
    .execute();
}

export async function readFindings(db: Db, packageId: string): Promise<Finding[]> {
  return (await findFindings(db, packageId)).map(findingOf);
}

export function findingOf({ rule, variant, severity, classCode, sequence, page, path, expected, found }: FindingRecord): Finding {
  return { rule, variant, severity, place: { classCode, sequence, page, path }, expected, found };
}

export async function listFindings(db: Db, subject: Subject, record: PackageRecord): Promise<z.input<typeof PackageFinding>[]> {
  const facts = packageFacts(record, subject);
  return (await findFindings(db, record.id)).map(row => ({ ...findingOf(row), id: row.id, pageId: row.pageId, override: overrideOf(row, subject, facts) }));
}

function overrideOf(row: FindingRecord, subject: Subject, facts: ResourceFacts): z.input<typeof PackageFinding>['override'] {
  const { overrideState: state, overrideReason, overrideByName, overrideAt, secondByName, secondAt } = row;
  if (state === null || overrideAt === null) return null;
  return {
    ...{ state, reason: overrideReason ?? '', by: overrideByName ?? '', at: overrideAt.toISOString(), secondBy: secondByName, secondAt: secondAt?.toISOString() ?? null },
    isMineToDecide: state === 'proposed' && decide(subject, 'intake.decideOverride', { ...facts, ...proposersOf([row]) }).isAllowed,
  };
}

/** Who has a part in these overrides and therefore is no second person for them. */
export function proposersOf(rows: readonly FindingRecord[]): Required<Pick<ResourceFacts, 'participantIds' | 'participantIdNumbers'>> {
  return { participantIds: rows.flatMap(({ overrideBy }) => overrideBy ?? []), participantIdNumbers: rows.flatMap(({ overrideByIdNumber }) => overrideByIdNumber ?? []) };
}

/** Verdict and counts are those of what is still open: an effective override closes a finding. */
export async function settleVerdict(tx: Db, packageId: string): Promise<ReturnType<typeof verdictOf>> {
  const open = await tx.selectFrom('intakeFindings').select('severity').where('packageId', '=', packageId).where(eb => eb.or([eb('overrideState', 'is', null), eb('overrideState', '!=', 'effective')])).execute();
  const verdict = verdictOf(open);
  const countOf = (wanted: Finding['severity']): number => open.filter(({ severity }) => severity === wanted).length;
  await tx.updateTable('intakePackages').set({ verdict, blockingCount: countOf('block'), warningCount: countOf('warn') }).where('id', '=', packageId).execute();
  return verdict;
}
