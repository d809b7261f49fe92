import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import type { ResourceFacts, Subject } from '../authority/index.ts';
import { factsOf } from '../people/index.ts';
import { stateAt } from './request-state.ts';

function requestsOf(db: Db) {
  return db
    .selectFrom('viewRequests')
    .innerJoin('persons', 'persons.id', 'viewRequests.personId')
    .innerJoin('units as personUnits', 'personUnits.id', 'persons.unitId')
    .innerJoin('accounts as applicants', 'applicants.id', 'viewRequests.applicantId')
    .innerJoin('units as applicantUnits', 'applicantUnits.id', 'viewRequests.applicantUnitId')
    .innerJoin('accounts as secondReaders', 'secondReaders.id', 'viewRequests.secondReaderId')
    .leftJoin('accounts as deciders', 'deciders.id', 'viewRequests.decidedBy')
    .selectAll('viewRequests')
    .select(['persons.name as personName', 'persons.idNumber as personIdNumber', 'persons.archiveNumber', 'persons.secrecyLevel', 'persons.secrecyYears'])
    .select(['personUnits.name as personUnitName', 'applicants.displayName as applicantName', 'applicantUnits.name as applicantUnitName'])
    .select(['secondReaders.displayName as secondReaderName', 'deciders.displayName as decidedByName']);
}

export type RequestRecord = Awaited<ReturnType<ReturnType<typeof requestsOf>['executeTakeFirstOrThrow']>>;

export async function requireRequest(db: Db, id: string): Promise<RequestRecord> {
  const request = await requestsOf(db).where('viewRequests.id', '=', id).executeTakeFirst();
  if (!request) throw new AppError('resource.not-found');
  return request;
}

/** What authority asks about a request; its readers take part. */
export function requestFacts(request: RequestRecord): ResourceFacts {
  const person = { id: request.personId, idNumber: request.personIdNumber, managingUnitId: request.managingUnitId, archiveNumber: request.archiveNumber };
  return { ...factsOf(person), participantIds: [request.applicantId, request.secondReaderId], object: request.number };
}

export type Box = 'mine' | 'inbox' | 'decided';
type Where = ExpressionBuilder<Schema, 'viewRequests'>;

/** Newest first, except the inbox: there the one who waits longest comes first. */
export async function listRequests(db: Db, subject: Subject, { box, page }: { readonly box: Box; readonly page: number }): Promise<{ items: RequestRecord[]; total: number }> {
  const offset = (page - 1) * pageSize;
  if (offset >= totalLimit || (box !== 'mine' && !subject.roles.includes('approver'))) return { items: [], total: 0 };
  const belongs = (where: Where): Expression<SqlBool> => isInBox(where, subject, box);
  const counted = db.selectFrom('viewRequests').select('id').where(belongs).limit(totalLimit).as('counted');
  const { total } = await db.selectFrom(counted).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  const items = await requestsOf(db)
    .where('viewRequests.id', 'in', db.selectFrom('viewRequests').select('id').where(belongs))
    .orderBy('submittedAt', box === 'inbox' ? 'asc' : 'desc')
    .orderBy('viewRequests.id')
    .limit(pageSize)
    .offset(offset)
    .execute();
  return { items, total };
}

function isInBox(where: Where, subject: Subject, box: Box): Expression<SqlBool> {
  const { accountId, scopeUnitIds } = subject;
  if (box === 'mine') return where.or([where('applicantId', '=', accountId), where('secondReaderId', '=', accountId)]);
  const isManaged = scopeUnitIds.length === 0 ? sql<SqlBool>`false` : where('managingUnitId', 'in', [...scopeUnitIds]);
  if (box === 'decided') return where.and([isManaged, where('state', 'in', ['granted', 'refused', 'withdrawn', 'finished'])]);
  // What this approver may not decide is not shown to him as his to decide.
  const isBarred = where.exists(
    where
      .selectFrom('persons')
      .select('persons.id')
      .whereRef('persons.id', '=', 'viewRequests.personId')
      .where(person => person.or([person('persons.idNumber', '=', subject.idNumber ?? ''), person('persons.id', 'in', person.selectFrom('recusals').select('personId').where('accountId', '=', accountId))])),
  );
  return where.and([isManaged, where('state', '=', 'submitted'), where('applicantId', '<>', accountId), where('secondReaderId', '<>', accountId), where.not(isBarred)]);
}

/** Writes down what time has done to these grants. */
export async function settle(db: Db, requests: readonly RequestRecord[], now: Date): Promise<void> {
  const finished = requests.filter(request => request.state === 'granted' && stateAt(request, now) === 'finished').map(({ id }) => id);
  if (finished.length > 0) await db.updateTable('viewRequests').set({ state: 'finished' }).where('id', 'in', finished).where('state', '=', 'granted').execute();
}
