import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { ViewSessionState } from '#shared/domain/viewing';
import type { Db } from '../../db/schema.ts';
import { requireAllowed, type Act, type Reading, type ResourceFacts, type Subject, type Told } from '../authority/index.ts';
import { factsOf } from '../people/index.ts';
import { sessionStateAt } from './session-state.ts';

function sessionsOf(db: Db) {
  return db
    .selectFrom('viewSessions')
    .innerJoin('volumes', 'volumes.id', 'viewSessions.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .leftJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .leftJoin('circles', 'circles.id', 'viewRequests.circleId')
    .selectAll('viewSessions')
    .select(['persons.id as personId', 'persons.name as personName', 'persons.idNumber as personIdNumber', 'persons.archiveNumber'])
    .select(['viewRequests.circleId', 'viewRequests.applicantId', 'viewRequests.secondReaderId', 'circles.code as circleCode'])
    .select(['persons.managingUnitId', 'persons.secrecyLevel', 'persons.secrecyYears', 'viewRequests.number as requestNumber', 'viewRequests.state as requestState']);
}

export type SessionRecord = Awaited<ReturnType<ReturnType<typeof sessionsOf>['executeTakeFirstOrThrow']>>;

export async function requireSession(db: Db, id: string): Promise<SessionRecord> {
  const session = await sessionsOf(db).where('viewSessions.id', '=', id).executeTakeFirst();
  if (!session) throw new AppError('resource.not-found');
  return session;
}

/** Its owner takes part, as long as he is one of the readers; audit rows name it by its request, a custodian's by the archive number. */
export function sessionFacts(session: SessionRecord, at: Date, { holds, mayPrint }: Pick<Reading, 'holds' | 'mayPrint'> = {}): ResourceFacts {
  const { personId: id, personIdNumber: idNumber, managingUnitId, archiveNumber, secrecyLevel, accountId, kind, circleId, terminalName } = session;
  const isReader = kind === 'custody' || accountId === session.applicantId || accountId === session.secondReaderId;
  return {
    ...factsOf({ id, idNumber, managingUnitId, archiveNumber, secrecyLevel }),
    ...{ circleId, terminalName, object: sessionObject(session) },
    participantIds: isReader ? [accountId] : [],
    reading: { kind, ended: tellEnd(session, at), ...(holds === undefined ? {} : { holds }), ...(mayPrint === undefined ? {} : { mayPrint }) },
  };
}

export function sessionObject({ requestNumber, archiveNumber }: SessionRecord): string {
  return requestNumber ?? archiveNumber;
}

/** The session as far as this subject, at this terminal, may use it for this act. */
export async function requireOwnSession(db: Db, subject: Subject, { id, act, at }: { readonly id: string; readonly act: Act; readonly at: Date }): Promise<SessionRecord> {
  const session = await requireSession(db, id);
  requireAllowed(subject, act, sessionFacts(session, at));
  return session;
}

const endings: Readonly<Record<Exclude<ViewSessionState, 'open'>, ErrorCode>> = {
  expired: 'grant.expired',
  withdrawn: 'grant.withdrawn',
  closed: 'view-session.closed',
};

/** A reading lives by its own time and by its grant. */
function tellEnd(session: SessionRecord, at: Date): Told | null {
  const state = sessionStateAt(session, at);
  if (state !== 'open') return { code: endings[state] };
  return session.kind === 'custody' || session.requestState === 'granted' ? null : { code: endings.withdrawn };
}
