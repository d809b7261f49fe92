import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { requireSession, type SignedIn } from '../features/identity/index.ts';
import type { Subject } from '../features/authority/index.ts';
import { noteUse, requireTerminal, type KnownTerminal } from '../features/terminals/index.ts';
import { isForStrangers, isPublic } from './guard.ts';
import { maxConcurrentPerAccount } from './limits.ts';
import type { Services } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where no session is asked for. */
    subject: Subject | null;
    /** Null where no certificate is asked for. */
    terminal: KnownTerminal | null;
    sessionKey: Buffer | null;
  }
  interface FastifyContextConfig {
    /** `none`: answered without certificate and session. */
    readonly session?: 'none';
    /** The operation of the contract, or the door, that this route is. */
    readonly operation?: string;
  }
}

/** What an account with a one-time password may do before it has a password of its own. */
const allowedBeforeChange: readonly string[] = ['session.changePassword', 'session.signOut', 'session.watch', 'session.lock', 'session.confirmPassword', 'session.confirmWithKey', 'session.keyRemoved'];
/** Leaving, coming back, and the end of what was under way when the screen was locked. */
const allowedWhileLocked: readonly string[] = [
  'session.confirmPassword', 'session.confirmWithKey', 'session.keyRemoved', 'session.lock', 'session.signOut', 'session.watch',
  'uploads.write', 'volumes.fileMaterial', 'intake.offerPackage', 'printing.submitted', 'printing.finished', 'prints.read', 'viewing.close',
];
/** Asked by a program while nobody may be there: they do not put off the end by idleness. */
const askedByPrograms: readonly string[] = ['session.watch', 'session.lock', 'session.keyRemoved', 'viewing.heartbeat', 'requests.duties'];

export type CallersOptions = { readonly services: Services; readonly terminalOf: (request: IncomingMessage) => string | undefined };

/** Finds out who calls, and from where, before a byte of the body is read; refuses too many requests of one account at once. */
export function addCallers(app: FastifyInstance, { services: { db, now }, terminalOf }: CallersOptions): void {
  const running = new Map<string, number>();
  app.decorateRequest('subject', null);
  app.decorateRequest('terminal', null);
  app.decorateRequest('sessionKey', null);

  app.addHook('onRequest', async (request, reply) => {
    const { session, operation = '' } = request.routeOptions.config;
    if (session === 'none' || request.is404 || isForStrangers(operation)) return;
    const certificate = terminalOf(request.raw);
    if (certificate === undefined) throw new AppError('terminal.not-enrolled');
    if (isPublic(operation)) {
      request.terminal = await requireTerminal(db, certificate, now());
      return;
    }
    const call = { token: readBearerToken(request), certificate, isAct: !askedByPrograms.includes(operation), now: now() };
    const signedIn = await requireSession(db, call);
    await noteUse(db, signedIn.certificateUse, call.now);
    const { subject, sessionKey } = signedIn;
    requireOpenTo(operation, signedIn);
    const count = running.get(subject.accountId) ?? 0;
    if (count >= maxConcurrentPerAccount) throw new AppError('server.busy');
    running.set(subject.accountId, count + 1);
    request.subject = subject;
    request.sessionKey = sessionKey;
    request.terminal = { id: signedIn.certificateUse.terminalId, name: subject.terminalName, edition: subject.edition, certificate };
    // Not Fastify's onResponse: uploads answer past Fastify, and a caller may hang up.
    reply.raw.once('close', () => { release(running, subject.accountId); });
  });
}

function requireOpenTo(operation: string, { mustChangePassword, isLocked }: SignedIn): void {
  if (isLocked && !allowedWhileLocked.includes(operation)) throw new AppError('session.locked');
  if (mustChangePassword && !allowedBeforeChange.includes(operation)) throw new AppError('session.password-change-required');
}

function release(running: Map<string, number>, accountId: string): void {
  const count = (running.get(accountId) ?? 1) - 1;
  if (count === 0) running.delete(accountId);
  else running.set(accountId, count);
}

function readBearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(headers.authorization ?? '')?.[1];
}
