import type { z } from 'zod';
import { countSheetsOf, formatCopyNumber, type PrintCopy } from '#shared/domain/print-copy';
import type { PrintedMaterial, PrintEntry } from '#shared/domain/printing';
import type { Db } from '../../db/schema.ts';
import { decide, type Subject } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';
import { custodyFacts, listPrintedPages, requirePrintJob, toPrintJob, type PrintedPage, type PrintJobRecord } from './print-repository.ts';

type Entry = z.input<typeof PrintEntry>;

/** The whole entry of the register, as the screen and the excerpt sheet show it. */
export async function readEntry(db: Db, subject: Subject, id: string): Promise<Entry> {
  const job = await requirePrintJob(db, id);
  const [facts, pages, copies] = await Promise.all([readFacts(db, id), listPrintedPages(db, job), readCopies(db, job)]);
  const { secrecyLevel, secrecyYears, approvedAt, wasteDestroyedAt, ...rest } = facts;
  return {
    ...rest,
    job: toPrintJob(job),
    secrecy: secrecyOf({ secrecyLevel, secrecyYears }),
    materials: materialsOf(pages),
    approvedAt: approvedAt?.toISOString() ?? null,
    approverName: rest.approverName ?? '',
    wasteDestroyedAt: wasteDestroyedAt?.toISOString() ?? null,
    copies,
    mayKeep: decide(subject, 'printing.check', custodyFacts(job)).isAllowed,
  };
}

function materialsOf(pages: readonly PrintedPage[]): z.input<typeof PrintedMaterial>[] {
  const found = new Map<string, { readonly number: string; readonly name: string; readonly pageNumbers: number[] }>();
  for (const { materialId, materialNumber, materialName: name, number } of pages) {
    const material = found.get(materialId) ?? { number: materialNumber, name, pageNumbers: [] };
    material.pageNumbers.push(number);
    found.set(materialId, material);
  }
  return [...found.values()];
}

function readFacts(db: Db, id: string) {
  return db
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .innerJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .innerJoin('accounts as applicants', 'applicants.id', 'viewRequests.applicantId')
    .innerJoin('units', 'units.id', 'viewRequests.applicantUnitId')
    .leftJoin('accounts as approvers', 'approvers.id', 'viewRequests.decidedBy')
    .leftJoin('accounts as checkers', 'checkers.id', 'printJobs.checkedBy')
    .leftJoin('accounts as destroyers', 'destroyers.id', 'printJobs.wasteDestroyedBy')
    .where('printJobs.id', '=', id)
    .select(['persons.archiveNumber', 'persons.post as personPost', 'persons.secrecyLevel', 'persons.secrecyYears', 'viewRequests.purpose', 'viewRequests.reason'])
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
