import { randomUUID } from 'node:crypto';
import { sql, type Insertable } from 'kysely';
import { verdictOf, type Finding } from '#shared/domain/finding';
import { createInserter } from '../../../db/insert-rows.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db, Schema } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { objectOf } from '../deliveries/delivery-repository.ts';
import { closeLedger, giveUpBlobs, sweepBlobs } from './blob-ledger.ts';
import type { CheckWork } from './package-work.ts';
import type { Judged } from './judge-package.ts';
import type { StoredPage } from './measure-images.ts';
import { machineOf } from './machine.ts';
import { LeaseLost } from './package-queue.ts';
import { removePrints, storePrints } from './page-prints.ts';

export type CheckOutcome = Judged & { readonly pages: readonly StoredPage[] };

/** Pages, findings and verdict in one transaction, in the name of the lease; what an earlier check left gives way. */
export async function finishCheck({ services, record, owner, batch }: CheckWork, outcome: CheckOutcome): Promise<void> {
  const { db, now } = services;
  const { id } = record;
  const replaced = await db.transaction().execute(async tx => {
    const previousId = await findPrevious(tx, record, outcome);
    const checked = await tx
      .updateTable('intakePackages')
      .set({ ...columnsOf(outcome), previousId, state: 'checked', leaseOwner: null, leaseUntil: null, attempts: 0, checkedAt: now() })
      .where('id', '=', id)
      .where('leaseOwner', '=', owner)
      .where('state', '=', 'checking')
      .returning('id')
      .modifyEnd(keptPlan)
      .executeTakeFirst();
    if (!checked) throw new LeaseLost();
    const before = record.checkedAt === null ? [] : await removeChecked(tx, id);
    await insertPages(tx, id, outcome.pages);
    await storePrints(tx, outcome.pages);
    await insertFindings(tx, id, outcome);
    await closeLedger(tx, { packageId: id, attempt: owner });
    await giveUpBlobs(tx, id, before);
    const personId = outcome.match.person?.id;
    const detail = `verdict=${verdictOf(outcome.findings)} findings=${String(outcome.findings.length)} pages=${String(countPages(outcome))} stored=${String(outcome.pages.length)}`;
    await recordEvent(tx, machineOf(batch.unitName), { act: 'intake.check', object: objectOf(record), detail, ...(personId === undefined ? {} : { personId }) });
    return before.length;
  });
  if (replaced > 0) await sweepBlobs(services, id);
}

/** What an earlier check found; answers its images. */
async function removeChecked(tx: Db, packageId: string): Promise<readonly string[]> {
  const pages = await tx.deleteFrom('intakePages').where('packageId', '=', packageId).returning(['id', 'originalBlob', 'optimisedBlob']).execute();
  await removePrints(tx, pages.map(({ id }) => id));
  await tx.deleteFrom('intakeFindings').where('packageId', '=', packageId).execute();
  return pages.flatMap(({ originalBlob, optimisedBlob }) => [originalBlob, optimisedBlob]);
}

function columnsOf(outcome: CheckOutcome): Partial<Insertable<Schema['intakePackages']>> {
  const { present, volume, format, findings } = outcome;
  const { persons, rows } = volume;
  return {
    ...subjectOf(outcome),
    ...{ format, verdict: verdictOf(findings), staged: { persons, rows } },
    ...(present ? { volumeId: present.id, volumeVersion: present.version } : { volumeId: null, volumeVersion: null }),
    ...(volume.secrecy ? { secrecyLevel: volume.secrecy.level, secrecyYears: volume.secrecy.years } : { secrecyLevel: null, secrecyYears: null }),
    ...{ materialCount: rows.length, pageCount: countPages(outcome) },
    ...{ blockingCount: countOf(findings, 'block'), warningCount: countOf(findings, 'warn') },
  };
}

type SubjectColumns = { readonly personId: string | null; readonly subjectIdNumber: string | null; readonly subjectName: string | null; readonly archiveNumber: string | null };

/** The person of the roster; without one, whom the package names. */
function subjectOf({ match: { named, idNumber, person } }: CheckOutcome): SubjectColumns {
  if (person) return { personId: person.id, subjectIdNumber: person.idNumber, subjectName: person.name, archiveNumber: person.archiveNumber };
  return { personId: null, subjectIdNumber: idNumber, subjectName: named?.name ?? null, archiveNumber: named?.archiveNumber ?? null };
}

/** What was offered, whether or not it can be read: pages that came are in the account. */
function countPages({ volume }: CheckOutcome): number {
  return volume.images.filter(({ layer }) => layer === 'original').length;
}

function countOf(findings: readonly Finding[], wanted: Finding['severity']): number {
  return findings.filter(({ severity }) => severity === wanted).length;
}

/** The last delivery of the same volume to this unit that was returned. */
async function findPrevious(tx: Db, { id, batchUnitId }: CheckWork['record'], outcome: CheckOutcome): Promise<string | null> {
  const { subjectIdNumber: number, archiveNumber: archive } = subjectOf(outcome);
  if (number === null && archive === null) return null;
  const { rows } = await sql<{ id: string }>`${keptPlan}
    select p.id from intake_packages p join intake_batches b on b.id = p.batch_id
    where b.unit_id = ${batchUnitId} and p.id <> ${id} and p.state = 'returned' and (p.subject_id_number = ${number}::text or p.archive_number = ${archive}::text)
    order by p.ended_at desc limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

const rowsAtOnce = 500;
const insertPageRows = createInserter('intakePages', [
  ...(['id', 'packageId', 'classCode', 'sequence', 'number', 'originalPath', 'optimisedPath', 'originalBlob', 'originalDigest', 'optimisedBlob'] as const),
  ...(['widthPx', 'heightPx', 'dpi', 'perceptualHash', 'recipe', 'facts'] as const),
]);

async function insertPages(tx: Db, packageId: string, pages: readonly StoredPage[]): Promise<void> {
  for (let start = 0; start < pages.length; start += rowsAtOnce) {
    await insertPageRows(tx, pages.slice(start, start + rowsAtOnce).map(page => ({ ...page, packageId })));
  }
}

const insertFindingRows = createInserter('intakeFindings', [
  ...(['id', 'packageId', 'position', 'rule', 'variant', 'severity', 'classCode', 'sequence', 'page', 'path', 'expected', 'found', 'pageId'] as const),
  ...(['overrideState', 'overrideReason', 'overrideBy', 'overrideAt', 'secondBy', 'secondAt'] as const),
]);

async function insertFindings(tx: Db, packageId: string, { findings, pages }: CheckOutcome): Promise<void> {
  const open = { overrideState: null, overrideReason: null, overrideBy: null, overrideAt: null, secondBy: null, secondAt: null };
  const pageIdOf = indexPages(pages);
  const rows = findings.map(({ place, ...finding }, index) => ({ ...finding, ...place, ...open, id: randomUUID(), packageId, position: index + 1, pageId: pageIdOf(place) }));
  for (let start = 0; start < rows.length; start += rowsAtOnce) await insertFindingRows(tx, rows.slice(start, start + rowsAtOnce));
}

/** The picture that a finding is about: by its file, else by its place. */
function indexPages(pages: readonly StoredPage[]): (place: Finding['place']) => string | null {
  const byPath = new Map(pages.flatMap(({ id, originalPath, optimisedPath }) => [originalPath, ...(optimisedPath ? [optimisedPath] : [])].map(path => [path, id] as const)));
  const byPlace = new Map(pages.map(({ id, classCode, sequence, number }) => [`${classCode}/${String(sequence)}/${String(number)}`, id]));
  return ({ path, classCode, sequence, page }) => (path === null ? undefined : byPath.get(path)) ?? byPlace.get(`${String(classCode)}/${String(sequence)}/${String(page)}`) ?? null;
}
