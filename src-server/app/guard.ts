import { z } from 'zod';
import type { Handlers } from '#shared/contract/operation';
import { type ServerApi, type ServerOperationName } from '#shared/contract/server-api';
import { keySignInOperations } from '#shared/contract/server/key-operations';
import { publicOperations } from '#shared/contract/server/session-operations';
import { enrolmentOperations, renewalOperations } from '#shared/contract/server/terminal-operations';
import { AppError } from '#shared/errors/app-error';
import { actingAs } from '../db/acting-account.ts';
import type { Db } from '../db/schema.ts';
import { recordEvent } from '../features/audit/index.ts';
import { AccessDenied, needsConfirmation, requireRole, requireSubject, type Act, type Subject } from '../features/authority/index.ts';
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
    if (isPublic(name)) return actingAs<unknown>(null, () => handlers[name](input, context));
    const subject = requireSubject(context);
    const run = async (): Promise<unknown> => {
      requireRole(subject, name);
      if (needsConfirmation(name)) await requireRecentConfirmation(db, { accountId: subject.accountId, now: now() });
      return handlers[name](input, context);
    };
    return recordDenials(db, subject, { act: name, asked: idOf(input), run });
  };
  // `as`: each key keeps its own handler, which fromEntries cannot express.
  return Object.fromEntries((Object.keys(handlers) as ServerOperationName[]).map(name => [name, guard(name)])) as Handlers<ServerApi, RequestContext>;
}

export type GuardedAct<Result> = { readonly act: Act; /** What was asked for, as far as the question says. */ readonly asked?: string; readonly run: () => Promise<Result> };

/**
 * Runs an operation, or what a door that carries bytes does, in the name of the subject, for the database too. A denial leaves one row
 * in the audit log, written after the act's own transaction rolled back; so does asking for what is not there, or is hidden by
 * the database itself.
 */
export async function recordDenials<Result>(db: Db, subject: Subject, { act, asked = '', run }: GuardedAct<Result>): Promise<Result> {
  return actingAs(subject.accountId, async () => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof AccessDenied) {
        const { object, personId } = error.facts;
        await recordEvent(db, subject, { act: error.act, object: object ?? personId ?? '', result: 'denied', detail: error.reason, ...(personId === undefined ? {} : { personId }) });
      } else if (error instanceof AppError && error.code === 'resource.not-found') {
        await recordEvent(db, subject, { act, object: asked, result: 'denied', detail: 'nothing found' });
      }
      throw error;
    }
  });
}

/** The first id of a question; nothing else of it is known to be fit for the log. */
function idOf(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  const values: readonly unknown[] = Object.values(input);
  return values.find((value): value is string => z.uuid().safeParse(value).success) ?? '';
}
