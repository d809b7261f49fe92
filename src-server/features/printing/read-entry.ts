import type { z } from 'zod';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { countSheetsOf, formatCopyNumber, type PrintCopy } from '#shared/domain/print-copy';
import type { PrintEntry } from '#shared/domain/printing';
import type { Db } from '../../db/schema.ts';
import { decide, type Subject } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';
import { custodyFacts, requirePrintJob, toPrintJob, type PrintJobRecord } from './print-repository.ts';

type Entry = z.input<typeof PrintEntry>;

/** The whole entry of the register, as the screen and the excerpt sheet show it. */
export async function readEntry(db: Db, subject: Subject, id: string): Promise<Entry> {
  const job = await requirePrintJob(db, id);
  const [facts, pages, copies] = await Promise.all([readFacts(db, id), db.selectFrom('pages').select('number').where('id', 'in', job.pageIds).orderBy('number').execute(), readCopies(db, job)]);
  const { classCode, sequence, secrecyLevel, secrecyYears, approvedAt, wasteDestroyedAt, ...rest } = facts;
  return {
    ...rest,
    job: toPrintJob(job),
    secrecy: secrecyOf({ secrecyLevel, secrecyYears }),
    materialNumber: formatMaterialNumber(classCode, sequence),
    pageNumbers: pages.map(({ number }) => number),
    approvedAt: approvedAt?.toISOString() ?? null,
    approverName: rest.approverName ?? '',
    wasteDestroyedAt: wasteDestroyedAt?.toISOString() ?? null,
    copies,
    mayKeep: decide(subject, 'printing.check', custodyFacts(job)).isAllowed,
  };
}

function readFacts(db: Db, id: string) {
  return db
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .innerJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .innerJoin('materials', 'materials.id', 'printJobs.materialId')
    .innerJoin('accounts as applicants', 'applicants.id', 'viewRequests.applicantId')
    .innerJoin('units', 'units.id', 'viewRequests.applicantUnitId')
    .leftJoin('accounts as approvers', 'approvers.id', 'viewRequests.decidedBy')
    .leftJoin('accounts as checkers', 'checkers.id', 'printJobs.checkedBy')
    .leftJoin('accounts as destroyers', 'destroyers.id', 'printJobs.wasteDestroyedBy')
    .where('printJobs.id', '=', id)
    .select(['persons.archiveNumber', 'persons.post as personPost', 'persons.secrecyLevel', 'persons.secrecyYears', 'materials.classCode', 'materials.sequence', 'viewRequests.purpose', 'viewRequests.reason'])
    .select(['applicants.displayName as applicantName', 'units.name as applicantUnitName', 'approvers.displayName as approverName', 'viewRequests.decidedAt as approvedAt'])
    .select(['checkers.displayName as checkedByName', 'printJobs.opinion', 'destroyers.displayName as wasteDestroyedByName', 'printJobs.wasteDestroyedAt', 'printJobs.wasteWitness'])
    .executeTakeFirstOrThrow();
}

async function readCopies(db: Db, { id, registerNumber, goodSheets, pageIds }: PrintJobRecord): Promise<z.input<typeof PrintCopy>[]> {
  const rows = await db
    .selectFrom('printCopies')
    .leftJoin('accounts as givers', 'givers.id', 'handedBy')
    .leftJoin('accounts as enders', 'enders.id', 'endedBy')
    .where('jobId', '=', id)
    .orderBy('number')
    .select(['number', 'printCopies.state', 'receiver', 'dueOn', 'handedAt', 'givers.displayName as handedByName', 'endedAt', 'enders.displayName as endedByName', 'witness', 'note'])
    .execute();
  return rows.map(({ handedAt, endedAt, ...copy }) => ({ ...copy, copyNumber: formatCopyNumber(registerNumber, copy.number), goodSheets: goodSheets === null ? null : countSheetsOf(copy.number, goodSheets, pageIds.length), handedAt: handedAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null }));
}
