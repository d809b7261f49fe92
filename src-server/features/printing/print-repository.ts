import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { PrintTodo } from '#shared/domain/print-copy';
import type { PrintJob } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import { rowsAllowed, type FactColumns, type ResourceFacts, type Subject } from '../authority/index.ts';
import { factsOf } from '../people/index.ts';

/** In the order of the sheets. */
const namesOfMaterials = sql<string[]>`array(
  select m.name from pages p join materials m on m.id = p.material_id where p.id = any(print_jobs.page_ids)
  group by m.id, m.name order by min(array_position(print_jobs.page_ids, p.id)))`;

function jobsOf(db: Db) {
  return db
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .innerJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .innerJoin('accounts', 'accounts.id', 'printJobs.accountId')
    .innerJoin('accounts as applicants', 'applicants.id', 'viewRequests.applicantId')
    .innerJoin('accounts as seconds', 'seconds.id', 'viewRequests.secondReaderId')
    .selectAll('printJobs')
    .select(['viewRequests.number as requestNumber', 'persons.name as personName', 'accounts.displayName as operatorName'])
    .select(namesOfMaterials.as('materialNames'))
    .select(['accounts.idNumber as operatorIdNumber', 'applicants.idNumber as applicantIdNumber', 'seconds.idNumber as secondIdNumber'])
    .select(['viewSessions.requestId', 'viewRequests.circleId', 'viewRequests.applicantId', 'viewRequests.secondReaderId', 'persons.secrecyLevel'])
    .select(['persons.id as personId', 'persons.idNumber as personIdNumber', 'persons.managingUnitId', 'persons.archiveNumber']);
}

export type PrintJobRecord = Awaited<ReturnType<ReturnType<typeof jobsOf>['executeTakeFirstOrThrow']>>;

export async function requirePrintJob(db: Db, id: string): Promise<PrintJobRecord> {
  const job = await jobsOf(db).where('printJobs.id', '=', id).executeTakeFirst();
  if (!job) throw new AppError('resource.not-found');
  return job;
}

export type PrintedPage = { readonly id: string; readonly number: number; readonly optimisedBlob: string; readonly materialId: string; readonly materialNumber: string; readonly materialName: string };

/** In the order in which its sheets are counted. */
export async function listPrintedPages(db: Db, { pageIds }: Pick<PrintJobRecord, 'pageIds'>): Promise<PrintedPage[]> {
  const rows = await db
    .selectFrom('pages')
    .innerJoin('materials', 'materials.id', 'pages.materialId')
    .select(['pages.id', 'pages.number', 'optimisedBlob', 'materialId', 'classCode', 'sequence', 'materials.name as materialName'])
    .where('pages.id', 'in', pageIds)
    .execute();
  const byId = new Map(rows.map(({ classCode, sequence, ...page }) => [page.id, { ...page, materialNumber: formatMaterialNumber(classCode, sequence) }]));
  return pageIds.flatMap(id => byId.get(id) ?? []);
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

export type PrintSearch = { readonly page: number; readonly todo: PrintTodo | null; readonly query: string; readonly today: string };

/** For acts of the custodian: closed to whoever applied, read along or printed, and to their other accounts. */
export function custodyFacts(job: PrintJobRecord): ResourceFacts {
  const numbers = [job.operatorIdNumber, job.applicantIdNumber, job.secondIdNumber].filter(number => number !== null);
  return { ...printFacts(job), participantIds: [job.accountId, job.applicantId, job.secondReaderId], participantIdNumbers: numbers };
}

/** Own copies; custodians and approvers also see what was printed of the files they manage. */
export async function listPrintJobs(db: Db, subject: Subject, { page, ...search }: PrintSearch): Promise<{ items: PrintJobRecord[]; total: number }> {
  const offset = (page - 1) * pageSize;
  if (offset >= totalLimit) return { items: [], total: totalLimit };
  const found = searchPrintJobs(db, subject, search);
  const { total } = await db.selectFrom(found.limit(totalLimit).as('counted')).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  // Which ones first, then what is shown of them: with so many tables PostgreSQL would join all copies before it looks at the ids.
  const onPage = await found.orderBy('preparedAt', 'desc').orderBy('printJobs.id').limit(pageSize).offset(offset).execute();
  if (onPage.length === 0) return { items: [], total };
  const ids = onPage.map(({ id }) => id);
  const items = await jobsOf(db).where('printJobs.id', 'in', ids).orderBy('preparedAt', 'desc').orderBy('printJobs.id').execute();
  return { items, total };
}

function searchPrintJobs(db: Db, subject: Subject, { todo, query, today }: Omit<PrintSearch, 'page'>): ReturnType<typeof printJobIds> {
  const pattern = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
  return printJobIds(db, subject)
    .$if(todo !== null, jobs => jobs.where(waitsFor(todo ?? 'to-count', today)))
    .$if(query !== '', jobs => jobs.where(eb => eb.or([eb('printJobs.registerNumber', 'ilike', pattern), eb('viewRequests.number', 'ilike', pattern), eb('persons.name', 'ilike', pattern)])));
}

const copiesOut = sql`select 1 from print_copies c where c.job_id = print_jobs.id and c.state = 'handed-over' and c.due_on is not null`;

function waitsFor(todo: PrintTodo, today: string): RawBuilder<boolean> {
  switch (todo) {
    case 'to-count':
      return sql`(print_jobs.state in ('failed', 'cancelled') and print_jobs.good_sheets is null)`;
    case 'to-check':
      return sql`(print_jobs.checked_at is null and exists (select 1 from print_copies c where c.job_id = print_jobs.id and c.state in ('made', 'partial')))`;
    case 'to-recover':
      return sql`exists (${copiesOut})`;
    case 'overdue':
      return sql`exists (${copiesOut} and c.due_on < ${today})`;
    case 'waste':
      return sql`(print_jobs.waste_sheets > 0 and print_jobs.waste_destroyed_at is null)`;
  }
}

/** How many entries wait for what, of those that the subject sees. */
export async function countPrintTodos(db: Db, subject: Subject, today: string): Promise<Record<PrintTodo, number>> {
  const counts = PrintTodo.options.map(todo => {
    const found = searchPrintJobs(db, subject, { todo, query: '', today }).limit(totalLimit);
    return db.selectFrom(found.as('counted')).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  });
  const [count, check, recover, overdue, waste] = (await Promise.all(counts)).map(({ total }) => total);
  return { 'to-count': count ?? 0, 'to-check': check ?? 0, 'to-recover': recover ?? 0, overdue: overdue ?? 0, waste: waste ?? 0 };
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
  const { id, registerNumber, viewSessionId, requestNumber, personName, materialNames, copies, printerName, state, detail, operatorName } = job;
  return {
    ...{ id, registerNumber, viewSessionId, requestNumber, personName, materialNames, copies, printerName, state, detail, operatorName },
    ...{ pageCount: job.pageIds.length, regionCount: job.regions.length, goodSheets: job.goodSheets, wasteSheets: job.wasteSheets, hasWaste: job.wasteSheets > 0 && job.wasteDestroyedAt === null },
    checkedAt: job.checkedAt?.toISOString() ?? null,
    preparedAt: job.preparedAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
