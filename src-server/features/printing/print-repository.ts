import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { PrintJob } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import type { ResourceFacts, Subject } from '../authority/index.ts';
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

/** The operator takes part; audit rows name a copy by its register number. */
export function printFacts(job: PrintJobRecord): ResourceFacts {
  const { personId: id, personIdNumber: idNumber, managingUnitId, archiveNumber } = job;
  return { ...factsOf({ id, idNumber, managingUnitId, archiveNumber }), participantIds: [job.accountId], object: job.registerNumber };
}

/** Own copies; custodians and approvers also see what was printed of the files they manage. */
export async function listPrintJobs(db: Db, subject: Subject, page: number): Promise<{ items: PrintJobRecord[]; total: number }> {
  const offset = (page - 1) * pageSize;
  if (offset >= totalLimit) return { items: [], total: totalLimit };
  const visible = (where: ExpressionBuilder<Schema, 'printJobs'>): Expression<SqlBool> => isVisible(where, subject);
  const counted = db.selectFrom('printJobs').select('id').where(visible).limit(totalLimit).as('counted');
  const { total } = await db.selectFrom(counted).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  const items = await jobsOf(db)
    .where('printJobs.id', 'in', db.selectFrom('printJobs').select('id').where(visible))
    .orderBy('preparedAt', 'desc')
    .orderBy('printJobs.id')
    .limit(pageSize)
    .offset(offset)
    .execute();
  return { items, total };
}

function isVisible(where: ExpressionBuilder<Schema, 'printJobs'>, { accountId, roles, scopeUnitIds }: Subject): Expression<SqlBool> {
  const isOwn = where('accountId', '=', accountId);
  const overseesUnit = roles.includes('archivist') || roles.includes('approver');
  if (!overseesUnit || scopeUnitIds.length === 0) return isOwn;
  const managed = where
    .selectFrom('viewSessions')
    .innerJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .select('viewSessions.id')
    .where('persons.managingUnitId', 'in', [...scopeUnitIds]);
  return where.or([isOwn, where('viewSessionId', 'in', managed)]);
}

export function toPrintJob(job: PrintJobRecord): z.input<typeof PrintJob> {
  const { id, registerNumber, viewSessionId, requestNumber, personName, materialName, copies, printerName, state, detail, operatorName } = job;
  return {
    ...{ id, registerNumber, viewSessionId, requestNumber, personName, materialName, copies, printerName, state, detail, operatorName },
    pageCount: job.pageIds.length,
    preparedAt: job.preparedAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
