import { sql, type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { RequestState } from '#shared/domain/view-request';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import { rowsAllowed, type FactColumns, type ResourceFacts, type Subject, type Told } from '../authority/index.ts';
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
    .leftJoin('circles', 'circles.id', 'viewRequests.circleId')
    .selectAll('viewRequests')
    .select(['persons.name as personName', 'persons.idNumber as personIdNumber', 'persons.archiveNumber', 'persons.secrecyLevel', 'persons.secrecyYears'])
    .select(['personUnits.name as personUnitName', 'applicants.displayName as applicantName', 'applicantUnits.name as applicantUnitName'])
    .select(['secondReaders.displayName as secondReaderName', 'deciders.displayName as decidedByName', 'circles.code as circleCode'])
    .select(['applicants.idNumber as applicantIdNumber', 'secondReaders.idNumber as secondReaderIdNumber'])
    .select(sql<string[]>`array(select id_number from accounts where id = any(view_requests.decider_ids) and id_number is not null)`.as('deciderIdNumbers'));
}

export type RequestRecord = Awaited<ReturnType<ReturnType<typeof requestsOf>['executeTakeFirstOrThrow']>>;

export async function requireRequest(db: Db, id: string): Promise<RequestRecord> {
  const request = await requestsOf(db).where('viewRequests.id', '=', id).executeTakeFirst();
  if (!request) throw new AppError('resource.not-found');
  return request;
}

/** Of two who decide at once the second waits here, and then finds what the first has done. */
export async function lockRequest(tx: Db, id: string): Promise<RequestRecord> {
  await tx.selectFrom('viewRequests').select('id').where('id', '=', id).forUpdate().execute();
  return requireRequest(tx, id);
}

/** What authority asks about a request; its readers take part. */
export function requestFacts(request: RequestRecord, at: Date): ResourceFacts {
  const { personId, personIdNumber, managingUnitId, archiveNumber, secrecyLevel, applicantId, secondReaderId, circleId, turn, route, deciderIds, deciderIdNumbers } = request;
  return {
    ...factsOf({ id: personId, idNumber: personIdNumber, managingUnitId, archiveNumber, secrecyLevel }),
    ...{ circleId, route, deciderIds, deciderIdNumbers, ...(turn === null ? {} : { turn }) },
    participantIds: [applicantId, secondReaderId],
    participantIdNumbers: [request.applicantIdNumber, request.secondReaderIdNumber].filter(idNumber => idNumber !== null),
    reading: { kind: 'grant', ended: tellState(stateAt(request, at)) },
    object: request.number,
  };
}

function tellState(state: RequestState): Told | null {
  if (state === 'granted') return null;
  if (state === 'finished') return { code: 'grant.expired' };
  if (state === 'withdrawn') return { code: 'grant.withdrawn' };
  return { code: 'request.state-conflict', params: { state } };
}

/** Where the same facts stand in the table, with `persons` joined. */
const factColumns: FactColumns = {
  managingUnitId: sql.ref('viewRequests.managingUnitId'),
  personIdNumber: sql.ref('persons.idNumber'),
  secrecyLevel: sql.ref('persons.secrecyLevel'),
  participantIds: [sql.ref('viewRequests.applicantId'), sql.ref('viewRequests.secondReaderId')],
  deciderIds: sql.ref('viewRequests.deciderIds'),
  route: sql.ref('viewRequests.route'),
  turn: sql.ref('viewRequests.turn'),
  circleId: sql.ref('viewRequests.circleId'),
};

export type Box = 'mine' | 'inbox' | 'decided';

/** Newest first, except the inbox: there the one who waits longest comes first. */
export function listRequests(db: Db, subject: Subject, wanted: PageOfBox): Promise<RequestPage> {
  return pageOf(db, requestIds(db, subject, wanted.box), wanted);
}

type PageOfBox = { readonly box: Box; readonly page: number };
type RequestPage = { readonly items: RequestRecord[]; readonly total: number };
type RequestIds = SelectQueryBuilder<Schema, 'viewRequests' | 'persons', { id: string }>;

/** One page of the requests with these ids, whatever found them. */
export async function pageOf(db: Db, found: RequestIds, { box, page }: PageOfBox): Promise<RequestPage> {
  const offset = (page - 1) * pageSize;
  if (offset >= totalLimit) return { items: [], total: 0 };
  const inOrder = ['submittedAt', box === 'inbox' ? 'asc' : 'desc'] as const;
  const listed = found.select('viewRequests.submittedAt').orderBy(...inOrder).orderBy('viewRequests.id').limit(totalLimit);
  // Which ones first, then what is shown of them: with so many tables PostgreSQL would join all requests before it looks at the ids.
  // Materialised: it would take the page for all that is wanted, and choose a way that is quick for the first rows only.
  const onPage = await db
    .with(cte => cte('listed').materialized(), () => listed)
    .selectFrom('listed')
    .select(['id', sql<number>`(select count(*)::integer from listed)`.as('total')])
    .orderBy(...inOrder)
    .orderBy('id')
    .limit(pageSize)
    .offset(offset)
    .execute();
  const ids = onPage.map(({ id }) => id);
  // A page after the last one has no row that carries the count.
  if (ids.length === 0) return { items: [], total: page === 1 ? 0 : (await pageOf(db, found, { box, page: 1 })).total };
  const items = await requestsOf(db).where('viewRequests.id', 'in', ids).orderBy(...inOrder).orderBy('viewRequests.id').execute();
  return { items, total: onPage[0]?.total ?? 0 };
}

/** The ids of every request in a box, as the rules alone allow it. */
export function requestIds(db: Db, subject: Subject, box: Box): RequestIds {
  return db.selectFrom('viewRequests').innerJoin('persons', 'persons.id', 'viewRequests.personId').select('viewRequests.id').where(isInBox(subject, box));
}

/** An archivist decides where a route says so: he has a part in it once a request that is not kept from him goes his way, decided or not. */
export async function hasDuties(db: Db, subject: Subject): Promise<boolean> {
  if (subject.roles.includes('approver')) return true;
  const deciding = only(subject, deciderRoles);
  const found = db.selectFrom('viewRequests').innerJoin('persons', 'persons.id', 'viewRequests.personId').select('viewRequests.id').where(allowed(deciding, 'requests.get'));
  return (await found.limit(1).executeTakeFirst()) !== undefined;
}

const deciderRoles = ['approver', 'archivist'];
const allowed = (as: Subject, act: 'requests.get' | 'requests.approve'): RawBuilder<SqlBool> => rowsAllowed(as, act, factColumns);

function isInBox(subject: Subject, box: Box): Expression<SqlBool> {
  const state = sql.ref('viewRequests.state');
  if (box === 'inbox') return sql<SqlBool>`${allowed(subject, 'requests.approve')} and ${state} = 'submitted'`;
  const [readers, deciders] = [only(subject, ['reader', 'selector']), only(subject, deciderRoles)];
  if (box === 'mine') return allowed(readers, 'requests.get');
  return sql<SqlBool>`${allowed(deciders, 'requests.get')} and ${state} in ('granted', 'refused', 'withdrawn', 'finished')`;
}

/** The same person in some of his roles; an administrator's remain, because they close everything. */
function only(subject: Subject, kept: readonly string[]): Subject {
  return { ...subject, roles: subject.roles.filter(role => kept.includes(role) || role.endsWith('administrator') || role.endsWith('officer') || role === 'auditor') };
}

/** Writes down what time has done to these grants. */
export async function settle(db: Db, requests: readonly RequestRecord[], now: Date): Promise<void> {
  const finished = requests.filter(request => request.state === 'granted' && stateAt(request, now) === 'finished').map(({ id }) => id);
  if (finished.length > 0) await db.updateTable('viewRequests').set({ state: 'finished' }).where('id', 'in', finished).where('state', '=', 'granted').execute();
}
