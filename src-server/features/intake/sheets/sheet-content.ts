import { sql } from 'kysely';
import type { Finding } from '#shared/domain/finding';
import { AppError } from '#shared/errors/app-error';
import { BatchId } from '#shared/domain/ids';
import type { Services } from '../../../app/services.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { batchFacts, requireBatch, type BatchRecord } from '../batches/batch-repository.ts';
import { packageQuery, packagesAllowed, type PackageRecord } from '../deliveries/delivery-repository.ts';
import { findFindings, findingOf } from '../findings/finding-repository.ts';

export type SheetQuery = { readonly batchId: string; readonly packageId: string | undefined };
export type SheetFinding = Finding & { readonly pageId: string | null };
export type SheetPackage = { readonly record: PackageRecord; readonly findings: readonly SheetFinding[] };
export type SheetContent = { readonly batch: BatchRecord; readonly packages: readonly SheetPackage[]; /** Left out of the sheet, over its limit. */ readonly omitted: number };

const mostPackages = 1000;

/**
 * What is on a defect sheet: everything of a package that nobody has let through. Of a whole batch the packages that went back, or will;
 * never those about the reader himself and his relatives.
 */
export async function readSheet({ db }: Services, subject: Subject, query: SheetQuery & { readonly mostFindings: number }): Promise<SheetContent> {
  const { batchId, packageId } = query;
  if (!BatchId.safeParse(batchId).success) throw new AppError('resource.not-found');
  const batch = await requireBatch(db, batchId);
  requireAllowed(subject, 'intake.readDefects', batchFacts(batch));
  const records = await findPackages(db, subject, query);
  if (packageId !== undefined && records.length === 0) throw new AppError('resource.not-found');
  const personId = packageId === undefined ? null : (records[0]?.personId ?? null);
  await recordEvent(db, subject, { act: 'intake.readDefects', object: batch.number, detail: `packages=${String(records.length)}`, ...(personId === null ? {} : { personId }) });
  return { batch, ...(await readOpen(db, records, query.mostFindings)) };
}

function findPackages(db: Db, subject: Subject, { batchId, packageId }: SheetQuery): Promise<PackageRecord[]> {
  const isBack = sql<boolean>`(intake_packages.state = 'returned' or (intake_packages.state = 'checked' and intake_packages.verdict <> 'clean'))`;
  return packageQuery(db)
    .where('intakePackages.batchId', '=', batchId)
    .where(packagesAllowed(subject, 'intake.getPackage'))
    .where(eb => (packageId === undefined ? isBack : eb('intakePackages.id', '=', packageId)))
    .orderBy('intakePackages.number')
    .limit(mostPackages)
    .execute();
}

async function readOpen(db: Db, records: readonly PackageRecord[], mostFindings: number): Promise<Omit<SheetContent, 'batch'>> {
  const packages: SheetPackage[] = [];
  let [room, omitted] = [mostFindings, 0];
  for (const record of records) {
    const open = (await findFindings(db, record.id)).filter(({ overrideState }) => overrideState !== 'effective').map(row => ({ ...findingOf(row), pageId: row.pageId }));
    const findings = open.slice(0, room);
    room -= findings.length;
    omitted += open.length - findings.length;
    packages.push({ record, findings });
  }
  return { packages, omitted };
}
