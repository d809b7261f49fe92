import type { Handlers } from '#shared/contract/operation';
import { type ServerApi, type ServerOperationName } from '#shared/contract/server-api';
import { keySignInOperations } from '#shared/contract/server/key-operations';
import { publicOperations } from '#shared/contract/server/session-operations';
import { enrolmentOperations, renewalOperations } from '#shared/contract/server/terminal-operations';
import type { Db } from '../db/schema.ts';
import { recordEvent } from '../features/audit/index.ts';
import { AccessDenied, needsConfirmation, requireRole, requireSubject, type Subject } from '../features/authority/index.ts';
import { requireRecentConfirmation } from '../features/identity/index.ts';
import type { RequestContext, Services } from './services.ts';

const withoutCertificate = new Set(['site.get', ...Object.keys(enrolmentOperations)]);
const withoutSession = new Set(Object.keys({ ...publicOperations, ...keySignInOperations, ...enrolmentOperations, ...renewalOperations }));

/** Answered without a session. */
export function isPublic(name: string): boolean {
  return withoutSession.has(name);
}

/** Answered to a machine that is not enrolled yet. */
export function isForStrangers(name: string): boolean {
  return withoutCertificate.has(name);
}

/** Asks for the role before each handler runs, and for the person himself where the act cannot be taken back; records what was denied. */
export function guardHandlers({ db, now }: Pick<Services, 'db' | 'now'>, handlers: Handlers<ServerApi, RequestContext>): Handlers<ServerApi, RequestContext> {
  const guard = (name: ServerOperationName) => (input: never, context: RequestContext): Promise<unknown> => {
    if (isPublic(name)) return handlers[name](input, context);
    const subject = requireSubject(context);
    return recordDenials<unknown>(db, subject, async () => {
      requireRole(subject, name);
      if (needsConfirmation(name)) await requireRecentConfirmation(db, { accountId: subject.accountId, now: now() });
      return handlers[name](input, context);
    });
  };
  // `as`: each key keeps its own handler, which fromEntries cannot express.
  return Object.fromEntries((Object.keys(handlers) as ServerOperationName[]).map(name => [name, guard(name)])) as Handlers<ServerApi, RequestContext>;
}

/** A denial leaves one row in the audit log, written after the act's own transaction rolled back. For operations and for the doors that carry bytes. */
export async function recordDenials<Result>(db: Db, subject: Subject, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AccessDenied) {
      const { object, personId } = error.facts;
      await recordEvent(db, subject, { act: error.act, object: object ?? personId ?? '', result: 'denied', detail: error.reason, ...(personId === undefined ? {} : { personId }) });
    }
    throw error;
  }
}
