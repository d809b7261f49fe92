import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Handlers } from '#shared/contract/operation';
import { pageSize } from '#shared/contract/lists';
import type { traceOperations } from '#shared/contract/server/trace-operations';
import type { Trace, TraceMethod, TraceOutcome } from '#shared/domain/trace';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import type { FoundMark } from '../viewing/index.ts';
import { loadPicture } from './traced-picture.ts';
import { describeSessions, findCandidates, type NamedSession } from './traced-sessions.ts';

type Question = z.output<(typeof traceOperations)['traces.run']['input']>;
type Answer = z.input<typeof Trace>;

/** Which session a leaked picture names. The auditor learns who looked, from the log that is his; of the file he sees nothing but his own picture. */
export function traceHandlers(services: Services): Handlers<typeof traceOperations, RequestContext> {
  return {
    'traces.run': async (question, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'traces.run');
      return runTrace(services, subject, question);
    },
    'traces.list': async ({ page }, context) => {
      requireAllowed(requireSubject(context), 'traces.list');
      return listTraces(services.db, page);
    },
  };
}

async function runTrace(services: Services, subject: Subject, question: Question): Promise<Answer> {
  const { db, marker, markKeys, now } = services;
  const { points, search, fileName, page } = question;
  const { bytes, image } = await loadPicture(services, subject, question);
  const site = await markKeys.siteCode();
  const keys = (await markKeys.all()).map(({ id: keyId, secret }) => ({ keyId, secret }));
  const candidates = search === null ? [] : await findCandidates(db, search);
  const mark = keys.length === 0 ? null : await marker.read({ image, keys, points, site, candidates });
  const named = mark?.site === site ? await describeSessions(db, mark.serials) : [];
  const answer: Answer = {
    ...{ id: randomUUID(), at: now().toISOString(), auditorName: subject.displayName, fileName, page, named },
    digest: createHash('sha256').update(bytes).digest('hex'),
    method: methodOf(question, mark),
    outcome: outcomeOf(mark, named),
    score: mark && round(mark.score),
    bound: named.length > 0 ? (mark?.bound ?? null) : null,
  };
  await db.transaction().execute(tx => keepTrace(tx, subject, answer));
  return answer;
}

const round = (score: number): number => Math.round(score * 10) / 10;

function methodOf({ points, search }: Question, mark: FoundMark | null): TraceMethod {
  const wasRead = mark?.serials.some(({ likeness }) => likeness === null) === true;
  if (search !== null && !wasRead) return 'informed';
  return points.length > 0 ? 'assisted' : 'blind';
}

function outcomeOf(mark: FoundMark | null, named: readonly NamedSession[]): TraceOutcome {
  if (named.length > 0) return 'named';
  if (mark === null) return 'nothing';
  return mark.serials.length > 0 ? 'unknown-session' : 'damaged';
}

/** The picture itself is not kept: its digest says which it was. */
async function keepTrace(tx: Db, subject: Subject, answer: Answer): Promise<void> {
  const { id, at, fileName, digest, page, method, outcome, score, bound, named } = answer;
  await tx.insertInto('markTraces').values({ id, accountId: subject.accountId, at: new Date(at), fileName, digest, page, method, outcome, score, bound, named: JSON.stringify(named) }).execute();
  const detail = [`method=${method}`, `outcome=${outcome}`, `picture=${digest.slice(0, 16)}`, ...(score === null ? [] : [`score=${String(score)}`]), ...named.map(session => `session=${session.id}`)].join(' ');
  await recordEvent(tx, subject, { act: 'traces.run', object: named[0]?.object ?? '', detail });
}

async function listTraces(db: Db, page: number): Promise<{ items: Answer[]; total: number }> {
  const rows = await db
    .selectFrom('markTraces')
    .innerJoin('accounts', 'accounts.id', 'markTraces.accountId')
    .selectAll('markTraces')
    .select('accounts.displayName as auditorName')
    .orderBy('at', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await db.selectFrom('markTraces').select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow();
  // `as`: written by `keepTrace`; the dispatcher parses it again.
  return { items: rows.map(({ accountId: _accountId, at, named, ...row }) => ({ ...row, at: at.toISOString(), named: named as NamedSession[] })), total: Number(total) };
}
