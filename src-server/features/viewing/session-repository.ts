import { AppError, type ErrorParams } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { ViewSessionState } from '#shared/domain/viewing';
import type { Db } from '../../db/schema.ts';
import { AccessDenied, requireAllowed, type Act, type ResourceFacts, type Subject } from '../authority/index.ts';
import { factsOf } from '../people/index.ts';
import { sessionStateAt } from './session-state.ts';

function sessionsOf(db: Db) {
  return db
    .selectFrom('viewSessions')
    .innerJoin('volumes', 'volumes.id', 'viewSessions.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .leftJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .selectAll('viewSessions')
    .select(['persons.id as personId', 'persons.name as personName', 'persons.idNumber as personIdNumber', 'persons.archiveNumber'])
    .select(['persons.managingUnitId', 'persons.secrecyLevel', 'persons.secrecyYears', 'viewRequests.number as requestNumber']);
}

export type SessionRecord = Awaited<ReturnType<ReturnType<typeof sessionsOf>['executeTakeFirstOrThrow']>>;

export async function requireSession(db: Db, id: string): Promise<SessionRecord> {
  const session = await sessionsOf(db).where('viewSessions.id', '=', id).executeTakeFirst();
  if (!session) throw new AppError('resource.not-found');
  return session;
}

/** Its owner takes part; audit rows name it by its request, a custodian's by the archive number. */
export function sessionFacts(session: SessionRecord): ResourceFacts {
  const { personId: id, personIdNumber: idNumber, managingUnitId, archiveNumber } = session;
  return { ...factsOf({ id, idNumber, managingUnitId, archiveNumber }), participantIds: [session.accountId], object: sessionObject(session) };
}

export function sessionObject({ requestNumber, archiveNumber }: SessionRecord): string {
  return requestNumber ?? archiveNumber;
}

/** The session as far as this subject, at this terminal, may use it for this act. */
export async function requireOwnSession(db: Db, subject: Subject, { id, act }: { readonly id: string; readonly act: Act }): Promise<SessionRecord> {
  const session = await requireSession(db, id);
  const facts = sessionFacts(session);
  requireAllowed(subject, act, facts);
  if (session.terminalName !== subject.terminalName) throw new AccessDenied(act, 'another terminal', facts);
  return session;
}

const endings: Readonly<Record<Exclude<ViewSessionState, 'open'>, ErrorCode>> = {
  expired: 'grant.expired',
  withdrawn: 'grant.withdrawn',
  closed: 'view-session.closed',
};

export function requireOpen(session: SessionRecord, now: Date, params: ErrorParams = {}): void {
  const state = sessionStateAt(session, now);
  if (state !== 'open') throw new AppError(endings[state], params);
}
