import { randomUUID } from 'node:crypto';
import { mostSheets } from '#shared/domain/printing';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { PrintRegions } from '#shared/domain/print-region';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { drawSerial } from '../marking/index.ts';
import { requireSession, sessionFacts, type SessionRecord } from '../viewing/index.ts';
import { inCatalogueOrder } from '../volumes/index.ts';
import { requireCopiesLeft } from './copies-left.ts';
import { findPrintJobByKey, requirePrintJob, type PrintJobRecord } from './print-repository.ts';

export type Preparation = {
  readonly viewSessionId: string;
  readonly pageIds: readonly string[];
  readonly copies: number;
  readonly idempotencyKey: string;
};

/** Registers a copy of pages that the grant allows to print, of one material or of several. The number stands on every sheet. */
export async function preparePrint({ db, now }: Services, subject: Subject, preparation: Preparation): Promise<PrintJobRecord> {
  const { viewSessionId, copies, idempotencyKey } = preparation;
  const at = now();
  const session = await requireSession(db, viewSessionId);
  const { holds, mayPrint, pageIds, materials, regions } = await findPrintable(db, session, preparation);
  const facts = sessionFacts(session, at, { holds, mayPrint });
  const before = await findPrepared(db, subject, preparation);
  // A copy that was prepared in time is told again after the reading has ended.
  requireAllowed(subject, 'printing.prepare', before ? { ...facts, reading: { kind: session.kind, ended: null, holds, mayPrint } } : facts);
  if (before) return before;
  if (pageIds.length * copies > mostSheets) throw new AppError('print.too-many-sheets', { most: mostSheets });
  const year = formatSiteDay(at).slice(0, 4);
  return db.transaction().execute(async tx => {
    const series = session.circleCode === null ? '' : `${session.circleCode}-`;
    const count = await nextNumber(tx, `print:${series}${year}`);
    // The series was held until here: a twin of this call has committed or has not begun.
    const twin = await findPrepared(tx, subject, preparation);
    if (twin) return twin;
    if (session.requestId !== null) await requireCopiesLeft(tx, { requestId: session.requestId, pageIds, copies });
    const [id, registerNumber] = [randomUUID(), `${series}${year}-${String(count).padStart(5, '0')}`];
    await tx
      .insertInto('printJobs')
      .values({ id, registerNumber, viewSessionId, accountId: subject.accountId, pageIds, copies, state: 'prepared', preparedAt: at, finishedAt: null, goodSheets: null, idempotencyKey, regions: JSON.stringify(regions) })
      .execute();
    await tx.insertInto('printCopies').values(Array.from({ length: copies }, (_, index) => ({ jobId: id, number: index + 1, markSerial: drawSerial(), state: 'planned' as const }))).execute();
    const detail = `${session.requestNumber ?? ''} materials=${String(materials)} pages=${String(pageIds.length)} copies=${String(copies)}${regions.length === 0 ? '' : ` regions=${String(regions.length)}`}`;
    await recordEvent(tx, subject, { act: 'printing.prepare', object: registerNumber, detail, personId: session.personId });
    return requirePrintJob(tx, id);
  });
}

async function findPrepared(db: Db, { accountId }: Subject, { idempotencyKey, viewSessionId }: Preparation): Promise<PrintJobRecord | undefined> {
  const job = await findPrintJobByKey(db, idempotencyKey);
  if (job && (job.accountId !== accountId || job.viewSessionId !== viewSessionId)) throw new AppError('record.changed');
  return job;
}

type Printable = { readonly holds: boolean; readonly mayPrint: boolean; readonly pageIds: string[]; /** How many. */ readonly materials: number; readonly regions: PrintRegions };

/** Printing is granted material by material, or by regions of it; custody grants none. The pages are those of this person's file, in the order of its catalogue, each once. */
async function findPrintable(db: Db, { requestId, personId }: SessionRecord, { pageIds }: Preparation): Promise<Printable> {
  const asked = [...new Set(pageIds)];
  const found = await db
    .selectFrom('pages')
    .innerJoin('materials', 'materials.id', 'pages.materialId')
    .innerJoin('volumes', 'volumes.id', 'materials.volumeId')
    .leftJoin('grantMaterials', join => join.onRef('grantMaterials.materialId', '=', 'materials.id').on('grantMaterials.requestId', '=', requestId))
    .select(['pages.id', 'pages.number', 'pages.materialId', 'classCode', 'sequence', 'canPrint', 'grantMaterials.regions'])
    .where('pages.id', 'in', asked)
    .where('volumes.personId', '=', personId)
    .execute();
  const rows = found
    .map(({ regions, ...page }) => ({ ...page, isNarrowed: (regions ?? []).length > 0, regions: (regions ?? []).filter(({ pageId }) => pageId === page.id) }))
    .sort((a, b) => inCatalogueOrder(a, b) || a.materialId.localeCompare(b.materialId) || a.number - b.number);
  return {
    holds: rows.length === asked.length,
    mayPrint: rows.every(({ canPrint, isNarrowed, regions }) => canPrint === true && (!isNarrowed || regions.length > 0)),
    pageIds: rows.map(({ id }) => id),
    materials: new Set(rows.map(({ materialId }) => materialId)).size,
    regions: rows.flatMap(({ regions }) => regions),
  };
}
