import type { z } from 'zod';
import { formatCopyNumber } from '#shared/domain/print-copy';
import type { TracedSession, TraceSearch } from '#shared/domain/trace';
import type { Db } from '../../db/schema.ts';

/** More sessions than a city has in some years; comparing them takes seconds of one thread. */
const mostCandidates = 100_000;

export async function findCandidates(db: Db, { from, until, archiveNumber }: TraceSearch): Promise<readonly number[]> {
  const inTime = db.selectFrom('viewSessions').select('markSerial').where('openedAt', '<', new Date(until)).where('endsAt', '>=', new Date(from));
  const ofFile = db.selectFrom('volumes').innerJoin('persons', 'persons.id', 'volumes.personId').select('volumes.id').where('archiveNumber', '=', archiveNumber ?? '');
  const found = archiveNumber === null ? inTime : inTime.where('volumeId', 'in', ofFile);
  const rows = await found.orderBy('openedAt', 'desc').limit(mostCandidates).execute();
  // A copy on paper names itself, and by that its session.
  const copies = await db
    .selectFrom('printCopies')
    .innerJoin('printJobs', 'printJobs.id', 'jobId')
    .where('viewSessionId', 'in', found.clearSelect().select('viewSessions.id'))
    .select('markSerial')
    .limit(mostCandidates)
    .execute();
  return [...rows, ...copies].map(({ markSerial }) => Number(markSerial));
}

type Found = { readonly serial: number; readonly likeness: number | null };
export type NamedSession = z.input<typeof TracedSession>;

/** In the order in which they were found; what the records do not know is left out. */
export async function describeSessions(db: Db, found: readonly Found[]): Promise<readonly NamedSession[]> {
  if (found.length === 0) return [];
  const serials = found.map(({ serial }) => String(serial));
  const copies = await findCopies(db, serials);
  const rows = await db
    .selectFrom('viewSessions')
    .innerJoin('accounts', 'accounts.id', 'viewSessions.accountId')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .innerJoin('volumes', 'volumes.id', 'viewSessions.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .leftJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .where(eb => eb.or([eb('viewSessions.markSerial', 'in', serials), ...(copies.length === 0 ? [] : [eb('viewSessions.id', 'in', copies.map(({ viewSessionId }) => viewSessionId))])]))
    .select(['viewSessions.id', 'viewSessions.markSerial', 'terminalName', 'openedAt', 'closedAt', 'viewSessions.endsAt', 'accounts.displayName as readerName', 'units.name as unitName', 'archiveNumber', 'viewRequests.number'])
    .execute();
  return found.flatMap(({ serial, likeness }) => {
    const copy = copies.find(({ markSerial }) => Number(markSerial) === serial);
    const row = rows.find(({ id, markSerial }) => (copy ? id === copy.viewSessionId : Number(markSerial) === serial));
    if (!row) return [];
    const { id, readerName, unitName, terminalName, openedAt, closedAt, endsAt, number, archiveNumber } = row;
    return [{ id, readerName, unitName, terminalName, object: number ?? archiveNumber, openedAt: openedAt.toISOString(), endedAt: (closedAt ?? endsAt).toISOString(), likeness, copyNumber: copy ? formatCopyNumber(copy.registerNumber, copy.number) : null }];
  });
}

/** Copies on paper have a mark of their own. */
async function findCopies(db: Db, serials: readonly string[]) {
  return db.selectFrom('printCopies').innerJoin('printJobs', 'printJobs.id', 'jobId').where('markSerial', 'in', serials).select(['markSerial', 'number', 'registerNumber', 'viewSessionId']).execute();
}
