import { Readable } from 'node:stream';
import { PrintJobId } from '#shared/domain/ids';
import { formatSiteMinute } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { AccessDenied, requireAllowed, type Subject, type Told } from '../authority/index.ts';
import { markSession, requireSession, sessionStateAt, type SessionRecord } from '../viewing/index.ts';
import { composeSheets } from './compose-sheets.ts';
import { printFacts, requirePrintJob, type PrintJobRecord } from './print-repository.ts';

/** Preview, printer, and again after a jam or a torn line. Whoever needs more registers another copy. */
const maxFetches = 12;
/** A copy prepared in time may be fetched a little after the reading ended: spooling takes its time. */
const fetchMinutes = 10;

/** The sheets of a registered copy as PDF: exact A4, one page on each, for its operator at his terminal while it is being printed. They go out as they are made. */
export async function composePrint(services: Services, subject: Subject, printJobId: string): Promise<Readable> {
  const { db, now } = services;
  if (!PrintJobId.safeParse(printJobId).success) throw new AppError('resource.not-found');
  const job = await requirePrintJob(db, printJobId);
  const session = await requireSession(db, job.viewSessionId);
  const at = now();
  requireAllowed(subject, 'prints.read', { ...printFacts(job), terminalName: session.terminalName, reading: { kind: 'grant', ended: tellEnd(job, session, at) } });
  await db.transaction().execute(async tx => {
    await countFetch(tx, job);
    await recordEvent(tx, subject, { act: 'prints.read', object: job.registerNumber, detail: session.requestNumber ?? '', personId: job.personId });
  });
  const sheets = await composeSheets(services, { job, session, mark: await markSession(services, { session, subject, at }), origin: originOf(job, subject, at), at });
  // Until the first sheet is there a failure is an answer; later it is a torn line.
  const first = await sheets.next();
  return Readable.from(following(first.done === true ? undefined : first.value, sheets), { objectMode: false });
}

async function* following(first: Uint8Array | undefined, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (first) yield first;
  yield* rest;
}

/** Counted by the row itself: of many fetches at once exactly as many are served as are left. */
async function countFetch(tx: Db, { id, registerNumber: object }: PrintJobRecord): Promise<void> {
  const counted = await tx
    .updateTable('printJobs')
    .set(update => ({ fetches: update('fetches', '+', 1) }))
    .where('id', '=', id)
    .where('fetches', '<', maxFetches)
    .returning('id')
    .executeTakeFirst();
  if (!counted) throw new AccessDenied({ act: 'prints.read', reason: 'fetched too often', facts: { object }, told: { code: 'print.fetched-too-often' } });
}

function tellEnd(job: PrintJobRecord, session: SessionRecord, at: Date): Told | null {
  if (job.state !== 'prepared' && job.state !== 'submitted') return { code: 'print.state-conflict', params: { state: job.state } };
  const state = sessionStateAt(session, at);
  if (state === 'withdrawn') return { code: 'grant.withdrawn' };
  return state !== 'open' && at.getTime() - job.preparedAt.getTime() > fetchMinutes * 60_000 ? { code: 'grant.expired' } : null;
}

function originOf(job: PrintJobRecord, { displayName, unitName }: Subject, at: Date): string {
  return `登记号 ${job.registerNumber}　申请单 ${job.requestNumber}　${displayName}　${unitName}　${formatSiteMinute(at)}`;
}
