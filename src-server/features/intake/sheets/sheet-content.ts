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

/** `part` counts from 1: a long list comes in several sheets, so that none of it is left out and no sheet is endless. */
export type SheetQuery = { readonly batchId: string; readonly packageId: string | undefined; readonly part: number };
/** `material`: the title under which the catalogue has what the finding is about; empty where it names no material. */
export type SheetFinding = Finding & { readonly pageId: string | null; readonly material: string };
export type SheetPackage = { readonly record: PackageRecord; readonly findings: readonly SheetFinding[] };
export type SheetContent = { readonly batch: BatchRecord; readonly packages: readonly SheetPackage[]; readonly part: number; readonly parts: number; /** In all parts. */ readonly total: { readonly packages: number; readonly findings: number } };

/**
 * What is on a defect sheet: everything of a package that nobody has let through. Of a whole batch the packages that went back, or will;
 * never those about the reader himself and his relatives.
 */
export async function readSheet({ db }: Services, subject: Subject, { batchId, packageId, part, linesPerPart }: SheetQuery & { readonly linesPerPart: number }): Promise<SheetContent> {
  if (!BatchId.safeParse(batchId).success) throw new AppError('resource.not-found');
  const batch = await requireBatch(db, batchId);
  requireAllowed(subject, 'intake.readDefects', batchFacts(batch));
  const counted = await countLines(db, subject, { batchId, packageId });
  if (packageId !== undefined && counted.length === 0) throw new AppError('resource.not-found');
  const parts = Math.max(1, Math.ceil(counted.reduce((sum, { lines }) => sum + lines, 0) / linesPerPart));
  if (part > parts) throw new AppError('sheet.no-such-part', { parts });
  const packages = await readLines(db, counted, { from: (part - 1) * linesPerPart, to: part * linesPerPart });
  const personId = packageId === undefined ? null : (packages[0]?.record.personId ?? null);
  await recordEvent(db, subject, { act: 'intake.readDefects', object: batch.number, detail: `packages=${String(packages.length)} part=${String(part)}/${String(parts)}`, ...(personId === null ? {} : { personId }) });
  return { batch, packages, part, parts, total: { packages: counted.length, findings: counted.reduce((sum, { findings }) => sum + findings, 0) } };
}

/** A package without a finding has a line that says so. */
type Counted = { readonly id: string; readonly findings: number; readonly lines: number };

async function countLines(db: Db, subject: Subject, { batchId, packageId }: Omit<SheetQuery, 'part'>): Promise<readonly Counted[]> {
  const isBack = sql<boolean>`(intake_packages.state = 'returned' or (intake_packages.state = 'checked' and intake_packages.verdict <> 'clean'))`;
  const open = sql<number>`(select count(*)::int from intake_findings f where f.package_id = intake_packages.id and f.override_state is distinct from 'effective')`;
  const rows = await packageQuery(db)
    .clearSelect()
    .select(['intakePackages.id', open.as('findings')])
    .where('intakePackages.batchId', '=', batchId)
    .where(packagesAllowed(subject, 'intake.getPackage'))
    .where(eb => (packageId === undefined ? isBack : eb('intakePackages.id', '=', packageId)))
    .orderBy('intakePackages.number')
    .execute();
  return rows.map(({ id, findings }) => ({ id, findings, lines: Math.max(1, findings) }));
}

/** Only the packages that have lines on this part are read, one after the other. */
async function readLines(db: Db, counted: readonly Counted[], { from, to }: { readonly from: number; readonly to: number }): Promise<readonly SheetPackage[]> {
  const packages: SheetPackage[] = [];
  let start = 0;
  for (const { id, lines } of counted) {
    if (start < to && start + lines > from) {
      const record = await packageQuery(db).where('intakePackages.id', '=', id).executeTakeFirstOrThrow();
      packages.push({ record, findings: (await readOpen(db, record)).slice(Math.max(0, from - start), to - start) });
    }
    start += lines;
  }
  return packages;
}

async function readOpen(db: Db, { id, staged }: PackageRecord): Promise<readonly SheetFinding[]> {
  const titles = new Map((staged?.rows ?? []).map(({ classCode, sequence, name }) => [`${String(classCode)}/${String(sequence)}`, name]));
  return (await findFindings(db, id))
    .filter(({ overrideState }) => overrideState !== 'effective')
    .map(row => ({ ...findingOf(row), pageId: row.pageId, material: row.sequence === null ? '' : (titles.get(`${String(row.classCode)}/${String(row.sequence)}`) ?? '') }));
}
