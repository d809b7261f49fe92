import { sql, type SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { PrintJob } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import { rowsAllowed, type FactColumns, type ResourceFacts, type Subject } from '../authority/index.ts';
import { factsOf } from '../people/index.ts';

function jobsOf(db: Db) {
  return db
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .innerJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .innerJoin('materials', 'materials.id', 'printJobs.materialId')
    .innerJoin('accounts', 'accounts.id', 'printJobs.accountId')
    .selectAll('printJobs')
    .select(['viewRequests.number as requestNumber', 'persons.name as personName', 'materials.name as materialName', 'accounts.displayName as operatorName'])
    .select(['viewRequests.circleId', 'viewRequests.applicantId', 'viewRequests.secondReaderId', 'persons.secrecyLevel'])
    .select(['persons.id as personId', 'persons.idNumber as personIdNumber', 'persons.managingUnitId', 'persons.archiveNumber']);
}

export type PrintJobRecord = Awaited<ReturnType<ReturnType<typeof jobsOf>['executeTakeFirstOrThrow']>>;

export async function requirePrintJob(db: Db, id: string): Promise<PrintJobRecord> {
  const job = await jobsOf(db).where('printJobs.id', '=', id).executeTakeFirst();
  if (!job) throw new AppError('resource.not-found');
  return job;
}

export async function findPrintJobByKey(db: Db, idempotencyKey: string): Promise<PrintJobRecord | undefined> {
  return jobsOf(db).where('printJobs.idempotencyKey', '=', idempotencyKey).executeTakeFirst();
}

/** The operator takes part, as long as he is one of the readers; audit rows name a copy by its register number. */
export function printFacts(job: PrintJobRecord): ResourceFacts {
  const { personId: id, personIdNumber: idNumber, managingUnitId, archiveNumber, secrecyLevel, circleId, accountId } = job;
  const isReader = accountId === job.applicantId || accountId === job.secondReaderId;
  return { ...factsOf({ id, idNumber, managingUnitId, archiveNumber, secrecyLevel }), circleId, participantIds: isReader ? [accountId] : [], object: job.registerNumber };
}

/** Own copies; custodians and approvers also see what was printed of the files they manage. */
export async function listPrintJobs(db: Db, subject: Subject, page: number): Promise<{ items: PrintJobRecord[]; total: number }> {
  const offset = (page - 1) * pageSize;
  if (offset >= totalLimit) return { items: [], total: totalLimit };
  const found = printJobIds(db, subject);
  const { total } = await db.selectFrom(found.limit(totalLimit).as('counted')).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  // Which ones first, then what is shown of them: with so many tables PostgreSQL would join all copies before it looks at the ids.
  const onPage = await found.orderBy('preparedAt', 'desc').orderBy('printJobs.id').limit(pageSize).offset(offset).execute();
  if (onPage.length === 0) return { items: [], total };
  const ids = onPage.map(({ id }) => id);
  const items = await jobsOf(db).where('printJobs.id', 'in', ids).orderBy('preparedAt', 'desc').orderBy('printJobs.id').execute();
  return { items, total };
}

/** The ids of every copy in the register, as the rules alone allow it. */
export function printJobIds(db: Db, subject: Subject): SelectQueryBuilder<Schema, 'printJobs' | 'viewSessions' | 'viewRequests' | 'persons', { id: string }> {
  return db
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .innerJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .select('printJobs.id')
    .where(rowsAllowed(subject, 'prints.see', factColumns));
}

const factColumns: FactColumns = {
  managingUnitId: sql.ref('persons.managingUnitId'),
  personIdNumber: sql.ref('persons.idNumber'),
  secrecyLevel: sql.ref('persons.secrecyLevel'),
  participantIds: [sql`case when print_jobs.account_id in (view_requests.applicant_id, view_requests.second_reader_id) then print_jobs.account_id end`],
  circleId: sql.ref('viewRequests.circleId'),
};

export function toPrintJob(job: PrintJobRecord): z.input<typeof PrintJob> {
  const { id, registerNumber, viewSessionId, requestNumber, personName, materialName, copies, printerName, state, detail, operatorName, goodSheets, wasteSheets } = job;
  return {
    ...{ id, registerNumber, viewSessionId, requestNumber, personName, materialName, copies, printerName, state, detail, operatorName, goodSheets, wasteSheets },
    pageCount: job.pageIds.length,
    preparedAt: job.preparedAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
